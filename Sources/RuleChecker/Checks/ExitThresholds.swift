internal import Quantities
internal import RuleSyntax

extension Check {
  static let exitAboveEntry = Check(
    code: "exit-above-entry",
    severity: .warning,
    finds: "an exit that is true at a value at which the entry is true as well",
    matters: """
      exit wins, so the rule would leave again what it has just entered, and enter again once \
      its cooldown is over, paying for each trade
      """,
    example: """
      limit single weight of each instrument <= 10%
      rule own {
        when sentiment(NVDA, over: 7d) >= 0.2
        build NVDA to 5% of nav
        exit when sentiment(NVDA, over: 7d) < 0.3
      }
      """,
    instead: """
      limit single weight of each instrument <= 10%
      rule own {
        when sentiment(NVDA, over: 7d) >= 0.2
        build NVDA to 5% of nav
        exit when sentiment(NVDA, over: 7d) < -0.1
      }
      """,
    run: { draft in draft.exitsAboveEntry.map(\.finding) }
  )

  /// The exits of a rule that overlap its entry, by the thresholds of both.
  fileprivate static func overlaps(_ rule: Rule, _ draft: Draft) -> [Diagnostic] {
    guard let when = rule.when, let exit = rule.exit else { return [] }
    let exits = thresholds(exit, joinedBy: .or, draft)
    guard !exits.isEmpty else { return [] }
    let entries = thresholds(when, joinedBy: .and, draft)
    let met = exits.compactMap { leave in
      entries.first { $0.subject == leave.subject && $0.overlaps(leave) }
        .map { (exit: leave, entry: $0) }
    }
    guard !met.isEmpty, draft.neverApplying(rule).isEmpty else { return [] }
    let table = draft.insights.table
    let entry = table.formula(when)
    // Another part of the entry may keep the two apart.
    return met.filter { pair in
      let together = Formula.and([entry, table.formula(pair.exit.expression)])
      return Possibilities(table).truths(of: together).contains(.holds)
    }
    .map { .exitAboveEntry(rule, exit: $0.exit.span, entry: $0.entry.span) }
  }

  private enum Joint { case and, or }

  /// The thresholds that all must (`and`) or that one may (`or`) be passed.
  private static func thresholds(
    _ expression: Expression,
    joinedBy joint: Joint,
    _ draft: Draft
  ) -> [Threshold] {
    let resolved = draft.resolved(expression)
    switch (resolved.kind, joint) {
    case (.and(let parts), .and), (.or(let parts), .or):
      return parts.flatMap { thresholds($0, joinedBy: joint, draft) }
    default: return Threshold(resolved, draft).map { [$0] } ?? []
    }
  }
}

extension Draft {
  /// Exits that overlap the entry of their rule, with the rule's name.
  var exitsAboveEntry: [(rule: String, finding: Diagnostic)] {
    if let known = insights.exitsAboveEntry { return known }
    let found = rulebook.rules.flatMap { rule in
      Check.overlaps(rule, self).map { (rule: rule.name, finding: $0) }
    }
    insights.exitsAboveEntry = found
    return found
  }
}

/// A comparison of one figure with a plain number.
struct Threshold {
  /// What the figure is, whatever its place in the text.
  enum Subject: Hashable {
    case news(NewsCall)
    case account(AccountMeasure)
    case instrument(HoldingMeasure, InstrumentReference)
    case basket(HoldingMeasure, Int)
  }

  var subject: Subject
  var comparison: Expression.Comparison
  var number: Number
  /// The comparison itself.
  var expression: Expression
  var span: Span { expression.span }

  init?(_ expression: Expression, _ draft: Draft) {
    guard case .comparison(let sign, let left, let right) = expression.kind else { return nil }
    let one = draft.resolved(left)
    let two = draft.resolved(right)
    if case .number(let number) = two.kind, let subject = Subject(one) {
      self.subject = subject
      self.number = number
      comparison = sign
    } else if case .number(let number) = one.kind, let subject = Subject(two) {
      self.subject = subject
      self.number = number
      comparison = sign.mirrored
    } else {
      return nil
    }
    self.expression = expression
  }

  /// Whether some value passes both; for two that look the same way nothing is said.
  func overlaps(_ other: Threshold) -> Bool {
    switch (comparison, other.comparison) {
    case (.greaterOrEqual, .lessOrEqual): number <= other.number
    case (.greater, .less), (.greaterOrEqual, .less), (.greater, .lessOrEqual):
      number < other.number
    case (.lessOrEqual, .greaterOrEqual): number >= other.number
    case (.less, .greater), (.lessOrEqual, .greater), (.less, .greaterOrEqual):
      number > other.number
    default: false
    }
  }
}

extension Threshold.Subject {
  init?(_ expression: Expression) {
    switch expression.kind {
    case .news(let call): self = .news(call)
    case .account(let measure): self = .account(measure)
    case .holding(let measure, let set):
      switch set.kind {
      case .symbol(let symbol): self = .instrument(measure, .symbol(symbol))
      case .member: self = .instrument(measure, .member)
      case .basket(let index): self = .basket(measure, index)
      default: return nil
      }
    default: return nil
    }
  }
}

extension Expression.Comparison {
  /// The comparison with its sides exchanged.
  var mirrored: Expression.Comparison {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual: self
    }
  }
}

extension Diagnostic {
  static func exitAboveEntry(_ rule: Rule, exit: Span, entry: Span) -> Diagnostic {
    Diagnostic(
      code: "exit-above-entry",
      severity: .warning,
      span: exit,
      message: "`\(rule.name)` can enter and exit at the same value",
      help: "leave a gap between the two numbers",
      notes: [Note(span: entry, message: "the rule enters here")]
    )
  }
}
