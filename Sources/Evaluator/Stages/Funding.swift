import Portfolio
import Quantities

/// Which buys need the money of which sales and conversions.
struct Funding {
  let run: AccountRun
  /// Sells, covers and shorts.
  let sales: [Change]
  let conversions: [Change]

  /// Names for each buy the changes that must be executed before it.
  func link(_ buys: inout [Change]) throws(ArithmeticFailure) {
    var walk = CashWalk(run: run)
    let floor = try run.cashFloor().amount
    for index in buys.indices {
      guard
        let instrument = run.market.indexBySymbol[buys[index].symbol],
        let line = run.line(of: instrument)
      else { continue }
      let quantity = buys[index].quantity
      try walk.book(run.lines[line].terms, quantity)
      let currency = buys[index].currency
      var needs = conversions.filter { $0.symbol == currency.description }.map(\.symbol)
      let isShort = run.account.kind == .cash && walk.balance(of: currency)?.isNegative == true
      let total = try walk.total()
      if isShort || (total.map { $0.ratio < floor } ?? true) { needs += sales.map(\.symbol) }
      buys[index].dependsOn = Set(needs).sorted()
    }
  }
}
