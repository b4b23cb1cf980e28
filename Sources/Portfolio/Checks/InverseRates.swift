internal import Quantities

extension PortfolioCheck {
  static let inverseRate = PortfolioCheck(
    code: "inverse-rate",
    finds:
      "a rate that is one divided by the others of its currency, or above 1 for a currency whose "
      + "unit is worth a small part of the other's"
  ) { facts in
    facts.rates.flatMap { currency, rates in
      suspects(among: rates, of: currency, in: facts.numeraire).map { quote in
        let right = inverse(of: quote.rate)?.description ?? "RATE"
        return PortfolioFinding(
          "inverse-rate",
          subject: currency.description,
          "the rate of \(currency) of \(quote.at.date), \(quote.rate), looks inverse: how much "
            + "\(currency) one \(facts.numeraire) is worth, not the other way round",
          mend: facts.command(
            "rate",
            currency.description,
            right,
            "--at",
            PortfolioFacts.moment(at: quote.at, available: quote.available)
          )
        )
      }
    }
  }

  /// Units of these are worth less than a tenth of a unit of the large ones.
  private static let small: Set<String> = [
    "CLP", "COP", "HUF", "IDR", "INR", "ISK", "JPY", "KRW", "PHP", "THB", "TWD", "VND",
  ]
  private static let large: Set<String> = ["AUD", "CAD", "CHF", "EUR", "GBP", "NZD", "SGD", "USD"]

  private static func suspects(
    among rates: [RateQuote],
    of currency: Currency,
    in numeraire: Currency
  ) -> [RateQuote] {
    if small.contains(currency.description), large.contains(numeraire.description) {
      return rates.filter { $0.rate > .one }
    }
    // The rates that agree with more of the others stand; of as many, those that came first.
    guard let first = rates.first else { return [] }
    let odd = rates.filter { areInverse($0.rate, first.rate) }
    return odd.count * 2 <= rates.count
      ? odd : rates.filter { rate in odd.contains { areInverse($0.rate, rate.rate) } }
  }

  /// Whether the product is 1 to within a tenth, and the two lie apart by more than a fifth.
  private static func areInverse(_ left: Number, _ right: Number) -> Bool {
    let one = Int128(Number.scale) * Int128(Number.scale)
    let product = Int128(left.units) * Int128(right.units)
    let (low, high) = (Int128(min(left.units, right.units)), Int128(max(left.units, right.units)))
    return abs(product - one) * 10 <= one && high * 5 > low * 6
  }

  private static func inverse(of rate: Number) -> Number? {
    guard let ratio = try? Ratio.one.divided(by: rate.ratio) else { return nil }
    return try? Number(ratio, rounding: .halfEven)
  }
}
