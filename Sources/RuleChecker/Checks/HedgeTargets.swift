internal import RuleSyntax

extension Check {
  static let hedgeIsTarget = Check(
    code: "hedge-is-target",
    finds: "an instrument that one rule hedges with and another builds, holds or trims",
    matters: """
      all that is held of a hedge instrument counts towards the hedge; a second size for it \
      would make the two rules trade against each other
      """,
    example: """
      basket funds { PSQ 50% QQQ 50% }
      rule own { build funds to 5% of nav }
      rule guard { when gross > 90% hedge 40% of QQQ by value with PSQ }
      """,
    instead: """
      basket funds { SPY 50% QQQ 50% }
      rule own { build funds to 5% of nav }
      rule guard { when gross > 90% hedge 40% of QQQ by value with PSQ }
      """,
    run: { draft in
      let targets = sizedSymbols(draft.rulebook)
      return draft.rulebook.rules.compactMap { rule in
        guard case .hedge(let hedge) = rule.action, let target = targets[hedge.instrument] else {
          return nil
        }
        return .hedgeIsTarget(hedge, target.rule, at: target.span)
      }
    }
  )

  /// Symbols that a rule gives a size, with the first rule in order of name that does.
  private static func sizedSymbols(_ rulebook: CheckedRulebook) -> [String: (
    rule: String, span: Span
  )] {
    var found: [String: (rule: String, span: Span)] = [:]
    for rule in rulebook.rules {
      guard let target = rule.action.target else { continue }
      let reach = InstrumentReach(target.set, of: rule, in: rulebook)
      for symbol in reach.symbols ?? [] where found[symbol] == nil {
        found[symbol] = (rule.name, target.set.span)
      }
    }
    return found
  }
}

extension Action {
  /// What a build, hold or trim sizes.
  var target: Target? {
    switch self {
    case .build(let build): build.target
    case .hold(let hold): hold.target
    case .trim(let trim): trim.target
    case .freeze, .hedge, .review: nil
    }
  }
}

extension Diagnostic {
  static func hedgeIsTarget(_ hedge: Hedge, _ rule: String, at target: Span) -> Diagnostic {
    Diagnostic(
      code: "hedge-is-target",
      span: hedge.instrumentSpan,
      message: "`\(hedge.instrument)` is a hedge here and a target of the rule `\(rule)`",
      help: "hedge with another instrument, or take this one out of the target",
      notes: [Note(span: target, message: "`\(rule)` sizes it here")]
    )
  }
}
