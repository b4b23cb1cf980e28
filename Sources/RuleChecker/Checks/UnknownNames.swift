internal import RuleSyntax

extension Check {
  static let unknownName = Check(
    code: "unknown-name",
    finds: "a name that no file of the rulebook declares",
    matters: """
      a mistyped name would otherwise be a rule that quietly never acts. Topics, baskets, lets, \
      catalysts and rules share one namespace, and every file of the rulebook sees them all
      """,
    example: """
      topic kernel_rust { mentions "Rust for Linux" }
      rule look { when impact(kernel_rst, over: 7d) >= 0.2 review NVDA }
      """,
    instead: """
      topic kernel_rust { mentions "Rust for Linux" }
      rule look { when impact(kernel_rust, over: 7d) >= 0.2 review NVDA }
      """
  )

  static let unknownState = Check(
    code: "unknown-state",
    finds: "a state that catalysts do not have, or an outcome that this one does not declare",
    matters: """
      a question about a state that can't be reached is never answered with yes, so the rule \
      that asks it never acts
      """,
    example: """
      catalyst launch { official "example.com" }
      rule look { when launch is conformed review NVDA }
      """,
    instead: """
      catalyst launch { official "example.com" }
      rule look { when launch is confirmed review NVDA }
      """
  )
}

extension Diagnostic {
  /// - Parameters:
  ///   - wanted: what would do in this place, without its article.
  ///   - form: a declaration that would do.
  ///   - declared: where the nearest name is declared.
  static func unknownName(
    _ name: String,
    at span: Span,
    wanted: String,
    declareAs form: String?,
    nearest: String?,
    declared: Span?
  ) -> Diagnostic {
    var help: String?
    var notes: [Note] = []
    if let nearest {
      help = "did you mean `\(nearest)`?"
      if let declared {
        notes = [Note(span: declared, message: "`\(nearest)` is declared here")]
      }
    } else if let form {
      help = "declare it: `\(form)`"
    }
    return Diagnostic(
      code: "unknown-name",
      span: span,
      message: "there is no \(wanted) called `\(name)`",
      help: help,
      notes: notes,
      fix: nearest.map { .nearest($0, at: span) }
    )
  }

  static func unknownState(
    _ word: String,
    at span: Span,
    catalyst: String,
    nearest: String?
  ) -> Diagnostic {
    let states = CatalystState.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    return Diagnostic(
      code: "unknown-state",
      span: span,
      message: "`\(word)` is neither a state nor a declared outcome of `\(catalyst)`",
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "the states are \(states); or declare it: `outcomes \(word)`",
      fix: nearest.map { .nearest($0, at: span) }
    )
  }
}
