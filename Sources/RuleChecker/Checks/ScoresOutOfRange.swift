internal import RuleSyntax

extension Check {
  static let scoreOutOfRange = Check(
    code: "score-out-of-range",
    finds: "a score that is compared with a number outside -1 to 1",
    matters: """
      no score ever passes it, so the comparison always gives the same answer; percentages such \
      as `30` or `3%` are the usual reason
      """,
    example: """
      rule look { when sentiment(NVDA, over: 7d) > 3 review NVDA }
      """,
    instead: """
      rule look { when sentiment(NVDA, over: 7d) > 0.3 review NVDA }
      """
  )
}

extension Diagnostic {
  static func scoreOutOfRange(
    _ number: Operand,
    score: Operand,
    _ sources: Sources
  ) -> Diagnostic {
    Diagnostic(
      code: "score-out-of-range",
      span: number.span,
      message: "\(sources.quote(number.span)) is no score: scores go from -1 to 1",
      help: "write a number such as `0.25`, or a word such as `mildly_positive`",
      notes: [Note(span: score.span, message: "\(sources.quote(score.span)) is a score")]
    )
  }
}
