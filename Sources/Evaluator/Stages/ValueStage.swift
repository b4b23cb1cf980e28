import Portfolio
import Quantities
import RuleChecker

/// Stage 1: what everything is worth. Each product is rounded once, half-even to 4 decimals; a missing
/// price or rate is never 0 and never 1.
extension AccountRun {
  init(world: WorldFacts, rules: RulePlans, account: Account, journal: Journal)
    throws(ArithmeticFailure)
  {
    let account = try account.merged()
    basis = Basis(world: world, rules: rules, account: account, journal: journal)
    lines = []
    before = Holdings([])
    groups = []
    cash = []
    lines = try Self.lines(
      for: account,
      journal,
      try basis.view.terms(of: Self.instruments(account, journal, world, rules))
    )
    before = Holdings(lines)
    groups = world.sets.groupings.map { [lines] in GroupedLines(lines, by: $0) }
    cash = try balances()
    try value()
    leastWorth = try? minimumTrade()?.scaled(by: Amount.scale, rounding: .awayFromZero)
  }

  /// Everything held, on order, targeted by a rule that may act, or hedged with.
  private static func instruments(
    _ account: Account,
    _ journal: Journal,
    _ world: WorldFacts,
    _ rules: RulePlans
  ) -> [Int] {
    var found = account.positions.map(\.instrument)
    found += journal.pending.keys
    found += rules.openings
    found.sort()
    var each: [Int] = []
    each.reserveCapacity(found.count)
    for instrument in found
    where instrument != each.last && world.market.instruments.indices.contains(instrument) {
      each.append(instrument)
    }
    return each
  }

  private static func lines(
    for account: Account,
    _ journal: Journal,
    _ terms: [Line.Terms]
  ) throws(ArithmeticFailure) -> [Line] {
    var lines: [Line] = []
    lines.reserveCapacity(terms.count)
    // Positions and instruments both ascend.
    let positions = account.positions
    var place = 0
    for one in terms {
      let instrument = one.instrument
      while place < positions.count, positions[place].instrument < instrument { place += 1 }
      let isHeld = place < positions.count && positions[place].instrument == instrument
      let recorded = isHeld ? positions[place].quantity : .zero
      let pending = journal.pending.isEmpty ? .zero : journal.pending[instrument] ?? .zero
      lines.append(try Line(one, held: try recorded.adding(pending)))
    }
    return lines
  }

  /// Balances with pending orders counted as executed at today's prices.
  private func balances() throws(ArithmeticFailure) -> [Money] {
    var balances: [Currency: Amount] = [:]
    for money in account.cash { balances[money.currency] = money.amount }
    for line in lines where !line.unit.isFuture {
      guard let pending = journal.pending[line.instrument], let own = line.unit.ownValue else {
        continue
      }
      let currency = line.terms.listed.currency
      let amount = try Amount(try pending.ratio.multiplied(by: own), rounding: .halfEven)
      balances[currency] = try (balances[currency] ?? .zero).subtracting(amount)
    }
    for (currency, amount) in journal.pendingCash {
      balances[currency] = try (balances[currency] ?? .zero).adding(amount)
    }
    return balances.map { Money($0.value, $0.key) }.sorted { $0.currency < $1.currency }
  }

  private mutating func value() throws(ArithmeticFailure) {
    var unpriced: [String] = []
    var total = Amount.zero
    for line in lines where !line.held.isZero {
      if line.unit.isStale { isNavEstimated = true }
      guard let value = line.value else {
        unpriced.append(symbol(line))
        continue
      }
      if !line.unit.isFuture { total = try total.adding(value) }
    }
    cashTotal = try exchange.total(of: cash)
    for money in cash where !money.amount.isZero {
      if try exchange.rate(of: money.currency)?.isStale == true { isNavEstimated = true }
    }
    if let cashTotal, unpriced.isEmpty {
      total = try total.adding(cashTotal)
      if total.units > 0 {
        nav = total
        return
      }
      isGuarded = true
      block(
        "account",
        "nav_not_positive",
        "net asset value is \(total) \(account.baseCurrency), so no weight can be computed"
      )
      return
    }
    isGuarded = true
    block("account", "nav_unknown", try navUnknownDetail(unpriced))
  }

  private func navUnknownDetail(_ unpriced: [String]) throws(ArithmeticFailure) -> String {
    var missing = unpriced.map { symbol -> String in
      let index = market.indexBySymbol[symbol] ?? 0
      return market.quotes[index] == nil
        ? "price of \(symbol)" : "rate of \(market.instruments[index].currency) for \(symbol)"
    }
    for money in cash where !money.amount.isZero {
      if try exchange.rate(of: money.currency) == nil {
        missing.append("rate of \(money.currency)")
      }
    }
    return "no increase is made until these are known: \(missing.joined(separator: ", "))"
  }
}

extension Instrument {
  /// The smallest quantity to trade: the file's lot, or with fractional shares 0.00000001 for stocks
  /// and funds whose lot is 1.
  func tradableLot(isFractional: Bool) -> Quantity {
    guard isFractional, lot.units == Quantity.scale else { return lot }
    switch kind {
    case .stock, .fund, .leveragedFund, .inverseFund, .cashLike: return Quantity(units: 1)
    case .future, .bond, .crypto: return lot
    }
  }
}
