internal import RuleSyntax

extension Check {
  static let hedgeWithoutEnd = Check(
    code: "hedge-without-end",
    severity: .warning,
    finds: "a hedge with neither `when` nor `until`",
    matters: "a hedge costs money every day; one without an end is a position",
    example: """
      rule guard { hedge 40% of NVDA by value with PSQ }
      """,
    instead: """
      rule guard { when weight(NVDA) > 5% hedge 40% of NVDA by value with PSQ }
      """,
    run: { draft in
      draft.rulebook.rules.compactMap { rule in
        guard case .hedge = rule.action, rule.when == nil, rule.until == nil else { return nil }
        return .hedgeWithoutEnd(rule)
      }
    }
  )
}

extension Diagnostic {
  static func hedgeWithoutEnd(_ rule: Rule) -> Diagnostic {
    Diagnostic(
      code: "hedge-without-end",
      severity: .warning,
      span: rule.nameSpan,
      message: "the hedge `\(rule.name)` never ends",
      help: "say when it applies with `when`, or what ends it with `until`"
    )
  }
}
