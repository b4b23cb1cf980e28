import Portfolio
import Quantities
import Synchronization

/// Prices and rates as verification sees them from one base currency: worked out by its own code, once for all
/// accounts in that currency.
final class VerifiedMarket: Sendable {
  let base: Currency
  private let known: Mutex<Known>

  private struct Known {
    var rates: VerifiedRates
    /// By index in the market, once an account has asked.
    var units: [VerifiedUnit?]
  }

  init(_ base: Currency, _ world: VerifiedWorld) {
    self.base = base
    let rates = VerifiedRates(base, world)
    let count = world.instruments.count
    known = Mutex(Known(rates: rates, units: Array(repeating: nil, count: count)))
  }

  /// Base currency for one of another; nothing when a rate is missing.
  func rate(of currency: Currency) throws(ArithmeticFailure) -> VerifiedRates.Rate? {
    if currency == base { return .one }
    return try known.withLock { (known) throws(ArithmeticFailure) in
      try known.rates.rate(of: currency)
    }
  }

  /// What the instruments of holdings are worth, in the same order; all of them are the market's.
  func units(
    of holdings: [VerifiedHolding],
    _ world: VerifiedWorld
  ) throws(ArithmeticFailure) -> [VerifiedUnit] {
    try known.withLock { (known) throws(ArithmeticFailure) in
      var units: [VerifiedUnit] = []
      units.reserveCapacity(holdings.count)
      for holding in holdings {
        if let unit = known.units[holding.instrument] {
          units.append(unit)
          continue
        }
        let unit = try VerifiedUnit(of: world.instruments[holding.instrument], &known.rates)
        known.units[holding.instrument] = unit
        units.append(unit)
      }
      return units
    }
  }
}

/// The markets of one world, each made when an account in its currency first comes by, on whatever thread.
final class VerifiedMarkets: Sendable {
  private let markets = Mutex<[VerifiedMarket]>([])

  func market(from base: Currency, _ world: VerifiedWorld) -> VerifiedMarket {
    markets.withLock { markets in
      if let known = markets.first(where: { $0.base == base }) { return known }
      let market = VerifiedMarket(base, world)
      markets.append(market)
      return market
    }
  }
}
