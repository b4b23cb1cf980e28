internal import RuleSyntax

extension Check {
  static let twoCurrencies = Check(
    code: "two-currencies",
    finds: "sums of money or prices in two currencies that meet without a rate",
    matters: "500 dollars and 400 euros have no order until a rate is chosen",
    example: """
      rule look { when 500 USD > 400 EUR review NVDA }
      """,
    instead: """
      rule look { when value(NVDA) > 400 EUR review NVDA }
      """
  )

  static let unknownCurrency = Check(
    code: "unknown-currency",
    finds: "a word after a number that is no currency code",
    matters: """
      money without a currency has no value, and a mistyped code would be a currency without a \
      rate, which keeps a rule undecided in every account
      """,
    example: """
      rule look { when cash > 100 US review NVDA }
      """,
    instead: """
      rule look { when cash > 100 USD review NVDA }
      """
  )
}

extension Diagnostic {
  static func twoCurrencies(
    _ left: Operand,
    _ right: Operand,
    at span: Span,
    _ sources: Sources
  ) -> Diagnostic {
    Diagnostic(
      code: "two-currencies",
      span: span,
      message: "\(sources.quote(left.span)) and \(sources.quote(right.span)) are in two currencies",
      help: "write both in one currency; figures of the account meet any of them",
      notes: [left, right].compactMap { side in
        guard case .currency(let currency)? = side.denomination else { return nil }
        return Note(span: side.span, message: "this is in `\(currency)`")
      }
    )
  }

  static func pricesOfTwo(
    _ left: Operand,
    _ right: Operand,
    at span: Span,
    _ sources: Sources
  ) -> Diagnostic {
    Diagnostic(
      code: "two-currencies",
      span: span,
      message: "prices of two instruments may be in two currencies",
      help: "compare values in the base currency, or each price with money",
      notes: [left, right].map {
        Note(span: $0.span, message: "\(sources.quote($0.span)) is in its own currency")
      }
    )
  }

  static func unknownCurrency(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "unknown-currency",
      span: span,
      message: "`\(text)` is no currency code",
      help: "a code has 3 to 8 capital letters or digits: `USD`, `EUR`, `USDT`"
    )
  }
}
