internal import Quantities
internal import RuleSyntax

extension Check {
  static let cooldownWithoutExit = Check(
    code: "cooldown-without-exit",
    severity: .warning,
    finds: "a `cooldown` in a rule without `exit when`",
    matters: "a cooldown keeps an exited rule closed; a rule that never exits has none",
    example: """
      limit single weight of each instrument <= 10%
      rule own { build NVDA to 2% of nav cooldown 5d }
      """,
    instead: """
      limit single weight of each instrument <= 10%
      rule own { build NVDA to 2% of nav exit when gross > 120% cooldown 5d }
      """,
    run: { draft in
      draft.rulebook.rules.compactMap { rule in
        guard rule.exit == nil, rule.cooldown != .days(1) else { return nil }
        return .cooldownWithoutExit(rule)
      }
    }
  )
}

extension Diagnostic {
  static func cooldownWithoutExit(_ rule: Rule) -> Diagnostic {
    Diagnostic(
      code: "cooldown-without-exit",
      severity: .warning,
      span: rule.nameSpan,
      message: "`\(rule.name)` has a cooldown and nothing to exit",
      help: "add `exit when …`, or take `cooldown` away"
    )
  }
}
