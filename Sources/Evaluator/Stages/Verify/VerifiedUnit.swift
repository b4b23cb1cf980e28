import Portfolio
import Quantities

/// What one unit of an instrument is worth in a base currency, worked out anew. A reference, as all accounts in that
/// currency share it.
final class VerifiedUnit: Sendable {
  let currency: Currency
  let isFuture: Bool
  /// In the instrument's currency, multiplier included.
  let own: Ratio?
  /// In the base currency.
  let value: Ratio?
  /// In the base currency, leverage included; signed.
  let exposure: Ratio?
  let isStale: Bool
  let beta: Number?
  private let shortValue: ShortRatio?
  private let shortExposure: ShortRatio?

  init(
    of instrument: VerifiedInstrument,
    _ rates: inout VerifiedRates
  ) throws(ArithmeticFailure) {
    currency = instrument.currency
    isFuture = instrument.isFuture
    own = instrument.own
    beta = instrument.beta
    guard let price = instrument.own, let rate = try rates.rate(of: currency) else {
      (value, exposure, isStale) = (nil, nil, false)
      (shortValue, shortExposure) = (nil, nil)
      return
    }
    let worth = try price.multiplied(by: rate.value)
    value = worth
    exposure = try worth.multiplied(by: instrument.leverage)
    isStale = instrument.isStale || rate.isStale
    shortValue = rate.short.flatMap { instrument.shortOwn?.multiplied(by: $0) }
    shortExposure = shortValue?.multiplied(by: instrument.shortLeverage)
  }

  /// Of so many of the smallest units: rounded to 4 decimals in the base currency, signed.
  func value(of units: Int128) throws(ArithmeticFailure) -> Amount? {
    try booked(units, at: value, shortValue)
  }

  func exposure(of units: Int128) throws(ArithmeticFailure) -> Amount? {
    if units == 0 { return .zero }
    return try booked(units, at: exposure, shortExposure)
  }

  private func booked(
    _ units: Int128,
    at price: Ratio?,
    _ short: ShortRatio?
  ) throws(ArithmeticFailure) -> Amount? {
    guard let price else { return nil }
    if let short, let units = Int64(exactly: units), let amount = short.amount(of: units) {
      return amount
    }
    let quantity = try Ratio(units, over: Int128(Quantity.scale))
    return try Amount(try quantity.multiplied(by: price), rounding: .halfEven)
  }
}

/// The rates of one base currency, each worked out when it is first asked for.
struct VerifiedRates: Sendable {
  /// Base currency for one of another.
  struct Rate: Sendable {
    let value: Ratio
    let short: ShortRatio?
    let isStale: Bool

    /// Of the base currency itself.
    static let one = Rate(value: .one, short: .one, isStale: false)
  }

  private let base: Currency
  private let market: Market
  private let oldest: Instant
  /// A list, as a market has few.
  private var known: [(currency: Currency, rate: Rate?)] = []

  init(_ base: Currency, _ world: VerifiedWorld) {
    self.base = base
    market = world.market
    oldest = world.oldestPrice
  }

  /// Nothing when a rate is missing.
  mutating func rate(of currency: Currency) throws(ArithmeticFailure) -> Rate? {
    if currency == base { return .one }
    for entry in known where entry.currency == currency { return entry.rate }
    let rate = try made(currency)
    known.append((currency, rate))
    return rate
  }

  private func made(_ currency: Currency) throws(ArithmeticFailure) -> Rate? {
    var value = Ratio.one
    var short: ShortRatio? = .one
    var isStale = false
    if currency != market.numeraire {
      guard let quote = market.rates[currency], quote.rate.units > 0 else { return nil }
      value = quote.rate.ratio
      short = ShortRatio(quote.rate)
      isStale = quote.at < oldest
    }
    if base != market.numeraire {
      guard let quote = market.rates[base], quote.rate.units > 0 else { return nil }
      value = try value.divided(by: quote.rate.ratio)
      short = short?.divided(by: ShortRatio(quote.rate))
      isStale = isStale || quote.at < oldest
    }
    return Rate(value: value, short: short, isStale: isStale)
  }
}
