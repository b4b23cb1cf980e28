import BigInt
import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// Invariant 6: sizes, splits and the base currency change nothing that matters.
@Suite struct ScaleTests {
  /// With fractional shares, no minimum, no costs and no money literal, k times everything gives k times
  /// the changes, but for what rounding k times as much leaves.
  @Test(arguments: Property.chunks)
  func anAccountOfManyTimesTheSizeTradesAsMuchMore(_ seeds: Range<Int>) {
    Property.check(seeds) { faultOfScale($0.scenario) }
  }

  /// Kept cases on which rounding decided.
  @Test(
    arguments: [
      "turnover-met-exactly", "turnover-met-exactly-in-the-small", "weight-met-exactly",
      "yen-and-a-base-of-pounds",
    ]
  )
  func whatRoundingDecidesIsLeftToIt(_ name: String) throws {
    let text = try DifferenceFileTests.text(of: "\(name).txt")
    #expect(faultOfScale(try Scenario(reading: text)) == nil)
  }

  private func faultOfScale(_ scenario: Scenario) -> String? {
    var small = scenario
    if small.reads("money(", "Measure.quantity") { return nil }
    small.rulebook.settings.minimumTrade = .shareOfNav(.zero)
    small.rulebook.settings.costs = nil
    for index in small.instruments.indices { small.instruments[index].lot = Quantity(units: 1) }
    let (one, many) = (small.proposal, small.times(4).proposal)
    // Of a weight that stands on what it is compared with, rounding decides whether it is above it.
    if one.ruleStates != many.ruleStates { return nil }
    // So it does where a whole basis point meets turnover or cash exactly: the last one is left or not.
    let (factor, other) = (small.factor(of: one), small.factor(of: many))
    let isOnEdge = factor != other
    if (factor - other).size > Fraction(1, over: 10_000) {
      return "increases are cut to \(factor) and to \(other)"
    }
    let (few, more) = (one.traded, many.traded)
    for symbol in Set(few.keys).union(more.keys) {
      // Hedges follow what is bought.
      if isOnEdge, small.hedgeSymbols.contains(symbol) { continue }
      let wanted = 4 * (few[symbol] ?? 0)
      let found = more[symbol] ?? 0
      var slack = small.slack(of: symbol)
      // Only one of the two may be cut at all.
      if isOnEdge { slack += max(4 * one.basisPoint(of: symbol), many.basisPoint(of: symbol)) }
      if abs(wanted - found) > slack { return "\(symbol): 4 times is \(wanted), not \(found)" }
    }
    return nil
  }

  @Test(arguments: Property.chunks)
  func aSplitChangesNoValue(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var whole = one.scenario
      if whole.reads("Measure.quantity", "Measure.price", "Measure.gain") { return nil }
      // A price that a split has restated already was rounded to its decimals.
      whole.corporateActions = []
      whole.rulebook.settings.allowsFractionalShares = false
      let index = Int(whole.seed % UInt64(whole.instruments.count))
      let symbol = whole.instruments[index].symbol
      guard let quote = whole.quotes[symbol], quote.price.units.isMultiple(of: 4) else {
        return nil
      }
      let (before, after) = (whole.proposal, whole.split(index, by: 4).proposal)
      if before.nav != after.nav { return "NAV becomes \(String(describing: after.nav))" }
      let values = { (proposal: AccountProposal) in
        proposal.changes.map {
          "\($0.action) \($0.symbol) \($0.value.map { "\($0)" } ?? "?")"
        }
      }
      return values(before) == values(after)
        ? nil : "\(symbol) split: \(values(before)) and \(values(after))"
    }
  }

  /// By no more than one lot, or than what a cent buys where that is more.
  @Test(arguments: Property.chunks)
  func theBaseCurrencyChangesNoQuantity(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var here = one.scenario.withFreshMarket
      // Which currency is drawn on first depends on the base; borrowing needs no conversion.
      here.account.kind = .margin
      here.rulebook.settings.allowsFractionalShares = false
      if here.reads("money(") { return nil }
      for index in here.instruments.indices where here.lot(index) < Quantity.scale {
        here.instruments[index].lot = .whole(1)
      }
      var there = here
      let other = ["EUR", "USD", "JPY"].compactMap { Currency($0) }
        .first { $0 != here.account.baseCurrency }
      there.account.baseCurrency = other ?? here.account.baseCurrency
      // What the journal traded is told in the base currency.
      (here.journal.trades, there.journal.trades) = ([], [])
      let (one, two) = (here.proposal.traded, there.proposal.traded)
      for symbol in Set(one.keys).union(two.keys) {
        guard let index = here.market.indexBySymbol[symbol] else { continue }
        let difference = abs((one[symbol] ?? 0) - (two[symbol] ?? 0))
        if difference > here.lot(index) {
          return "\(symbol): \(one[symbol] ?? 0) and \(two[symbol] ?? 0)"
        }
      }
      return nil
    }
  }
}

extension AccountProposal {
  fileprivate var ruleStates: [String: [String]] {
    Dictionary(
      rules.map { ($0.key, ["\($0.state)"] + $0.steps.map { "\($0.state)" }) },
      uniquingKeysWith: +
    )
  }

  /// Units in one basis point of the increase that turnover or cash cut.
  fileprivate func basisPoint(of symbol: String) -> Int64 {
    let cut = changes.first { $0.symbol == symbol && $0.adds }?.cuts.last
    return cut.map { (Fraction($0.from) / Fraction(10_000)).units } ?? 0
  }
}

extension Fraction {
  /// As units of a quantity, rounded up.
  fileprivate var units: Int64 {
    let whole = up(to: Fraction(1, over: BigInt(Quantity.scale)))
    return Int64(whole.top * BigInt(Quantity.scale) / whole.bottom)
  }
}

extension Scenario {
  /// What turnover and cash left of the increases of a proposal.
  fileprivate func factor(of proposal: AccountProposal) -> Fraction {
    let causes = rulebook.limits.filter { limit in
      switch limit.subject {
      case .bound(.turnover, _, _), .bound(.cash, _, _): true
      case .bound, .noTrade: false
      }
    }.map(\.name)
    let cuts = proposal.changes.compactMap(\.cuts.last)
    let cut = cuts.first { cut in (causes + ["cash"]).contains { cut.by.hasPrefix($0) } }
    return cut?.factor.map { Fraction($0) } ?? .one
  }

  /// Units that are worth a dime, or a cent of the base currency where that is more: values are rounded to
  /// 0.0001 of it before they are compared, whatever the size.
  fileprivate func slack(of symbol: String) -> Int64 {
    guard let price = quotes[symbol]?.price, price > .zero, let instrument = instrument(symbol)
    else { return 400 }
    func rate(_ currency: Currency) -> Fraction {
      rates[currency].map { Fraction($0.rate) } ?? .one
    }
    let cent =
      rate(account.baseCurrency) / rate(instrument.currency) / Fraction(100)
    return 400 + (max(Fraction(1, over: 10), cent) / Fraction(price)).units
  }

  /// Everything that has a size, `k` times.
  fileprivate func times(_ k: Int64) -> Scenario {
    var large = self
    func more(_ quantity: Quantity) -> Quantity { Quantity(units: quantity.units * k) }
    large.account.positions = account.positions.map {
      Position(
        instrument: $0.instrument,
        quantity: more($0.quantity),
        cost: $0.cost.flatMap { try? $0.multiplied(by: Ratio(k)) }
      )
    }
    large.account.cash = account.cash.map {
      Money(Amount(units: $0.amount.units * k), $0.currency)
    }
    for index in instruments.indices {
      large.instruments[index].averageDailyVolume = instruments[index].averageDailyVolume.map(more)
    }
    large.journal.resize(more) { _ in true }
    large.journal.trades = journal.trades.map {
      Journal.Trade(at: $0.at, value: Amount(units: $0.value.units * k))
    }
    return large
  }

  /// `new` units of an instrument for each, at a price so much lower, the journal included.
  fileprivate func split(_ index: Int, by new: Int64) -> Scenario {
    var after = self
    func more(_ quantity: Quantity) -> Quantity { Quantity(units: quantity.units * new) }
    let symbol = instruments[index].symbol
    if let quote = quotes[symbol] {
      after.quotes[symbol] = Quote(
        price: Price(units: quote.price.units / new),
        at: quote.at,
        available: quote.available
      )
    }
    after.instruments[index].lot = more(instruments[index].lot)
    after.instruments[index].averageDailyVolume = instruments[index].averageDailyVolume.map(more)
    after.account.positions = account.positions.map {
      $0.instrument == index ? Position(instrument: index, quantity: more($0.quantity)) : $0
    }
    after.journal.resize(more) { $0 == index }
    return after
  }
}

extension Journal {
  fileprivate mutating func resize(_ more: (Quantity) -> Quantity, _ isOf: (Int) -> Bool) {
    for key in steps.keys where isOf(key.instrument) {
      guard var step = steps[key] else { continue }
      step.goal = more(step.goal)
      step.filled = more(step.filled)
      step.sent = more(step.sent)
      steps[key] = step
    }
    for (key, value) in putOn where isOf(key.instrument) { putOn[key] = more(value) }
    for (key, value) in trimBase where isOf(key.instrument) { trimBase[key] = more(value) }
    for (key, value) in pending where isOf(key) { pending[key] = more(value) }
  }
}
