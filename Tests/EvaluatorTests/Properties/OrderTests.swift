import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// Invariant 5: the order of anything changes nothing, to the last word of the proposal.
@Suite struct OrderTests {
  // cites: order-1
  @Test(arguments: Property.chunks)
  func orderNeverMatters(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var random = SeededGenerator(seed: one.scenario.seed &+ 7)
      var other = one.scenario
      other.rulebook.rules.shuffle(using: &random)
      other.rulebook.limits.shuffle(using: &random)
      other.instruments.shuffle(using: &random)
      for index in other.instruments.indices {
        other.instruments[index].tags.shuffle(using: &random)
      }
      other.items.shuffle(using: &random)
      other.acts.shuffle(using: &random)
      other.account.positions.shuffle(using: &random)
      other.account.cash.shuffle(using: &random)
      other.journal.trades.shuffle(using: &random)
      return one.proposal.text == other.proposal.text ? nil : "another order, another proposal"
    }
  }

  @Test(arguments: Property.chunks)
  func splittingAHoldingIntoLotsGivesTheSameTrades(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var split = one.scenario
      split.account.positions = one.scenario.account.positions.flatMap { position in
        let part = Quantity(units: position.quantity.units / 3)
        let rest = Quantity(units: position.quantity.units - part.units)
        let cost = position.cost.flatMap { try? $0.subtracting(.one) }
        return [
          Position(instrument: position.instrument, quantity: part, cost: cost.map { _ in .one }),
          Position(instrument: position.instrument, quantity: rest, cost: cost),
        ]
      }
      return one.proposal.text == split.proposal.text ? nil : "many lots, another proposal"
    }
  }
}

extension AccountProposal {
  /// Everything it says. What is recorded of it has sets in it and is told by its parts.
  fileprivate var text: String {
    var words = self
    words.run = nil
    let orders = run?.orders.map { "\($0)" } ?? []
    let opened = run?.opened.map { "\($0.key) \($0.value)" }.sorted() ?? []
    return "\(words)\n\(orders)\n\(opened)"
  }
}
