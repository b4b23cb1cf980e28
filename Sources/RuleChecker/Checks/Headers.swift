internal import RuleSyntax

extension Check {
  static let noHeader = Check(
    code: "no-header",
    finds: "a rulebook none of whose files begins with `language 1 rulebook NAME`",
    matters: "the header names the rulebook in every proposal and pins what its words mean",
    example: """
      // this file begins without a header
      rule look { review NVDA }
      """,
    instead: """
      language 1
      rulebook steady "Steady exposure"
      rule look { review NVDA }
      """
  )

  static let twoHeaders = Check(
    code: "two-headers",
    finds: "a second header in the files of one rulebook",
    matters: "a rulebook has one name; a file that is `use`d belongs to the one that uses it",
    example: """
      language 1
      rulebook steady
      // next file
      language 1
      rulebook other
      """,
    instead: """
      language 1
      rulebook steady
      """
  )
}

extension Diagnostic {
  static func noHeader(at span: Span) -> Diagnostic {
    Diagnostic(
      code: "no-header",
      span: span,
      message: "no file of this rulebook has a header",
      help: "begin one file with `language 1` and `rulebook NAME`"
    )
  }

  static func twoHeaders(at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      code: "two-headers",
      span: span,
      message: "the rulebook has a second header",
      help: "keep one; a file that is named in a `use` has none",
      notes: [Note(span: first, message: "the first one is here")]
    )
  }
}
