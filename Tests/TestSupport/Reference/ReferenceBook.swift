internal import Portfolio
internal import Quantities
internal import RuleChecker

/// One account's quantities and cash, valued at a market: stage 1 of `docs/evaluation.md`.
///
/// A copy with other `quantities` is the same account after some changes; `nav` stays what it was
/// before them.
struct ReferenceBook {
  let market: Market
  let settings: Settings
  let base: Currency
  let asOf: Instant
  /// By instrument, signed, with what is sent and not yet filled.
  var quantities: [BigRatio]
  /// What was recorded, by instrument, with what it cost where that is known.
  private(set) var recorded: [Int: (quantity: BigRatio, cost: BigRatio?)] = [:]
  /// By currency, less what pending orders will pay.
  var cash: [Currency: BigRatio]
  /// Nothing when it can't be known or is not above zero.
  private(set) var nav: BigRatio?
  private(set) var navFailure: String?
  private(set) var navIsEstimated = false

  init(market: Market, settings: Settings, account: Account, journal: Journal, asOf: Instant) {
    self.market = market
    self.settings = settings
    self.base = account.baseCurrency
    self.asOf = asOf
    quantities = market.instruments.map { _ in .zero }
    cash = [:]
    for position in account.positions {
      let index = position.instrument
      quantities[index] = quantities[index] + BigRatio(position.quantity)
      recorded[index] = (quantities[index], position.cost.map { BigRatio($0) })
    }
    for money in account.cash {
      cash[money.currency] = cash[money.currency, default: .zero] + BigRatio(money.amount)
    }
    for (index, pending) in journal.pending where !pending.isZero {
      quantities[index] = quantities[index] + BigRatio(pending)
      takePending(index, BigRatio(pending))
    }
    for (currency, amount) in journal.pendingCash {
      cash[currency] = cash[currency, default: .zero] + BigRatio(amount)
    }
    computeNav()
  }

  /// A pending buy or cover counts as paid, a pending sale or short as paid for.
  private mutating func takePending(_ index: Int, _ quantity: BigRatio) {
    if isFuture(index) { return }
    guard let price = price(index) else { return }
    let instrument = market.instruments[index]
    let paid = (quantity * price * BigRatio(instrument.multiplier)).round4
    cash[instrument.currency] = cash[instrument.currency, default: .zero] - paid
  }

  private mutating func computeNav() {
    var total = BigRatio.zero
    for index in quantities.indices where !quantities[index].isZero {
      guard let value = value(index) else {
        return fail("nav_unknown")
      }
      if !isFuture(index) { total = total + value }
      if isPriceStale(index) || isRateStale(index) { navIsEstimated = true }
    }
    guard let cash = totalCash else {
      return fail("nav_unknown")
    }
    total = total + cash
    if self.cash.contains(where: { !$0.value.isZero && isStale($0.key) }) { navIsEstimated = true }
    if total > .zero { nav = total } else { fail("nav_not_positive") }
  }

  private mutating func fail(_ code: String) {
    navFailure = code
    navIsEstimated = false
  }
}

// MARK: Prices and rates

extension ReferenceBook {
  /// Units of the numeraire for one of `currency`.
  func rate(_ currency: Currency) -> BigRatio? {
    if currency == market.numeraire { return .one }
    return market.rates[currency].map { BigRatio($0.rate) }
  }

  /// Units of the account's base currency for one of `currency`.
  func fx(_ currency: Currency) -> BigRatio? {
    if currency == base { return .one }
    guard let rate = rate(currency), let own = self.rate(base) else { return nil }
    return rate / own
  }

  /// Whether converting `currency` to the base uses an old rate.
  func isStale(_ currency: Currency) -> Bool {
    if currency == base { return false }
    return [currency, base].contains { one in
      guard one != market.numeraire, let quote = market.rates[one] else { return false }
      return quote.at.adding(settings.pricesNoOlderThan) < asOf
    }
  }

  func price(_ index: Int) -> BigRatio? { market.quotes[index].map { BigRatio($0.price) } }

  func isPriceStale(_ index: Int) -> Bool {
    market.quotes[index].map { $0.at.adding(settings.pricesNoOlderThan) < asOf } ?? false
  }

  func isRateStale(_ index: Int) -> Bool { isStale(market.instruments[index].currency) }

  /// Why nothing may be added of the instrument, if so.
  func priceFailure(_ index: Int) -> String? {
    if price(index) == nil { return "no_price" }
    if fx(market.instruments[index].currency) == nil { return "no_rate" }
    return nil
  }

  func staleness(_ index: Int) -> String? {
    if isPriceStale(index) { return "stale_price" }
    return isRateStale(index) ? "stale_rate" : nil
  }
}

// MARK: Values

extension ReferenceBook {
  func isFuture(_ index: Int) -> Bool { market.instruments[index].kind == .future }

  /// P·m·FX of one unit, also of a future.
  func worth(_ index: Int) -> BigRatio? {
    let instrument = market.instruments[index]
    guard let price = price(index), let fx = fx(instrument.currency) else { return nil }
    return price * BigRatio(instrument.multiplier) * fx
  }

  /// e = P·m·l·FX.
  func unitExposure(_ index: Int) -> BigRatio? {
    worth(index).map { $0 * BigRatio(market.instruments[index].leverage) }
  }

  /// |e|, above zero.
  func size(_ index: Int) -> BigRatio? {
    guard let size = unitExposure(index)?.magnitude, !size.isZero else { return nil }
    return size
  }

  func value(_ index: Int) -> BigRatio? { worth(index).map { ($0 * quantities[index]).round4 } }

  func exposure(_ index: Int) -> BigRatio? {
    if quantities[index].isZero { return .zero }
    return unitExposure(index).map { ($0 * quantities[index]).round4 }
  }

  var totalCash: BigRatio? {
    var total = BigRatio.zero
    for (currency, amount) in cash where !amount.isZero {
      guard let fx = fx(currency) else { return nil }
      total = total + (amount * fx).round4
    }
    return total
  }

  func isHeld(_ index: Int) -> Bool { !quantities[index].isZero }

  /// The lot that orders are whole multiples of.
  func lot(_ index: Int) -> BigRatio {
    let instrument = market.instruments[index]
    let mayBeSplit: [InstrumentKind] = [.stock, .fund, .leveragedFund, .inverseFund, .cashLike]
    if settings.allowsFractionalShares, mayBeSplit.contains(instrument.kind),
      BigRatio(instrument.lot) == .one
    {
      return BigRatio(Quantity(units: 1))
    }
    return BigRatio(instrument.lot)
  }

  /// The least that a trade must be worth, in the base currency; nothing when that is not known.
  var minimumTrade: BigRatio? {
    switch settings.minimumTrade {
    case .money(let money): fx(money.currency).map { ($0 * BigRatio(money.amount)).round4 }
    case .shareOfNav(let share): nav.map { $0 * BigRatio(share) }
    }
  }

  /// Whether a trade of so much is worth less than the minimum.
  func isBelowMinimum(_ index: Int, _ quantity: BigRatio) -> Bool {
    guard let minimum = minimumTrade, let worth = worth(index) else { return false }
    // Compared as it would be booked.
    return (quantity.magnitude * worth).round4 < minimum
  }
}
