import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// Invariant 10: what is not known never adds exposure, and is named with what would decide it.
@Suite struct BlindTests {
  // cites: setting-1
  @Test(arguments: Property.chunks)
  func anOldPriceIsNeverBoughtAt(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var stale = one.scenario
      let at = stale.asOf.subtracting(.days(30))
      stale.quotes = stale.quotes.mapValues { Quote(price: $0.price, at: at, available: at) }
      return stale.proposal.changes.first(where: \.adds)?.shown
    }
  }

  @Test(arguments: Property.chunks)
  func aMissingPriceAddsNothingAndIsNamed(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      guard let position = one.scenario.account.positions.first else { return nil }
      if one.scenario.held(position.instrument) == 0 { return nil }
      var blind = one.scenario
      let symbol = blind.instruments[position.instrument].symbol
      blind.quotes[symbol] = nil
      let proposal = blind.proposal
      if let change = proposal.changes.first(where: \.adds) { return change.shown }
      let isNamed = proposal.blocked.contains {
        $0.code == "nav_unknown" && $0.detail.contains("price of \(symbol)")
      }
      return isNamed ? nil : "\(symbol) is not named"
    }
  }

  /// Without news, what reads it is blind: whatever still adds would do so with news of any kind.
  @Test(arguments: Property.chunks)
  func aSilentFeedAddsNothingThatReadsIt(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var blind = one.scenario
      (blind.items, blind.acts) = ([], [])
      let evaluation = blind.evaluation
      let proposal = evaluation.propose(for: blind.account, journal: blind.journal)
      let reports = evaluation.header.rules + proposal.rules
      let undecided = reports.filter { report in
        report.state == .blind && report.member.map { blind.held($0) != 0 } ?? true
      }
      for change in proposal.changes where change.adds {
        for rule in change.rules where undecided.contains(where: { $0.key == rule }) {
          return "\(change.shown) by \(rule), which is blind"
        }
      }
      for report in undecided {
        let entries =
          proposal.blocked.filter { $0.subject == report.key }.map(\.detail)
          + proposal.reviews.filter { $0.subject == report.key }.map(\.detail)
        if entries.isEmpty || entries.contains("") { return "\(report.key) is not named" }
      }
      return nil
    }
  }
}

extension RuleReport {
  /// `rule`, or `rule[SYMBOL]`.
  fileprivate var key: String { member.map { "\(rule)[\($0)]" } ?? rule }
}
