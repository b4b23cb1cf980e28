internal import RuleSyntax

extension Check {
  static let duplicatePart = Check(
    code: "duplicate-part",
    finds: "a basket's member, a step or an outcome that is there twice",
    matters: "each has one weight or one gate; which of two counts can't be said",
    example: """
      basket chips { NVDA 50% NVDA 50% }
      rule own { build chips to 5% of nav }
      """,
    instead: """
      basket chips { NVDA 50% AMD 50% }
      rule own { build chips to 5% of nav }
      """
  )

  static let duplicateClause = Check(
    code: "duplicate-clause",
    finds: "a clause that may be there once and is there twice",
    matters: """
      order never matters, so the second can't replace the first; two conditions are joined with \
      `and` or `or`, which says what is meant
      """,
    example: """
      rule look { when gross > 90% when net > 80% review NVDA }
      """,
    instead: """
      rule look { when gross > 90% or net > 80% review NVDA }
      """
  )

  static let emptyTopic = Check(
    code: "empty-topic",
    severity: .warning,
    finds: "a topic without phrases, themes and symbols",
    matters: """
      no news will ever belong to it, so every figure of it stays unknown and every rule that \
      waits for it does nothing
      """,
    example: """
      topic kernel_rust { }
      rule look { when impact(kernel_rust, over: 7d) > 0.2 review NVDA }
      """,
    instead: """
      topic kernel_rust { mentions "Rust for Linux" }
      rule look { when impact(kernel_rust, over: 7d) > 0.2 review NVDA }
      """
  )

  static let emptyPhrase = Check(
    code: "empty-phrase",
    finds: "a phrase without a word in it",
    matters: """
      it would be found everywhere, or nowhere: an item belongs to a topic because of the words \
      that are looked for
      """,
    example: """
      topic kernel_rust { mentions " " }
      rule look { when impact(kernel_rust, over: 7d) > 0.2 review NVDA }
      """,
    instead: """
      topic kernel_rust { mentions "Rust" }
      rule look { when impact(kernel_rust, over: 7d) > 0.2 review NVDA }
      """
  )

  static let outcomeIsState = Check(
    code: "outcome-is-state",
    finds: "an outcome with the name of a state",
    matters: """
      `is confirmed` would have two meanings: the state that every catalyst can have, and the \
      result that this one may bring
      """,
    example: """
      catalyst launch { official "example.com" outcomes confirmed, late }
      rule look { when launch is late review NVDA }
      """,
    instead: """
      catalyst launch { official "example.com" outcomes early, late }
      rule look { when launch is late review NVDA }
      """
  )
}

extension Diagnostic {
  static func duplicatePart(
    _ kind: String,
    _ name: String,
    at span: Span,
    first: Span?
  ) -> Diagnostic {
    Diagnostic(
      code: "duplicate-part",
      span: span,
      message: "the \(kind) `\(name)` is there twice",
      help: "keep one of them",
      notes: first.map { [Note(span: $0, message: "the first one is here")] } ?? []
    )
  }

  static func duplicateClause(_ word: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      code: "duplicate-clause",
      span: span,
      message: "a second `\(word)`",
      help: word == "when" || word == "until" || word == "exit when"
        ? "join both conditions with `and` or `or`" : "keep one of them",
      notes: [Note(span: first, message: "the first one is here")]
    )
  }

  static func emptyTopic(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "empty-topic",
      severity: .warning,
      span: span,
      message: "no news can belong to the topic `\(name)`",
      help: "add `mentions \"…\"`, `themes \"…\"` or `symbols …`"
    )
  }

  static func emptyPhrase(at span: Span) -> Diagnostic {
    Diagnostic(
      code: "empty-phrase",
      span: span,
      message: "there is no word to look for",
      help: "write the words between the quotes, or take the phrase away"
    )
  }

  static func outcomeIsState(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "outcome-is-state",
      span: span,
      message: "`\(name)` is a state that every catalyst has",
      help: "choose another word for the outcome"
    )
  }
}
