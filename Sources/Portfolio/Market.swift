public import Quantities

/// A price as known at some moment.
public struct Quote: Hashable, Sendable {
  public var price: Price
  /// The moment the price was made.
  public var at: Instant
  /// The moment it could be known: for a bare date the next 00:00Z.
  public var available: Instant

  public init(price: Price, at: Instant, available: Instant) {
    self.price = price
    self.at = at
    self.available = available
  }
}

/// Units of the file's numeraire for one unit of a currency.
public struct RateQuote: Hashable, Sendable {
  public var rate: Number
  public var at: Instant
  public var available: Instant

  public init(rate: Number, at: Instant, available: Instant) {
    self.rate = rate
    self.at = at
    self.available = available
  }
}

/// All that a portfolio file says of the world at one moment: instruments with the latest price
/// that was available then, and exchange rates. Accounts refer to instruments by their index here.
public struct Market: Sendable {
  /// In ascending order of symbol (by bytes), so that the order of rows never matters.
  public let instruments: [Instrument]
  /// The latest quote available at the moment asked for, by instrument; nothing when there is none.
  public private(set) var quotes: [Quote?]
  /// The currency that every rate is quoted in.
  public let numeraire: Currency
  /// The latest rate available, by currency; the numeraire itself needs none.
  public let rates: [Currency: RateQuote]
  /// The index of each symbol.
  public let indexBySymbol: [String: Int]
  /// The splits and symbol changes that holdings and prices of now went through, by instrument, in
  /// ascending order of time.
  public let corporateActions: [Int: [CorporateAction]]
  /// Earlier quotes by instrument, as they were made: as many as the moments that are asked about
  /// need, so that a long history is never in memory.
  public private(set) var history: [Int: [Quote]]
  /// Whether the source knows prices of after the moment: then that moment is past, and what accounts
  /// hold is of later than it.
  public let isPast: Bool

  /// A market of `instruments`, in any order, with `quotes` by symbol.
  ///
  /// Of two instruments with one symbol the first is kept; readers report the other. Quotes are as they
  /// were made: one that was
  /// made before a split is restated in the units after it, half-even to a price's decimals, as
  /// quantities count in those.
  public init(
    instruments: [Instrument],
    quotes: [String: Quote],
    numeraire: Currency,
    rates: [Currency: RateQuote],
    corporateActions: [CorporateAction] = [],
    isPast: Bool = false
  ) {
    var indexBySymbol: [String: Int] = [:]
    var ordered: [Instrument] = []
    let sorted = instruments.sorted { $0.symbol.utf8.lexicographicallyPrecedes($1.symbol.utf8) }
    for instrument in sorted where indexBySymbol[instrument.symbol] == nil {
      indexBySymbol[instrument.symbol] = ordered.count
      ordered.append(instrument)
    }
    var actions: [Int: [CorporateAction]] = [:]
    for action in corporateActions.sorted(by: { $0.at < $1.at }) {
      if let index = indexBySymbol[action.symbol] { actions[index, default: []].append(action) }
    }
    self.instruments = ordered
    self.quotes = ordered.indices.map { index in
      guard let quote = quotes[ordered[index].symbol] else { return nil }
      guard let own = actions[index] else { return quote }
      return try? quote.restated(for: own)
    }
    self.numeraire = numeraire
    self.rates = rates
    self.indexBySymbol = indexBySymbol
    self.corporateActions = actions
    self.isPast = isPast
    history = [:]
  }

  /// The same market with earlier quotes, by symbol and in any order, beside the latest ones.
  public func adding(history quotes: [String: [Quote]]) -> Market {
    var market = self
    for (symbol, quotes) in quotes {
      if let index = indexBySymbol[symbol] { market.history[index, default: []] += quotes }
    }
    return market
  }

  /// The same market with other latest quotes, by symbol and in the units of now.
  public func replacing(quotes: [String: Quote]) -> Market {
    var market = self
    for (symbol, quote) in quotes {
      if let index = indexBySymbol[symbol] { market.quotes[index] = quote }
    }
    return market
  }

  /// The quote that was the latest at an earlier `moment`, as it was made: of those available then the
  /// one made last; of two made at one moment, the one that came later. Nothing without any.
  public func quote(of instrument: Int, at moment: Instant) -> Quote? {
    (history[instrument] ?? []).filter { $0.available <= moment }.max {
      ($0.at, $0.available, $0.price) < ($1.at, $1.available, $1.price)
    }
  }
}

extension Quote {
  /// The price in the units that count after `actions`, exactly.
  ///
  /// - Throws: `.overflow` when it does not fit.
  public func price(after actions: [CorporateAction]) throws(ArithmeticFailure) -> Ratio {
    var price = self.price.ratio
    for action in actions where action.at > at {
      price = try price.divided(by: try action.unitsForOne())
    }
    return price
  }

  /// The quote in the units that count after `actions`, half-even to a price's decimals.
  func restated(for actions: [CorporateAction]) throws(ArithmeticFailure) -> Quote {
    if actions.allSatisfy({ $0.at <= at }) { return self }
    let price = try Price(try price(after: actions), rounding: .halfEven)
    return Quote(price: price, at: at, available: available)
  }
}
