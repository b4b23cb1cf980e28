public import Portfolio
public import Quantities

/// A purchase of a plain account.
public struct PlainPurchase: Sendable {
  /// Its index in the market's list.
  public let instrument: Int
  public let quantity: Quantity
}

/// What was decided about a plain account, in memory that serves the next one again.
public struct PlainDecision: Sendable {
  /// In ascending order of instrument.
  public internal(set) var purchases: [PlainPurchase] = []
  /// What the account's holdings are worth, in their order, in the smallest units of money.
  var values: [Int64] = []

  public init() {}
}

extension PlainRulebook {
  /// Decides one account, if it is plain.
  ///
  /// - Parameters:
  ///   - account: with an empty journal.
  ///   - decision: made anew.
  /// - Returns: false when the account is not plain; `decision` then means nothing.
  public func decide(_ account: AccountColumns, into decision: inout PlainDecision) -> Bool {
    decision.purchases.removeAll(keepingCapacity: true)
    guard account.kind == .cash, account.cash.count == 1, let cash = account.cash.first,
      cash.currency == account.baseCurrency, cash.amount.units >= 0
    else { return false }
    guard let nav = netAssetValue(of: account, with: cash.amount, &decision.values), nav > 0 else {
      return false
    }
    var spent = Int64.zero
    for place in account.instruments.indices {
      let terms = terms[account.instruments[place]]
      if terms.weight == 0 { continue }
      let held = account.quantities[place].units
      // In the smallest units of money times those of weight.
      let wanted = terms.weight.multipliedFullWidth(by: nav)
      if decision.values[place].multipliedFullWidth(by: Units.weight) >= wanted { continue }
      guard let raise = PlainRulebook.wholeLots(terms, nav: nav, held: held) else { return false }
      if raise == 0 { continue }
      guard let cost = PlainRulebook.value(of: raise, terms) else { return false }
      if isBelowMinimum(cost, nav) { continue }
      let (sum, overflow) = spent.addingReportingOverflow(cost)
      if overflow { return false }
      spent = sum
      decision.purchases.append(
        PlainPurchase(
          instrument: account.instruments[place],
          quantity: Quantity(units: raise)
        )
      )
    }
    guard isPaidFor(spent, by: cash.amount.units, nav),
      verify(decision.purchases, of: account, nav: nav, cash: cash.amount.units)
    else { return false }
    decision.purchases.sort { $0.instrument < $1.instrument }
    return true
  }

  /// In the smallest units of money; nothing when something is not plain or is above its limit.
  ///
  /// - Parameter values: made anew, of each holding.
  private func netAssetValue(
    of account: AccountColumns,
    with cash: Amount,
    _ values: inout [Int64]
  ) -> Int64? {
    values.removeAll(keepingCapacity: true)
    values.reserveCapacity(account.instruments.count)
    var nav = cash.units
    var largest = Int64.zero
    for place in account.instruments.indices {
      let terms = terms[account.instruments[place]]
      let held = account.quantities[place].units
      guard held > 0, terms.price > 0, terms.currency == account.baseCurrency,
        let value = PlainRulebook.value(of: held, terms)
      else { return nil }
      let (sum, overflow) = nav.addingReportingOverflow(value)
      if overflow { return nil }
      nav = sum
      values.append(value)
      if terms.isLimited { largest = max(largest, value) }
    }
    let isWithinLimit =
      mostWeight >= Units.weight
      || mostWeight.multipliedFullWidth(by: nav) >= largest.multipliedFullWidth(by: Units.weight)
    return isWithinLimit ? nav : nil
  }

  private func isBelowMinimum(_ value: Int64, _ nav: Int64) -> Bool {
    value.multipliedFullWidth(by: Units.weight) < minimumTrade.multipliedFullWidth(by: nav)
  }

  /// Whether cash keeps its floor, before and after.
  private func isPaidFor(_ spent: Int64, by cash: Int64, _ nav: Int64) -> Bool {
    let floor = leastCash.multipliedFullWidth(by: nav)
    return spent <= cash && (cash - spent).multipliedFullWidth(by: Units.weight) >= floor
  }

  // MARK: Arithmetic

  /// round4(quantity · price), half-even; nothing when it does not fit.
  private static func value(of units: Int64, _ terms: Terms) -> Int64? {
    let (whole, rest) = units.quotientAndRemainder(dividingBy: Units.quantity)
    if rest == 0, terms.priceInMoney > 0 {
      let (value, overflow) = whole.multipliedReportingOverflow(by: terms.priceInMoney)
      return overflow ? nil : value
    }
    let product = Int128(units) * Int128(terms.price)
    let unit = Int128(Units.quantity) * Int128(Units.moneyInPrice)
    var (value, left) = product.quotientAndRemainder(dividingBy: unit)
    left *= 2
    if left > unit || left == unit && !value.isMultiple(of: 2) { value += 1 }
    return Int64(exactly: value)
  }

  /// What is missing of weight · NAV ÷ price, in whole lots; nothing when it does not fit.
  private static func wholeLots(_ terms: Terms, nav: Int64, held: Int64) -> Int64? {
    // Smallest units of weight and of money cancel out against those of quantity and of price.
    let product = Int128(terms.weight) * Int128(nav)
    let (wanted, overflow) = product.multipliedReportingOverflow(by: Int128(Units.moneyInPrice))
    let (own, tooMuch) = Int128(held).multipliedReportingOverflow(by: Int128(terms.price))
    if overflow || tooMuch { return nil }
    let (lot, tooLarge) = Int128(terms.lot).multipliedReportingOverflow(by: Int128(terms.price))
    if tooLarge || lot <= 0 || own >= wanted { return own >= wanted ? 0 : nil }
    guard let lots = Int64(exactly: (wanted - own) / lot) else { return nil }
    let (units, isOver) = lots.multipliedReportingOverflow(by: terms.lot)
    return isOver ? nil : units
  }

  // MARK: Verification

  /// Works the account through once more from nothing but the purchases: whole lots, no instrument beyond
  /// its weight or its limit, and cash above its floor.
  private func verify(
    _ purchases: [PlainPurchase],
    of account: AccountColumns,
    nav: Int64,
    cash: Int64
  ) -> Bool {
    if purchases.isEmpty { return true }
    var left = Int128(cash) * Int128(Units.quantity) * Int128(Units.moneyInPrice)
    var place = 0
    for purchase in purchases {
      let terms = terms[purchase.instrument]
      while place < account.instruments.count, account.instruments[place] != purchase.instrument {
        place += 1
      }
      guard place < account.instruments.count, purchase.quantity.units > 0,
        purchase.quantity.units.isMultiple(of: terms.lot)
      else { return false }
      let after = Int128(account.quantities[place].units) + Int128(purchase.quantity.units)
      let exposure = after * Int128(terms.price)
      let bound = Int128(min(terms.weight, mostWeight)) * Int128(nav)
      guard exposure <= bound * Int128(Units.moneyInPrice), let held = Int64(exactly: after),
        let booked = PlainRulebook.value(of: held, terms),
        // Booking rounds, and may lift an instrument over its limit by that alone.
        mostWeight >= Units.weight
          || mostWeight.multipliedFullWidth(by: nav)
            >= booked.multipliedFullWidth(by: Units.weight)
      else { return false }
      left -= Int128(purchase.quantity.units) * Int128(terms.price)
    }
    return left >= 0
  }
}

private func >= (
  left: (high: Int64, low: UInt64),
  right: (high: Int64, low: UInt64)
) -> Bool {
  left.high != right.high ? left.high > right.high : left.low >= right.low
}

private func > (
  left: (high: Int64, low: UInt64),
  right: (high: Int64, low: UInt64)
) -> Bool {
  left.high != right.high ? left.high > right.high : left.low > right.low
}

private func < (
  left: (high: Int64, low: UInt64),
  right: (high: Int64, low: UInt64)
) -> Bool {
  !(left >= right)
}
