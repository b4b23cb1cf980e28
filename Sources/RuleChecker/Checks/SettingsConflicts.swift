internal import RuleSyntax

extension Check {
  static let settingsConflict = Check(
    code: "settings-conflict",
    finds: "a setting that is given twice with different values",
    matters: """
      order never matters, so neither can win; files that are used together must agree on how \
      trades are made
      """,
    example: """
      settings { borrow up to 0% of nav }
      settings { borrow up to 20% of nav }
      """,
    instead: """
      settings { borrow up to 20% of nav }
      """
  )
}

extension Diagnostic {
  static func settingsConflict(_ setting: SyntaxNode, first: Span) -> Diagnostic {
    Diagnostic(
      code: "settings-conflict",
      span: setting.span,
      message: "this setting has another value elsewhere",
      help: "keep one of them",
      notes: [Note(span: first, message: "the first one is here")]
    )
  }
}
