internal import Portfolio
internal import Quantities
internal import RuleChecker

/// One order, and which way it goes.
struct ReferenceTrade {
  var index: Int
  /// Signed.
  var change: BigRatio
  var isIncrease: Bool
}

struct ReferenceConversion {
  var bought: Currency
  var sold: Currency
  var amount: BigRatio
}

/// Cash, fees and conversions of stage 7.
extension ReferencePlan {
  /// The trades that lead from what is held to `quantities`, by symbol. One that goes past zero
  /// closes first and then opens.
  func trades(to quantities: [BigRatio]) -> [ReferenceTrade] {
    indices.flatMap { index -> [ReferenceTrade] in
      let held = book.quantities[index]
      let after = quantities[index]
      let change = after - held
      if change.isZero { return [] }
      if held.sign * after.sign < 0 {
        return [
          ReferenceTrade(index: index, change: -held, isIncrease: false),
          ReferenceTrade(index: index, change: after, isIncrease: true),
        ]
      }
      let isIncrease = held.isZero || held.sign == change.sign
      return [ReferenceTrade(index: index, change: change, isIncrease: isIncrease)]
    }
  }

  /// Cash by currency once the trades are paid, fees included.
  func ledger(_ trades: [ReferenceTrade]) -> [Currency: BigRatio] {
    var balances = book.cash
    for trade in trades {
      let instrument = world.market.instruments[trade.index]
      let worth =
        (book.price(trade.index) ?? .zero) * trade.change.magnitude
        * BigRatio(instrument.multiplier)
      let paid = book.isFuture(trade.index) ? .zero : worth.round4
      let signed = trade.change > .zero ? -paid : paid
      balances[instrument.currency] =
        balances[instrument.currency, default: .zero] + signed - fee(worth, instrument.currency)
    }
    return balances
  }

  /// Σ of the trades' fees in the base currency.
  func costs(_ trades: [ReferenceTrade]) -> BigRatio {
    sum(
      trades.map { trade in
        let instrument = world.market.instruments[trade.index]
        let worth =
          (book.price(trade.index) ?? .zero) * trade.change.magnitude
          * BigRatio(instrument.multiplier)
        return fee(worth, instrument.currency) * (book.fx(instrument.currency) ?? .zero)
      }
    )
  }

  private func fee(_ worth: BigRatio, _ currency: Currency) -> BigRatio {
    guard let costs = rulebook.settings.costs else { return .zero }
    var perOrder = BigRatio(costs.perOrder.amount)
    if costs.perOrder.currency != currency {
      let rate = book.rate(costs.perOrder.currency)
      let own = book.rate(currency)
      perOrder = rate.flatMap { rate in own.map { perOrder * rate / $0 } } ?? .zero
    }
    return (perOrder + BigRatio(costs.share) * worth).round4
  }

  /// Σ of the trades' values in the base currency; one without a price counts nothing.
  func traded(_ trades: [ReferenceTrade]) -> BigRatio {
    sum(trades.compactMap { trade in book.worth(trade.index).map { value(trade, $0) } })
  }

  func value(_ trade: ReferenceTrade, _ worth: BigRatio) -> BigRatio {
    (trade.change.magnitude * worth).round4
  }

  func total(_ balances: [Currency: BigRatio]) -> BigRatio? {
    var copy = book
    copy.cash = balances
    return copy.totalCash
  }

  /// The least that total cash may be. With NAV unknown nothing may be borrowed.
  var floor: BigRatio {
    guard let nav = book.nav else { return .zero }
    var floor = -(BigRatio(rulebook.settings.borrow) * nav)
    for limit in limits where limit.force != .advisory {
      if case .bound(.cash, .atLeast, let bound) = limit.subject {
        floor = max(floor, BigRatio(bound) * nav)
      }
    }
    return floor
  }

  /// The limit whose bound is the floor; nothing when it is borrowing.
  var floorLimit: String? {
    guard let nav = book.nav, floor > -(BigRatio(rulebook.settings.borrow) * nav) else {
      return nil
    }
    let bounding = limits.filter { limit in
      guard limit.force != .advisory, case .bound(.cash, .atLeast, let bound) = limit.subject
      else { return false }
      return BigRatio(bound) * nav == floor
    }
    return bounding.map(\.name).min()
  }

  /// Whether a currency of a cash account, or total cash, is below its floor.
  func isOverdrawn(_ balances: [Currency: BigRatio]) -> Bool {
    if account.kind == .cash, balances.values.contains(where: { $0 < .zero }) { return true }
    return total(balances).map { $0 < floor } ?? false
  }

  /// Fills up the currencies that are short; nothing when that can't be done.
  func convert(_ balances: inout [Currency: BigRatio]) -> [ReferenceConversion]? {
    guard account.kind == .cash else { return [] }
    var made: [ReferenceConversion] = []
    let step = BigRatio(1) / BigRatio(10_000)
    let short = balances.filter { $0.value < .zero }.map(\.key).sorted()
    let rich = balances.filter { $0.value > .zero }.map(\.key).sorted {
      ($0 == account.baseCurrency ? 0 : 1, $0) < ($1 == account.baseCurrency ? 0 : 1, $1)
    }
    for currency in short {
      for source in rich {
        let missing = -(balances[currency] ?? .zero)
        guard missing > .zero, let available = balances[source], available > .zero else { continue }
        guard let rate = book.rate(currency), let own = book.rate(source) else { continue }
        var bought = missing
        var paid = (bought * rate / own).up(to: step)
        if paid > available {
          paid = available
          bought = (available * own / rate).down(to: step)
        }
        if bought.isZero { continue }
        balances[source] = available - paid
        balances[currency] = bought - missing
        made.append(ReferenceConversion(bought: currency, sold: source, amount: bought))
      }
      if (balances[currency] ?? .zero) < .zero { return nil }
    }
    return made.sorted { ($0.bought, $0.sold) < ($1.bought, $1.sold) }
  }
}
