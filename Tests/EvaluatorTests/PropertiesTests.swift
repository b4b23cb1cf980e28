import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// What must hold of every proposal, on generated scenarios.
@Suite struct PropertiesTests {
  static let seeds: ClosedRange<UInt64> = 1...300

  private func check(_ holds: (Scenario) -> Bool) {
    for seed in Self.seeds {
      let scenario = ScenarioGenerator.scenario(seed: seed)
      if holds(scenario) { continue }
      let least = scenario.shrunk { !holds($0) }
      Issue.record("\(least)\nproposes \(least.actual.changes.map(\.shown))")
      return
    }
  }

  // cites: order-1
  @Test func orderNeverMatters() {
    check { scenario in
      var random = SeededGenerator(seed: scenario.seed &+ 7)
      var other = scenario
      other.rulebook.rules.shuffle(using: &random)
      other.rulebook.limits.shuffle(using: &random)
      other.items.shuffle(using: &random)
      other.acts.shuffle(using: &random)
      other.account.positions.shuffle(using: &random)
      other.account.cash.shuffle(using: &random)
      other.journal.trades.shuffle(using: &random)
      return scenario.actual == other.actual
    }
  }

  // cites: limit-6, setting-6
  @Test func increasesLeaveCashAboveItsFloor() {
    check { scenario in
      let proposal = scenario.proposal
      let adds = proposal.changes.contains { [.buy, .short].contains($0.action) }
      guard adds, let nav = proposal.nav, let cash = proposal.totals.cashAfter else { return true }
      var floor = -Int128(scenario.rulebook.settings.borrow.units) * Int128(nav.units)
      for limit in scenario.rulebook.limits where limit.force != .advisory {
        if case .bound(.cash, .atLeast, let bound) = limit.subject {
          floor = max(floor, Int128(bound.units) * Int128(nav.units))
        }
      }
      return Int128(cash.units) * Int128(Percent.scale) >= floor
    }
  }

  @Test func noTradeGoesPastWhatIsHeldAndEachIsWholeLots() {
    check { scenario in
      let market = scenario.market
      return scenario.proposal.changes.allSatisfy { change in
        guard let index = market.indexBySymbol[change.symbol] else { return true }
        let lot = scenario.lot(index)
        let isWhole = change.quantity.units % lot == 0
        let held = scenario.held(index)
        switch change.action {
        case .buy, .short, .convert: return isWhole
        case .sell:
          return held >= change.quantity.units && (isWhole || held == change.quantity.units)
        case .cover:
          return -held >= change.quantity.units && (isWhole || -held == change.quantity.units)
        }
      }
    }
  }

  // cites: setting-1
  @Test func anOldPriceIsNeverBoughtAt() {
    check { scenario in
      var stale = scenario
      stale.quotes = scenario.quotes.mapValues { quote in
        let at = scenario.asOf.subtracting(.days(30))
        return Quote(price: quote.price, at: at, available: at)
      }
      return stale.proposal.changes.allSatisfy { $0.action != .buy && $0.action != .short }
    }
  }

  // cites: freeze-1, order-5
  @Test func aFreezeOfEverythingLeavesNoTrade() {
    check { scenario in
      var frozen = scenario
      frozen.rulebook.rules.append(Rule("zzz", .freeze(Freeze(side: .both, set: .all))))
      return frozen.proposal.changes.isEmpty
    }
  }

  /// Trims to a weight, without costs: done once, they ask for nothing more.
  @Test func whatWasDoneIsNotAskedForAgain() {
    check { scenario in
      var plain = scenario
      plain.journal = Journal()
      plain.rulebook.settings.costs = nil
      plain.rulebook.limits = []
      plain.rulebook.rules = scenario.rulebook.rules.compactMap(\.withoutConditions)
      let first = plain.proposal
      if first.changes.contains(where: { !$0.cuts.isEmpty }) { return true }
      guard let done = plain.afterFilling(first.changes) else { return true }
      return done.proposal.changes.isEmpty
    }
  }

  // cites: trim-1, order-4
  @Test func nothingIsBoughtThatATrimForbids() {
    check { scenario in
      guard let symbol = scenario.instruments.first(where: { $0.kind != .cashLike })?.symbol else {
        return true
      }
      if scenario.hedgeSymbols.contains(symbol) { return true }
      var trimmed = scenario
      let target = Target(isEach: false, set: .symbol(symbol))
      trimmed.rulebook.rules.append(
        Rule("zzz", .trim(Trim(target: target, bound: .toWeight(.zero))))
      )
      return trimmed.proposal.changes.allSatisfy {
        $0.symbol != symbol || $0.action == .sell || $0.action == .cover
      }
    }
  }

  // cites: limit-1
  @Test func noIncreasePassesAnInstrumentsLimit() {
    check { scenario in
      var limited = scenario
      limited.rulebook.limits = [Limit("each", .weightOfEachInstrument, .atMost, .thousandths(50))]
      let apart = scenario.hedgeSymbols
      let bound = Number.thousandths(50).ratio
      return limited.proposal.changes.allSatisfy { change in
        let instrument = scenario.instruments.first { $0.symbol == change.symbol }
        guard change.action == .buy || change.action == .short, !apart.contains(change.symbol),
          instrument?.kind != .cashLike, let after = change.weightAfter
        else { return true }
        let size = after.isNegative ? (try? after.negated()) ?? after : after
        // A booked exposure is rounded to 4 decimals, which may be a hair above the exact bound.
        let slack = (try? bound.adding(Ratio(1, over: 10_000_000))) ?? bound
        return size <= slack
      }
    }
  }
}

extension Scenario {
  /// Units held, with what is sent and not yet filled.
  func held(_ index: Int) -> Int64 {
    let position = account.positions.first { $0.instrument == index }?.quantity.units ?? 0
    return position + (journal.pending[index]?.units ?? 0)
  }

  func lot(_ index: Int) -> Int64 {
    let instrument = instruments[index]
    let kinds: [InstrumentKind] = [.stock, .fund, .leveragedFund, .inverseFund, .cashLike]
    let isSplit = rulebook.settings.allowsFractionalShares && kinds.contains(instrument.kind)
    return isSplit && instrument.lot == .whole(1) ? 1 : instrument.lot.units
  }

  var hedgeSymbols: Set<String> {
    Set(
      rulebook.rules.compactMap { rule in
        if case .hedge(let hedge) = rule.action { hedge.instrument } else { nil }
      }
    )
  }

  /// The account once every change was filled at its price.
  func afterFilling(_ changes: [Change]) -> Scenario? {
    var after = self
    after.journal.lastApplied = asOf
    var units = Dictionary(
      uniqueKeysWithValues: account.positions.map { ($0.instrument, $0.quantity.units) }
    )
    var cash = Dictionary(
      uniqueKeysWithValues: account.cash.map { ($0.currency, Int128($0.amount.units)) }
    )
    for change in changes {
      guard let index = market.indexBySymbol[change.symbol], let price = change.price else {
        return nil
      }
      let isIn = change.action == .buy || change.action == .cover
      let signed = isIn ? change.quantity.units : -change.quantity.units
      units[index, default: 0] += signed
      let instrument = instruments[index]
      if instrument.kind == .future { continue }
      guard instrument.multiplier == .one else { return nil }
      // Quantity and price carry 8 decimals each, money 4.
      let paid = Int128(signed) * Int128(price.units) / 1_000_000_000_000
      cash[instrument.currency, default: 0] -= paid
    }
    after.account.positions = units.filter { $0.value != 0 }
      .map { Position(instrument: $0.key, quantity: Quantity(units: $0.value)) }
      .sorted { $0.instrument < $1.instrument }
    after.account.cash = cash.sorted { $0.key < $1.key }
      .map { Money(Amount(units: Int64(clamping: $0.value)), $0.key) }
    return after
  }
}

extension Rule {
  /// A trim to a weight, always in force; nothing for other rules.
  fileprivate var withoutConditions: Rule? {
    guard case .trim(let trim) = action, case .toWeight = trim.bound else { return nil }
    return Rule(name, forEach: forEach, .trim(trim))
  }
}
