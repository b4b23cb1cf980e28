import Portfolio
import Quantities
import RuleChecker

/// The promise that no increase, hedge or conversion takes total cash under its floor, or a currency of a
/// cash account under zero, at any prefix of the order list.
extension Verification {
  func brokenCash(_ book: VerifiedBook, _ nav: Amount) throws(ArithmeticFailure) -> [String] {
    let floor = try cashFloor(nav)
    var balances = book.cash
    var next = 0
    for change in changes {
      if change.action == .convert {
        try convert(change, &balances)
      } else if next < book.trades.count, book.trades[next].symbol == change.symbol {
        try pay(change, book.units[book.trades[next].slot], &balances)
        next += 1
      }
      // Reductions and covers are exempt.
      guard change.action == .convert || change.isIncrease else { continue }
      var after: String { "after \(change.action.rawValue) \(change.symbol)" }
      let paid = change.currency
      if account.kind == .cash, let left = balances[paid], left.isNegative {
        return ["\(paid) is \(left) \(after)"]
      }
      guard let total = try total(balances) else { return ["a rate is missing \(after)"] }
      if total < floor { return ["cash is \(total) \(after), its floor is \(floor)"] }
    }
    return []
  }

  private func cashFloor(_ nav: Amount) throws(ArithmeticFailure) -> Ratio {
    var floor = try nav.ratio.multiplied(by: rulebook.settings.borrow.ratio).negated()
    for entry in world.limits {
      guard case .bound(.cash, .atLeast, let bound) = entry.limit.subject,
        speaks(entry.limit.accounts)
      else { continue }
      floor = max(floor, try bound.ratio.multiplied(by: nav.ratio))
    }
    return floor
  }

  private func total(_ balances: [Currency: Amount]) throws(ArithmeticFailure) -> Ratio? {
    var sum = Ratio.zero
    for (currency, amount) in balances where !amount.isZero {
      guard let rate = try rates.rate(of: currency) else { return nil }
      let worth = try amount.ratio.multiplied(by: rate.value)
      sum = try sum.adding(try Amount(worth, rounding: .halfEven).ratio)
    }
    return sum
  }

  /// Books an order with its fee, each rounded once; a future moves no cash but its fee.
  private func pay(
    _ change: Change,
    _ unit: VerifiedUnit,
    _ balances: inout [Currency: Amount]
  ) throws(ArithmeticFailure) {
    let notional = try change.quantity.ratio.multiplied(by: unit.own ?? .zero)
    var balance = balances[unit.currency] ?? .zero
    if !unit.isFuture {
      let amount = try Amount(notional, rounding: .halfEven)
      let isIn = change.action == .buy || change.action == .cover
      balance = isIn ? try balance.subtracting(amount) : try balance.adding(amount)
    }
    if let costs = rulebook.settings.costs {
      var fee = try notional.multiplied(by: costs.share.ratio)
      if let fixed = try exchanged(costs.perOrder, to: unit.currency) {
        fee = try fee.adding(fixed)
      }
      balance = try balance.subtracting(try Amount(fee, rounding: .halfEven))
    }
    balances[unit.currency] = balance
  }

  private func exchanged(_ money: Money, to currency: Currency) throws(ArithmeticFailure) -> Ratio?
  {
    if money.currency == currency { return money.amount.ratio }
    guard let from = try rates.rate(of: money.currency),
      let to = try rates.rate(of: currency)
    else { return nil }
    return try money.amount.ratio.multiplied(by: from.value).divided(by: to.value)
  }

  /// What is bought comes in, and its price at the file's rates goes out, rounded up.
  private func convert(
    _ change: Change,
    _ balances: inout [Currency: Amount]
  ) throws(ArithmeticFailure) {
    guard let bought = Currency(change.symbol),
      let to = try rates.rate(of: bought),
      let from = try rates.rate(of: change.currency)
    else { return }
    let got = try Amount(change.quantity.ratio, rounding: .halfEven)
    let price = try got.ratio.multiplied(by: to.value).divided(by: from.value)
    let paid = try Amount(price, rounding: .awayFromZero)
    balances[bought] = try (balances[bought] ?? .zero).adding(got)
    balances[change.currency] = try (balances[change.currency] ?? .zero).subtracting(paid)
  }
}
