import BigInt
import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// Invariants 3 and 4: cash stays above its floor after every order, and nothing is created or lost.
@Suite struct CashTests {
  // cites: limit-6, setting-6
  @Test(arguments: Property.chunks)
  func cashStaysAboveItsFloorAtEveryPrefix(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      guard let nav = one.proposal.nav else {
        return one.proposal.changes.contains(where: \.adds) ? "adds without a NAV" : nil
      }
      let ledger = CashLedger(scenario: one.scenario)
      var balances = ledger.start
      for change in one.proposal.changes {
        ledger.book(change, in: &balances)
        guard change.adds || change.action == .convert else { continue }
        if one.scenario.account.kind == .cash, let left = balances[change.currency], left < 0 {
          return "\(change.currency) is \(left) after \(change.shown)"
        }
        if ledger.total(balances) * ledger.floorScale < ledger.floor(nav) {
          return "cash is \(ledger.total(balances)) after \(change.shown)"
        }
      }
      return nil
    }
  }

  /// Every booked amount is rounded once; what is paid and what comes in sum to what cash changes by.
  @Test(arguments: Property.chunks)
  func nothingIsCreatedOrLost(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var scenario = one.scenario
      scenario.journal = Journal()
      let proposal = scenario.proposal
      guard let run = proposal.run, var history = try? AccountHistory(of: scenario.account),
        (try? history.apply(run)) != nil, (try? history.fill(.basisPoints(10_000))) != nil
      else { return "can't be applied" }
      let ledger = CashLedger(scenario: scenario)
      var balances = ledger.start
      for change in proposal.changes { ledger.book(change, in: &balances) }
      let after = history.account.cash.reduce(into: [Currency: BigInt]()) {
        $0[$1.currency, default: 0] += BigInt($1.amount.units)
      }
      for currency in Set(balances.keys).union(after.keys)
      where balances[currency] ?? 0 != after[currency] ?? 0 {
        return "\(currency): booked \(balances[currency] ?? 0), filled \(after[currency] ?? 0)"
      }
      for index in scenario.instruments.indices {
        let symbol = scenario.instruments[index].symbol
        let expected = scenario.held(index) + (proposal.traded[symbol] ?? 0)
        let found = history.account.positions.first { $0.instrument == index }?.quantity.units ?? 0
        if expected != found { return "\(symbol): \(expected) and \(found)" }
      }
      if let cash = proposal.totals.cashAfter, ledger.hasRates(balances),
        BigInt(cash.units) != ledger.total(balances)
      {
        return "cash after is \(cash), booked \(ledger.total(balances))"
      }
      return nil
    }
  }
}

/// Cash in whole numbers of 0.0001, worked out from the definition with numbers of any size.
struct CashLedger {
  let scenario: Scenario
  /// By which floors are larger than amounts.
  let floorScale = BigInt(Number.scale)

  var start: [Currency: BigInt] {
    var balances = scenario.account.cash.reduce(into: [Currency: BigInt]()) {
      $0[$1.currency, default: 0] += BigInt($1.amount.units)
    }
    for (index, quantity) in scenario.journal.pending {
      let instrument = scenario.instruments[index]
      if instrument.kind == .future { continue }
      let (top, bottom) = notional(index, quantity.units)
      balances[instrument.currency, default: 0] -= rounded(top, bottom)
    }
    return balances
  }

  func book(_ change: Change, in balances: inout [Currency: BigInt]) {
    guard change.action != .convert else { return convert(change, in: &balances) }
    guard let index = scenario.market.indexBySymbol[change.symbol] else { return }
    let instrument = scenario.instruments[index]
    let (top, bottom) = notional(index, change.signedUnits)
    if instrument.kind != .future {
      balances[instrument.currency, default: 0] -= rounded(top, bottom)
    }
    guard let costs = scenario.rulebook.settings.costs else { return }
    let share = BigInt(costs.share.units)
    let scale = BigInt(Percent.scale)
    let (from, to) = (rate(costs.perOrder.currency), rate(instrument.currency))
    let fixed =
      from.flatMap { from in
        to.map { to in
          (BigInt(costs.perOrder.amount.units) * from.top * to.bottom, from.bottom * to.top)
        }
      } ?? (0, 1)
    let fee = rounded(
      abs(top) * share * fixed.1 + fixed.0 * bottom * scale,
      bottom * scale * fixed.1
    )
    balances[instrument.currency, default: 0] -= fee
  }

  private func convert(_ change: Change, in balances: inout [Currency: BigInt]) {
    guard let bought = Currency(change.symbol), let to = rate(bought),
      let from = rate(change.currency)
    else { return }
    let got = BigInt(change.quantity.units) / BigInt(Quantity.scale / Amount.scale)
    let top = got * to.top * from.bottom
    let bottom = to.bottom * from.top
    let least = (top + bottom - 1) / bottom
    let said = change.amount.map { BigInt($0.units) }
    // Rounded up, and where a source is used up by no more than the next 0.0001 bought would cost.
    let isFair = said.map { $0 >= least && $0 <= least + top / (bottom * got) + 1 } ?? false
    balances[bought, default: 0] += got
    balances[change.currency, default: 0] -= isFair ? said ?? least : least
  }

  /// q · P · m in 0.0001, as a fraction.
  private func notional(_ index: Int, _ units: Int64) -> (BigInt, BigInt) {
    let instrument = scenario.instruments[index]
    guard let price = scenario.market.quotes[index]?.price else { return (0, 1) }
    let top = BigInt(units) * BigInt(price.units) * BigInt(instrument.multiplier.units)
    let bottom =
      BigInt(Quantity.scale) * BigInt(Price.scale) * BigInt(Number.scale) / BigInt(Amount.scale)
    return (top, bottom)
  }

  /// Base currency for one of `currency`.
  private func rate(_ currency: Currency) -> (top: BigInt, bottom: BigInt)? {
    let base = scenario.account.baseCurrency
    if currency == base { return (1, 1) }
    func side(_ one: Currency) -> BigInt? {
      one == scenario.numeraire
        ? BigInt(Number.scale) : scenario.rates[one].map { BigInt($0.rate.units) }
    }
    guard let top = side(currency), let bottom = side(base) else { return nil }
    return (top, bottom)
  }

  func hasRates(_ balances: [Currency: BigInt]) -> Bool {
    balances.keys.allSatisfy { rate($0) != nil }
  }

  /// In the base currency.
  func total(_ balances: [Currency: BigInt]) -> BigInt {
    balances.reduce(0) { sum, entry in
      guard let rate = rate(entry.key) else { return sum }
      return sum + rounded(entry.value * rate.top, rate.bottom)
    }
  }

  /// Times `floorScale`.
  func floor(_ nav: Amount) -> BigInt {
    var floor = -BigInt(scenario.rulebook.settings.borrow.units) * BigInt(nav.units)
    for limit in scenario.rulebook.limits where limit.force != .advisory {
      guard scenario.isMeant(by: limit.accounts),
        case .bound(.cash, .atLeast, let bound) = limit.subject
      else { continue }
      floor = max(floor, BigInt(bound.units) * BigInt(nav.units))
    }
    return floor
  }

  /// Half-even.
  private func rounded(_ top: BigInt, _ bottom: BigInt) -> BigInt {
    let (quotient, rest) = abs(top).quotientAndRemainder(dividingBy: bottom)
    let isUp = 2 * rest > bottom || (2 * rest == bottom && !quotient.isMultiple(of: 2))
    let size = isUp ? quotient + 1 : quotient
    return top < 0 ? -size : size
  }
}
