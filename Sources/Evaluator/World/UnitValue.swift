import Portfolio
import Quantities

/// What one unit of an instrument is worth in a base currency, and how far that can be trusted.
/// A reference, as every line, figure and holding of an account points at one.
final class UnitValue: Sendable {
  enum Defect: String, Sendable {
    case noPrice = "no_price"
    case noRate = "no_rate"
    case stalePrice = "stale_price"
    case staleRate = "stale_rate"
  }

  /// What is wrong, the worst first; nothing for a fresh price and rate.
  let defect: Defect?
  /// P · multiplier · FX: the base currency's worth of one unit. Nothing without price or rate.
  let value: Ratio?
  /// P · multiplier · leverage · FX: exposure per unit, signed.
  let exposure: Ratio?
  /// P · multiplier: one unit's price in the instrument's own currency.
  let ownValue: Ratio?
  let price: Price?
  let isFuture: Bool
  /// The same where they are short, as nearly all are.
  private let shortValue: ShortRatio?
  private let shortExposure: ShortRatio?

  init(
    defect: Defect?,
    value: Ratio?,
    exposure: Ratio?,
    ownValue: Ratio?,
    price: Price?,
    isFuture: Bool
  ) {
    self.defect = defect
    self.value = value
    self.exposure = exposure
    self.ownValue = ownValue
    self.price = price
    self.isFuture = isFuture
    shortValue = value.flatMap { ShortRatio($0) }
    shortExposure = exposure.flatMap { ShortRatio($0) }
  }

  /// Whether a value can be given at all.
  var isPriced: Bool { exposure != nil }
  /// Whether the value rests on something too old.
  var isStale: Bool { defect == .stalePrice || defect == .staleRate }

  /// The booked value of `quantity` (half-even to 4 decimals); nothing without price or rate.
  func bookedValue(of quantity: Quantity) throws(ArithmeticFailure) -> Amount? {
    if let amount = shortValue?.amount(of: quantity.units) { return amount }
    guard let value else { return nil }
    if quantity.isZero { return .zero }
    return try Amount(try quantity.ratio.multiplied(by: value), rounding: .halfEven)
  }

  /// The booked exposure of `quantity`, signed.
  func bookedExposure(of quantity: Quantity) throws(ArithmeticFailure) -> Amount? {
    if let amount = shortExposure?.amount(of: quantity.units) { return amount }
    guard let exposure else { return nil }
    if quantity.isZero { return .zero }
    return try Amount(try quantity.ratio.multiplied(by: exposure), rounding: .halfEven)
  }
}

/// Exchange rates of one market seen from one base currency.
final class Exchange: Sendable {
  let market: Market
  let base: Currency
  let asOf: Instant
  let oldest: Instant

  init(market: Market, base: Currency, asOf: Instant, noOlderThan age: Duration) {
    self.market = market
    self.base = base
    self.asOf = asOf
    oldest = asOf.subtracting(age)
  }

  /// Base currency for one unit of `currency`, and whether either rate is stale. Nothing when a
  /// rate is missing.
  func rate(of currency: Currency) throws(ArithmeticFailure) -> (ratio: Ratio, isStale: Bool)? {
    if currency == base { return (.one, false) }
    guard let from = side(currency), let to = side(base) else { return nil }
    return (try from.ratio.divided(by: to.ratio), from.isStale || to.isStale)
  }

  /// `money` in `currency`; nothing when a rate is missing.
  func convert(_ money: Money, to currency: Currency) throws(ArithmeticFailure) -> Ratio? {
    if money.currency == currency { return money.amount.ratio }
    guard let from = try rate(of: money.currency), let to = try rate(of: currency) else {
      return nil
    }
    return try money.amount.ratio.multiplied(by: from.ratio).divided(by: to.ratio)
  }

  /// Σ round4(balance · FX); nothing when a rate is missing. A balance of nothing needs none.
  func total(of balances: [Money]) throws(ArithmeticFailure) -> Amount? {
    var total = Amount.zero
    for money in balances where !money.amount.isZero {
      if money.currency == base {
        total = try total.adding(money.amount)
        continue
      }
      guard let rate = try rate(of: money.currency) else { return nil }
      total = try total.adding(
        try Amount(try money.amount.ratio.multiplied(by: rate.ratio), rounding: .halfEven)
      )
    }
    return total
  }

  private func side(_ currency: Currency) -> (ratio: Ratio, isStale: Bool)? {
    if currency == market.numeraire { return (.one, false) }
    guard let quote = market.rates[currency], quote.rate.units > 0 else { return nil }
    return (quote.rate.ratio, quote.at < oldest)
  }

  /// What one unit of the instrument at `index` is worth.
  func unitValue(of index: Int) throws(ArithmeticFailure) -> UnitValue {
    let instrument = market.instruments[index]
    let isFuture = instrument.kind == .future
    guard let quote = market.quotes[index], quote.price.units > 0 else {
      return UnitValue(
        defect: .noPrice,
        value: nil,
        exposure: nil,
        ownValue: nil,
        price: nil,
        isFuture: isFuture
      )
    }
    let own = try quote.price.ratio.multiplied(exactly: instrument.multiplier)
    guard let rate = try rate(of: instrument.currency) else {
      return UnitValue(
        defect: .noRate,
        value: nil,
        exposure: nil,
        ownValue: own,
        price: quote.price,
        isFuture: isFuture
      )
    }
    let isOfBase = instrument.currency == base
    let value = isOfBase ? own : try own.multiplied(by: rate.ratio).reduced()
    let defect: UnitValue.Defect? =
      quote.at < oldest ? .stalePrice : (rate.isStale ? .staleRate : nil)
    return UnitValue(
      defect: defect,
      value: value,
      exposure: try value.multiplied(exactly: instrument.leverage),
      ownValue: own,
      price: quote.price,
      isFuture: isFuture
    )
  }
}

extension Ratio {
  /// In lowest terms; nearly always the factor is 1.
  fileprivate func multiplied(exactly factor: Number) throws(ArithmeticFailure) -> Ratio {
    factor == .one ? reduced() : try multiplied(by: factor.ratio).reduced()
  }
}
