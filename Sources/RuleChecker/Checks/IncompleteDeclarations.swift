internal import RuleSyntax

extension Check {
  /// Cannot happen while the parser reports every part that is missing; if it should not, the
  /// rulebook is refused all the same.
  static func incompleteDeclaration(at span: Span) -> Diagnostic {
    Diagnostic(
      code: "incomplete-declaration",
      span: span,
      message: "a part is missing here",
      help: "compare it with the grammar in the language reference"
    )
  }
}
