internal import RuleSyntax

extension Check {
  static let shortingNotAllowed = Check(
    code: "shorting-not-allowed",
    severity: .warning,
    finds: "a `build short` in a rulebook whose settings do not allow shorting",
    matters: """
      it would be blocked in every run: no proposal goes short unless the rulebook says once, \
      for all its rules, that this is wanted
      """,
    example: """
      limit single weight of each instrument <= 10%
      rule bet { build short NVDA to 2% of nav }
      """,
    instead: """
      limit single weight of each instrument <= 10%
      settings { shorting allowed }
      rule bet { build short NVDA to 2% of nav }
      """,
    run: { draft in
      if draft.rulebook.settings.allowsShorting { return [] }
      return draft.rulebook.rules.compactMap { rule in
        guard case .build(let build) = rule.action, build.isShort else { return nil }
        return .shortingNotAllowed(rule)
      }
    }
  )
}

extension Diagnostic {
  static func shortingNotAllowed(_ rule: Rule) -> Diagnostic {
    Diagnostic(
      code: "shorting-not-allowed",
      severity: .warning,
      span: rule.nameSpan,
      message: "`\(rule.name)` sells short, which no setting allows",
      help: "add `settings { shorting allowed }`, or build long"
    )
  }
}
