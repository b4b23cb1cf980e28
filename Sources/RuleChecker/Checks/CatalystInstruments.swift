internal import RuleSyntax

extension Check {
  static let catalystInstrument = Check(
    code: "catalyst-instrument",
    finds: "a catalyst `for each` instrument without its instrument, or another one with one",
    matters:
      "each instrument has a catalyst of its own; without one it is not clear which is meant",
    example: """
      catalyst earnings for each stock in tag sector:technology { outcomes beat, miss }
      dimension sector
      rule look { when earnings is miss review NVDA }
      """,
    instead: """
      catalyst earnings for each stock in tag sector:technology { outcomes beat, miss }
      dimension sector
      rule look { when earnings(NVDA) is miss review NVDA }
      """
  )
}

extension Diagnostic {
  static func catalystNeedsInstrument(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "catalyst-instrument",
      span: span,
      message: "`\(name)` is a catalyst of each instrument",
      help: "say of which: `\(name)(NVDA)`, or `\(name)(x)` in a rule `for each x in …`"
    )
  }

  static func catalystTakesNoInstrument(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "catalyst-instrument",
      span: span,
      message: "`\(name)` is one catalyst, not one of each instrument",
      help: "write `\(name)` alone, or declare it `for each x in …`"
    )
  }
}
