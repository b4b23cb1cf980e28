import Portfolio
import Quantities

/// Which buys need the money of which sales and conversions.
struct Funding {
  let run: AccountRun
  let reductions: [Change]
  let conversions: [Change]

  /// Names for each increase the changes that must be executed before it.
  func link(_ increases: inout [Change]) throws(ArithmeticFailure) {
    var walk = CashWalk(run: run)
    let floor = try run.cashFloor().amount
    for index in increases.indices {
      guard
        let instrument = run.market.indexBySymbol[increases[index].symbol],
        let line = run.line(of: instrument)
      else { continue }
      let quantity = increases[index].quantity
      try walk.book(line, increases[index].action == .buy ? quantity : try quantity.negated())
      let currency = increases[index].currency
      var needs = conversions.filter { $0.symbol == currency.description }.map(\.symbol)
      let isShort = run.account.kind == .cash && walk.balances[currency]?.isNegative == true
      let total = try walk.total()
      if isShort || (total.map { $0.ratio < floor } ?? true) { needs += reductions.map(\.symbol) }
      increases[index].dependsOn = Set(needs).sorted()
    }
  }
}
