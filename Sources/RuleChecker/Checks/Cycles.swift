internal import RuleSyntax

extension Check {
  static let letCycle = Check(
    code: "let-cycle",
    finds: "lets that refer to each other in a circle",
    matters: """
      none of them has a value to begin with; a `let` is another way to write an expression, not \
      a memory of an earlier run
      """,
    example: """
      let calm = not tense
      let tense = not calm
      """,
    instead: """
      let calm = gross <= 100%
      let tense = not calm
      """
  )
}

extension Diagnostic {
  /// - Parameter cycle: names in the order in which each refers to the next, not empty.
  static func letCycle(_ cycle: [(name: String, span: Span)]) -> Diagnostic {
    let names = cycle.prefix(8).map { "`\($0.name)`" }
    let path = (names + (cycle.count > 8 ? ["…"] : []) + names.prefix(1)).joined(separator: " → ")
    let span = cycle.first?.span ?? Span(file: 0, start: 0, end: 0)
    return Diagnostic(
      code: "let-cycle",
      span: span,
      message: cycle.count == 1
        ? "\(names.first ?? "it") refers to itself" : "these lets refer to each other: \(path)",
      help: "write one of them without the others",
      notes: cycle.dropFirst().prefix(7).map {
        Note(span: $0.span, message: "`\($0.name)` is declared here")
      }
    )
  }
}
