internal import Quantities

extension PortfolioCheck {
  static let pencePrice = PortfolioCheck(
    code: "pence-price",
    finds:
      "a price in pounds, shekels or rand that looks like pence, agorot or cents: a hundred times "
      + "its neighbour or what lots cost, or above 1000 pounds for a share"
  ) { facts in
    facts.instruments.values.flatMap { instrument -> [PortfolioFinding] in
      guard let hundredth = hundredths[instrument.currency.description] else { return [] }
      let suspects = facts.pencePrices(of: instrument)
      return suspects.map { quote in
        PortfolioFinding(
          "pence-price",
          subject: instrument.symbol,
          "the price of `\(instrument.symbol)` of \(quote.at.date), \(quote.price), looks like "
            + "\(hundredth), not \(instrument.currency)",
          mend: facts.command(
            "price",
            instrument.symbol,
            hundredthPart(of: quote.price),
            "--at",
            PortfolioFacts.moment(at: quote.at, available: quote.available)
          )
        )
      }
    }
  }

  /// What exchanges quote in, by currency.
  static let hundredths = ["GBP": "pence", "ILS": "agorot", "ZAR": "cents"]

  private static func hundredthPart(of price: Price) -> String {
    guard let part = try? price.ratio.divided(by: Ratio(100)),
      let rounded = try? Price(part, rounding: .halfEven)
    else { return "PRICE" }
    return rounded.description
  }
}

extension PortfolioFacts {
  /// No share costs so much in pounds.
  private static let mostPounds = Price(units: 1000 * Price.scale)

  fileprivate func pencePrices(of instrument: Instrument) -> [Quote] {
    let quotes = prices[instrument.symbol] ?? []
    let cost = (set.lots ?? []).filter { $0.symbol == instrument.symbol }.map(\.cost.units).max()
    let isShare = instrument.kind == .stock && instrument.currency.description == "GBP"
    return quotes.enumerated().filter { place, quote in
      let neighbours = [place - 1, place + 1].filter(quotes.indices.contains).map { quotes[$0] }
      return neighbours.contains { Self.isHundredfold(quote.price.units, of: $0.price.units) }
        || cost.map { Self.isHundredfold(quote.price.units, of: $0) } == true
        || (isShare && quote.price > Self.mostPounds)
    }
    .map(\.element)
  }

  /// Whether `left` is 60 to 160 times `right`.
  static func isHundredfold(_ left: Int64, of right: Int64) -> Bool {
    right > 0 && Int128(left) >= Int128(right) * 60 && Int128(left) <= Int128(right) * 160
  }
}
