public import Portfolio
public import Quantities

/// What an account is worth at a moment, holding by holding: stage 1 by itself, for reports.
public struct Valuation: Sendable {
  public struct Holding: Sendable {
    /// Its index in the market's list.
    public var instrument: Int
    /// Negative is short.
    public var quantity: Quantity
    /// In the instrument's own currency; nothing when there never was one.
    public var price: Price?
    /// Whether its price or rate is older than allowed.
    public var isStale: Bool
    /// In the base currency; nothing without price or rate. A future has none that counts to NAV.
    public var value: Amount?
    /// In the base currency, signed; nothing without price or rate.
    public var exposure: Amount?
  }

  public struct Cash: Sendable {
    public var money: Money
    /// In the base currency; nothing without a rate.
    public var value: Amount?
  }

  /// In ascending order of instrument.
  public var holdings: [Holding]
  /// In ascending order of currency.
  public var cash: [Cash]
  /// Nothing when a price or rate is missing.
  public var nav: Amount?
  /// Whether a stale price or rate went into NAV.
  public var navIsEstimated: Bool

  /// Values `account` at `asOf`; prices and rates older than `age` are marked stale.
  ///
  /// - Throws: `.overflow` when an amount does not fit.
  public init(
    of account: Account,
    in market: Market,
    asOf: Instant,
    pricesNoOlderThan age: Duration = .days(4)
  ) throws(ArithmeticFailure) {
    let exchange = Exchange(
      market: market,
      base: account.baseCurrency,
      asOf: asOf,
      noOlderThan: age
    )
    holdings = []
    cash = []
    navIsEstimated = false
    var total: Amount? = .zero
    for position in account.positions {
      let unit = try exchange.unitValue(of: position.instrument)
      let value = try unit.bookedValue(of: position.quantity)
      holdings.append(
        Holding(
          instrument: position.instrument,
          quantity: position.quantity,
          price: unit.price,
          isStale: unit.isStale,
          value: unit.isFuture ? (value == nil ? nil : .zero) : value,
          exposure: try unit.bookedExposure(of: position.quantity)
        )
      )
      if unit.isStale { navIsEstimated = true }
      total = try Self.sum(total, unit.isFuture && value != nil ? .zero : value)
    }
    for money in account.cash {
      let rate = try exchange.rate(of: money.currency)
      var value: Amount?
      if let rate {
        if rate.isStale { navIsEstimated = true }
        value = try Amount(try money.amount.ratio.multiplied(by: rate.ratio), rounding: .halfEven)
      }
      cash.append(Cash(money: money, value: value))
      total = try Self.sum(total, value)
    }
    nav = total
  }

  private static func sum(_ one: Amount?, _ two: Amount?) throws(ArithmeticFailure) -> Amount? {
    guard let one, let two else { return nil }
    return try one.adding(two)
  }
}
