internal import Quantities
internal import RuleSyntax

extension Check {
  static let numberOutOfRange = Check(
    code: "number-out-of-range",
    finds: "a number that does not fit its place: too large, too fine, or outside the bounds",
    matters: "numbers are exact; one that had to be rounded or cut would not be the one written",
    example: """
      rule hold_cash { build NVDA to 0% of nav }
      """,
    instead: """
      rule hold_cash { build NVDA to 2% of nav }
      """
  )

  static let divisionByZero = Check(
    code: "division-by-zero",
    finds: "a division by a zero that is written out",
    matters: """
      it has no result on any day, so the condition would stay unknown for ever: a build would \
      wait, and a protecting rule would hold back every purchase it guards
      """,
    example: """
      rule look { when gross / 0 > 1% review NVDA }
      """,
    instead: """
      rule look { when gross / 2 > 1% review NVDA }
      """
  )
}

extension Diagnostic {
  private static func outOfRange(
    _ message: String,
    at span: Span,
    help: String
  ) -> Diagnostic {
    Diagnostic(code: "number-out-of-range", span: span, message: message, help: help)
  }

  static func numberOutOfRange(
    _ text: String,
    at span: Span,
    failure: DecimalText.Failure
  ) -> Diagnostic {
    switch failure {
    case .tooManyFractionDigits(let limit):
      outOfRange(
        "`\(text)` has more digits behind the point than are kept",
        at: span,
        help: "write at most \(limit) digits behind the point"
      )
    case .outOfRange, .notANumber:
      outOfRange("`\(text)` is too large", at: span, help: "write a smaller number")
    }
  }

  static func durationOutOfRange(_ text: String, at span: Span) -> Diagnostic {
    outOfRange(
      "`\(text)` is too long a time",
      at: span,
      help: "write a whole number up to 100_000_000; a smaller unit spells parts: `36h`"
    )
  }

  static func percentOutOfRange(
    _ text: String,
    at span: Span,
    range: PercentRange
  ) -> Diagnostic {
    outOfRange(
      "`\(text)` is out of range here",
      at: span,
      help: "write a percentage \(range.described)"
    )
  }

  static func countWanted(_ text: String, at span: Span) -> Diagnostic {
    outOfRange(
      "`\(text)` is out of range here",
      at: span,
      help: "write a whole number from 1 to 1_000_000"
    )
  }

  static func moreThanThereAre(_ count: Int, of total: Int, at span: Span) -> Diagnostic {
    outOfRange(
      "\(count) of \(total) can never hold",
      at: span,
      help: "ask for at most `at least \(total) of`"
    )
  }

  static func divisionByZero(_ operand: Operand) -> Diagnostic {
    Diagnostic(
      code: "division-by-zero",
      span: operand.span,
      message: "nothing can be divided by zero",
      help: "divide by another number"
    )
  }
}
