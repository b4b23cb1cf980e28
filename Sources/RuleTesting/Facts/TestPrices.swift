import Portfolio
import Quantities
import RuleChecker

/// The prices and rates that a test has told of so far.
struct TestPrices {
  /// Without a date: today's in every run, until one with a date is reached.
  private var undated: [String: Price] = [:]
  private var dated: [String: [(at: Instant, price: Price)]] = [:]
  private var rates: [Currency: Number] = [:]
  /// The currency that rates are quoted in.
  private(set) var numeraire: Currency?

  mutating func learn(_ symbol: String, _ price: Price, at moment: Instant? = nil) {
    if let moment {
      dated[symbol, default: []].append((moment, price))
    } else {
      undated[symbol] = price
    }
  }

  /// `rate EUR USD 1.08`: all rates of a test are quoted in one currency.
  mutating func learn(_ currency: Currency, in quoted: Currency, _ rate: Number) throws(TestFault) {
    guard quoted == numeraire ?? quoted, currency != quoted else {
      throw TestFault(
        "the rates of a test are all in one currency, and this one is in \(quoted)",
        help: "write it the other way around, or in \(numeraire ?? quoted)"
      )
    }
    numeraire = quoted
    rates[currency] = rate
  }

  func isUndated(_ symbol: String) -> Bool { undated[symbol] != nil }

  /// Every price told so far is of the instrument before the split.
  mutating func split(_ symbol: String, by ratio: Ratio) throws(ArithmeticFailure) {
    if let price = undated[symbol] { undated[symbol] = try price.split(by: ratio) }
    guard var quotes = dated[symbol] else { return }
    for index in quotes.indices { quotes[index].price = try quotes[index].price.split(by: ratio) }
    dated[symbol] = quotes
  }

  /// The latest quote of each instrument at `moment`.
  func quotes(at moment: Instant) -> [String: Quote] {
    var quotes: [String: Quote] = [:]
    for (symbol, price) in undated {
      quotes[symbol] = Quote(price: price, at: moment, available: moment)
    }
    for (symbol, list) in dated {
      // Of two of one moment the later in the text is the correction.
      let known = list.filter { $0.at <= moment }
      guard let last = known.map(\.at).max(), let quote = known.last(where: { $0.at == last })
      else {
        continue
      }
      quotes[symbol] = Quote(price: quote.price, at: last, available: last)
    }
    return quotes
  }

  func rateQuotes(at moment: Instant) -> [Currency: RateQuote] {
    rates.mapValues { RateQuote(rate: $0, at: moment, available: moment) }
  }
}

extension Price {
  /// Half-even to a price's decimals.
  fileprivate func split(by ratio: Ratio) throws(ArithmeticFailure) -> Price {
    try Price(try self.ratio.divided(by: ratio), rounding: .halfEven)
  }
}

extension Quote {
  /// In the units after a split that gives `ratio` of them for one.
  func split(by ratio: Ratio) throws(ArithmeticFailure) -> Quote {
    Quote(price: try price.split(by: ratio), at: at, available: available)
  }
}
