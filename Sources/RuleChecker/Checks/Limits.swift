internal import RuleSyntax

extension Check {
  static let limitUnit = Check(
    code: "limit-unit",
    finds: "a limit whose bound is not in the unit of what it measures",
    matters: """
      weights, cash and turnover are shares of nav; beta is a plain number; trades are \
      measured against daily volume
      """,
    example: """
      limit steady beta <= 110%
      """,
    instead: """
      limit steady beta <= 1.1
      """
  )

  static let limitSide = Check(
    code: "limit-side",
    finds: "a limit with a bound that its measure can't have",
    matters: "a limit holds trades back, so it can't ask for more of them; sizes have no negative",
    example: """
      limit churn turnover over 1d >= 15%
      """,
    instead: """
      limit churn turnover over 1d <= 15%
      """
  )

  static let cannotEnforce = Check(
    code: "cannot-enforce",
    finds: "an `enforced` limit that is not an upper bound on weights or gross",
    matters: "an enforced limit sells what is above it, which only means something for weights",
    example: """
      limit floor cash >= 2% enforced
      """,
    instead: """
      limit single weight of each instrument <= 10% enforced
      """
  )
}

extension Diagnostic {
  static func limitUnit(
    _ measure: SyntaxNode,
    wantsNumber: Bool,
    at span: Span
  ) -> Diagnostic {
    Diagnostic(
      code: "limit-unit",
      span: span,
      message: wantsNumber ? "beta is a plain number" : "this is measured in percent",
      help: wantsNumber ? "write a number such as `1.1`" : "write a percentage such as `10%`",
      notes: [Note(span: measure.span, message: "this is what the limit measures")]
    )
  }

  static func volumeLimit(isOfVolume: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "limit-unit",
      span: span,
      message: isOfVolume
        ? "`of adv` goes only with `trade of each instrument`"
        : "trades are measured against average daily volume",
      help: isOfVolume ? "take `of adv` away" : "write `… of adv`"
    )
  }

  static func limitWithoutLowerSide(_ measure: SyntaxNode, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "limit-side",
      span: span,
      message: "a limit can't ask for more trading",
      help: "write `<=`",
      notes: [Note(span: measure.span, message: "this measures trading")]
    )
  }

  static func negativeBound(_ measure: SyntaxNode, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "limit-side",
      span: span,
      message: "this measure is never below zero",
      help: "take the `-` away, or limit `net`, which is signed",
      notes: [Note(span: measure.span, message: "this is what the limit measures")]
    )
  }

  static func cannotEnforce(at span: Span) -> Diagnostic {
    Diagnostic(
      code: "cannot-enforce",
      span: span,
      message: "this limit can't be `enforced`",
      help: "only `weight … <=` and `gross <=` can; take `enforced` away"
    )
  }
}
