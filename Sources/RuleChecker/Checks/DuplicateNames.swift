internal import RuleSyntax

extension Check {
  static let duplicateName = Check(
    code: "duplicate-name",
    finds: "two declarations of one name",
    matters: """
      topics, baskets, lets, catalysts and rules share one namespace, and order never matters, so \
      no declaration can win over another; only rules that are equal word for word may repeat
      """,
    example: """
      let calm = gross <= 100%
      let calm = gross <= 90%
      """,
    instead: """
      let calm = gross <= 100%
      let very_calm = gross <= 90%
      """
  )
}

extension Diagnostic {
  static func duplicateName(
    _ name: String,
    at span: Span,
    first: Span,
    kind: String
  ) -> Diagnostic {
    Diagnostic(
      code: "duplicate-name",
      span: span,
      message: "`\(name)` is declared twice",
      help: "choose another name for one of them",
      notes: [Note(span: first, message: "`\(name)` is \(kind) already")]
    )
  }
}
