import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

extension Meaning {
  /// What its proposal does to the account. Lots are `NVDA 2025-01-10 30 80`: opened, quantity, cost.
  func rebalance(
    lots: [String] = [],
    by method: LotMethod = .fifo,
    terms: TradingTerms = .unrestricted,
    purchases: [Purchase] = []
  ) throws -> Rebalance {
    let scenario = try scenario()
    return try evaluation(terms).rebalance(
      scenario.account,
      journal: scenario.journal,
      lots: try lots.map(Meaning.lot),
      by: method,
      purchases: purchases
    )
  }

  /// The run under terms.
  func evaluation(_ terms: TradingTerms = .unrestricted) throws -> Evaluation {
    let scenario = try scenario()
    return Evaluation(
      rulebook: scenario.rulebook,
      market: scenario.market,
      items: scenario.items,
      acts: scenario.acts,
      calendar: scenario.calendar,
      asOf: scenario.asOf,
      terms: terms
    )
  }

  /// What a proposal under terms orders.
  func orders(under terms: TradingTerms) throws -> [String] {
    try rebalance(terms: terms).proposal.orders
  }

  static func lot(_ line: String) throws -> HoldingsSet.LotRow {
    let words = line.split(separator: " ").map(String.init)
    return HoldingsSet.LotRow(
      account: "main",
      symbol: words[0],
      opened: try #require(CalendarDate(parsing: words[1])),
      quantity: try Quantity(parsing: words[2]),
      cost: try Price(parsing: words[3])
    )
  }
}

extension RealisedGains.Sale {
  /// `2025-01-10 30 cost 2400 proceeds 3000 left 0`, lot by lot.
  var shown: [String] {
    parts.map { part in
      let opened = part.opened?.description ?? "-"
      return "\(opened) \(part.quantity) cost \(part.cost?.description ?? "unknown") "
        + "proceeds \(part.proceeds?.description ?? "unknown") left \(part.left)"
    }
  }
}
