import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

@testable import Evaluator

/// Invariants 7 and 8: nothing goes past its target, and what forbids never makes a target larger.
@Suite struct TargetPropertyTests {
  @Test(arguments: Property.chunks)
  func noTradeGoesPastItsTarget(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      let targets = one.scenario.targets
      let hedges = one.scenario.hedgeSymbols
      for change in one.proposal.changes where change.action != .convert {
        guard let index = one.scenario.market.indexBySymbol[change.symbol] else { continue }
        let (held, lot) = (one.scenario.held(index), one.scenario.lot(index))
        let after = held + (one.proposal.traded[change.symbol] ?? 0)
        let isWhole = change.quantity.units % lot == 0
        if !isWhole && (change.adds || abs(held) != change.quantity.units) {
          return "\(change.shown) is not whole lots"
        }
        if hedges.contains(change.symbol) { continue }
        if held != 0 && after != 0 && (held < 0) != (after < 0) {
          return "\(change.shown) past zero"
        }
        guard let target = targets[change.symbol] else { return "\(change.shown) has no target" }
        let size = try? Ratio(Int128(abs(after)), over: Int128(Quantity.scale))
        let slack = try? Ratio(Int128(lot), over: Int128(Quantity.scale))
        guard let size, let slack, let limit = try? target.absolute() else { continue }
        if change.adds && size > limit { return "\(change.shown) past \(limit)" }
        if !change.adds, let past = try? limit.subtracting(size), past >= slack {
          return "\(change.shown) a lot past \(limit)"
        }
      }
      return nil
    }
  }

  // cites: trim-1, order-4
  @Test(arguments: Property.chunks)
  func aTrimRaisesNoTarget(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      guard let symbol = symbol(in: one.scenario) else { return nil }
      let target = Target(isEach: false, set: .symbol(symbol))
      let trim = Trim(
        target: target,
        bound: .toWeight(.basisPoints(Int(one.scenario.seed % 5) * 100))
      )
      return raised(in: one.scenario, by: Rule("zzz", .trim(trim)))
    }
  }

  // cites: freeze-1, order-5
  @Test(arguments: Property.chunks)
  func aFreezeOfBuysRaisesNoTarget(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      guard let symbol = symbol(in: one.scenario) else { return nil }
      // Of shorts, freezing what covers them would keep more: buys of a long are meant.
      if one.scenario.held(symbol) < 0 { return nil }
      return raised(
        in: one.scenario,
        by: Rule("zzz", .freeze(Freeze(side: .buys, set: .symbol(symbol))))
      )
    }
  }

  @Test(arguments: Property.chunks)
  func aLimitRaisesNoTarget(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var limited = one.scenario
      let bound = Number.thousandths(Int(one.scenario.seed % 20) * 10)
      limited.rulebook.limits.append(
        Limit("zzz", .weightOfEachInstrument, .atMost, bound, .enforced)
      )
      return difference(one.scenario.targets, limited.targets)
    }
  }

  @Test(arguments: Property.chunks)
  func worseSentimentRaisesNoTarget(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      let rulebook = one.scenario.rulebook
      let monotone = RulebookAnalysis(of: rulebook.placed).monotonicity
      guard monotone.allSatisfy(\.isMonotone), !one.scenario.items.isEmpty else { return nil }
      // The check speaks of worlds in which nothing is blind.
      let states = one.scenario.evaluation.header.rules + one.proposal.rules
      if states.contains(where: { $0.state == .blind }) { return nil }
      var worse = one.scenario
      for index in worse.items.indices {
        worse.items[index].sentiment = worse.items[index].sentiment?.lowered
        for subject in worse.items[index].subjects.indices {
          let score = worse.items[index].subjects[subject].sentiment
          worse.items[index].subjects[subject].sentiment = score?.lowered
        }
      }
      return difference(one.scenario.targets, worse.targets)
    }
  }

  private func symbol(in scenario: Scenario) -> String? {
    let apart = scenario.hedgeSymbols
    let open = scenario.instruments.filter { $0.kind != .cashLike && !apart.contains($0.symbol) }
    return open.isEmpty ? nil : open[Int(scenario.seed % UInt64(open.count))].symbol
  }

  private func raised(in scenario: Scenario, by rule: Rule) -> String? {
    var other = scenario
    other.rulebook.rules.append(rule)
    return difference(scenario.targets, other.targets)
  }

  private func difference(_ one: [String: Ratio], _ other: [String: Ratio]) -> String? {
    for (symbol, target) in other.sorted(by: { $0.key < $1.key }) {
      guard let size = try? target.absolute(), let before = try? (one[symbol] ?? .zero).absolute()
      else { continue }
      if size > before { return "\(symbol) rises from \(before) to \(size)" }
    }
    return nil
  }
}

extension Number {
  /// 0.3 lower, and at least −1.
  fileprivate var lowered: Number {
    max(.thousandths(-1000), Number(units: units - Number.scale * 3 / 10))
  }
}

extension Scenario {
  /// What stage 4 leaves of each instrument, signed: reductions in whole lots, increases unrounded.
  fileprivate var targets: [String: Ratio] {
    let evaluation = self.evaluation
    guard
      var run = try? AccountRun(
        world: evaluation.world,
        rules: evaluation.rules,
        account: account,
        journal: journal
      )
    else { return [:] }
    guard (try? run.fire()) != nil, (try? run.bound()) != nil, (try? run.target()) != nil else {
      return [:]
    }
    var targets: [String: Ratio] = [:]
    for line in run.lines {
      guard let rest = try? line.afterReduction().ratio,
        let size = try? rest.absolute().adding(line.increase)
      else { continue }
      // An increase of nothing held is on the side that its builds want.
      targets[run.symbol(line)] = size
    }
    return targets
  }
}
