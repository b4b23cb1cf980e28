import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// Invariant 9: no hedge passes R × the exposure that the changes leave, and ended hedges come off.
@Suite struct HedgePropertyTests {
  @Test(arguments: Property.chunks)
  func noHedgePassesItsExposure(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      let groups = Dictionary(grouping: one.proposal.hedges, by: \.instrument)
      for (symbol, reports) in groups {
        if reports.contains(where: { $0.state == .undecided }) {
          if one.proposal.traded[symbol] ?? 0 != 0 { return "\(symbol) is undecided and traded" }
          continue
        }
        guard let wanted = wanted(reports, one.scenario) else { continue }
        let units = one.scenario.held(symbol) + (one.proposal.traded[symbol] ?? 0)
        guard let after = try? Ratio(Int128(units), over: Int128(Quantity.scale)) else { continue }
        let grew = one.proposal.changes.contains { $0.symbol == symbol && $0.adds }
        guard let size = try? after.absolute(), let most = try? wanted.absolute() else { continue }
        if grew, size > most || after.isNegative != wanted.isNegative {
          return "\(symbol) is \(after), wanted \(wanted)"
        }
      }
      return nil
    }
  }

  @Test(arguments: Property.chunks)
  func endedHedgesComeOff(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      let isForbidding =
        one.scenario.rulebook.limits.contains {
          if case .noTrade = $0.subject { true } else { false }
        }
        || one.scenario.rulebook.rules.contains {
          if case .freeze = $0.action { true } else { false }
        }
      let groups = Dictionary(grouping: one.proposal.hedges, by: \.instrument)
      for (symbol, reports) in groups where reports.allSatisfy({ $0.state == .ended }) {
        guard !isForbidding, let index = one.scenario.market.indexBySymbol[symbol] else { continue }
        let own = reports.compactMap {
          one.scenario.journal.putOn[Journal.HoldingKey(rule: $0.rule, instrument: index)]?.units
        }.reduce(0, +)
        let held = one.scenario.held(index)
        let isOwn = own != 0 && (own < 0) == (held < 0)
        let due = isOwn ? min(abs(own), abs(held)) : 0
        // Whole lots of what hedges put on beside what a person holds; all of it where nothing else is held.
        let lot = one.scenario.lot(index)
        let expected = due == abs(held) ? due : due / lot * lot
        let sold = abs(one.proposal.traded[symbol] ?? 0)
        if sold != expected { return "\(symbol): \(sold) come off, \(expected) ended" }
      }
      return nil
    }
  }

  /// −R · Σ E·b ÷ (b_h · e_h), from the positions that the changes leave.
  private func wanted(_ reports: [HedgeReport], _ scenario: Scenario) -> Ratio? {
    var wanted = Ratio.zero
    for report in reports where report.state == .active {
      var sum = Ratio.zero
      for line in report.lines {
        guard let part = try? line.exposure.ratio.multiplied(by: line.beta.ratio),
          let next = try? sum.adding(part)
        else { return nil }
        sum = next
      }
      guard let unit = report.unitExposure, let beta = report.unitBeta,
        let size = try? sum.multiplied(by: report.ratio.ratio).negated()
          .divided(by: try unit.multiplied(by: beta.ratio)),
        let next = try? wanted.adding(size)
      else { return nil }
      wanted = next
    }
    return wanted.isNegative && !scenario.rulebook.settings.allowsShorting ? .zero : wanted
  }
}
