internal import RuleSyntax

extension Check {
  static let neverApplies = Check(
    code: "never-applies",
    severity: .warning,
    finds: """
      a rule whose end holds whenever its `when` does, or a step whose gate can't hold together with \
      the rule's `when` and the gates of the steps before it
      """,
    matters: """
      of `when` and `until`, `until` wins, and of `when` and `exit when`, `exit when`; such a rule never \
      acts, and such a step never opens, although nothing in either condition is wrong by itself
      """,
    example: """
      rule cut {
        when  sentiment(NVDA, over: 7d) < -0.4
        trim  NVDA to 2% of nav
        until sentiment(NVDA, over: 7d) < 0
      }
      """,
    instead: """
      rule cut {
        when  sentiment(NVDA, over: 7d) < -0.4
        trim  NVDA to 2% of nav
        until sentiment(NVDA, over: 7d) > 0
      }
      """,
    run: { draft in draft.rulebook.rules.flatMap { draft.neverApplying($0) } }
  )
}

extension Draft {
  /// What keeps a rule, or a step of it, from ever acting.
  func neverApplying(_ rule: Rule) -> [Diagnostic] {
    guard let when = rule.when, rule.hasEnd || rule.hasGates else { return [] }
    let possibilities = Possibilities(insights.table)
    let entry = insights.table.formula(when)
    // A `when` that never holds has been told by itself.
    guard possibilities.truths(of: entry).contains(.holds) else { return [] }
    if let found = alwaysEnded(rule, entry, possibilities) { return [found] }
    guard case .build(let build) = rule.action else { return [] }
    return closedStep(build, of: rule, entry, possibilities).map { [$0] } ?? []
  }

  /// The end that holds wherever the entry does.
  private func alwaysEnded(
    _ rule: Rule,
    _ entry: Formula,
    _ possibilities: Possibilities
  ) -> Diagnostic? {
    for (end, word) in [(rule.until, "until"), (rule.exit, "exit when")] {
      guard let end, let pairs = possibilities.pairs(entry, insights.table.formula(end)) else {
        continue
      }
      // An `until` that is not known starts nothing; an exit that is not known may let a rule act.
      let acts: (KleeneTruth) -> Bool = { word == "until" ? $0 == .fails : $0 != .holds }
      if pairs.allSatisfy({ !($0 == .holds && acts($1)) }) {
        return .neverApplies(rule, end: end.span, word: word)
      }
    }
    return nil
  }

  /// The first step that can't open while the rule applies.
  private func closedStep(
    _ build: Build,
    of rule: Rule,
    _ entry: Formula,
    _ possibilities: Possibilities
  ) -> Diagnostic? {
    var open = [entry]
    for step in build.steps {
      guard let gate = step.gate.condition else { continue }
      let formula = insights.table.formula(gate)
      guard possibilities.truths(of: formula).contains(.holds) else { return nil }
      let isRelated = open.contains { possibilities.shareFigures($0, formula) }
      open.append(formula)
      if isRelated, !possibilities.truths(of: .and(open)).contains(.holds) {
        return .neverOpens(step, of: rule, gate: gate.span, when: rule.when?.span)
      }
    }
    return nil
  }
}

extension Rule {
  fileprivate var hasEnd: Bool { until != nil || exit != nil }

  fileprivate var hasGates: Bool {
    guard case .build(let build) = action else { return false }
    return build.steps.contains { $0.gate.condition != nil }
  }
}

extension Diagnostic {
  static func neverApplies(_ rule: Rule, end: Span, word: String) -> Diagnostic {
    Diagnostic(
      code: "never-applies",
      severity: .warning,
      span: end,
      message: "this holds whenever the `when` of `\(rule.name)` does, so the rule never acts",
      help: "let `\(word)` hold only where the rule should have ended",
      notes: rule.when.map { [Note(span: $0.span, message: "`\(rule.name)` applies here")] } ?? []
    )
  }

  static func neverOpens(_ step: Step, of rule: Rule, gate: Span, when: Span?) -> Diagnostic {
    Diagnostic(
      code: "never-applies",
      severity: .warning,
      span: gate,
      message: "the step `\(step.name)` never opens: this never holds while `\(rule.name)` applies "
        + "and its earlier steps are open",
      help: "compare it with the rule's `when` and with the gates before it",
      notes: when.map { [Note(span: $0, message: "`\(rule.name)` applies here")] } ?? []
    )
  }
}
