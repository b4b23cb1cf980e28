internal import Evaluator
internal import Quantities

/// Every holding before and after.
enum HoldingsTable {
  static func write(_ rebalance: Rebalance, _ page: inout HTMLWriter) {
    if rebalance.holdings.isEmpty { return }
    let base = rebalance.proposal.baseCurrency
    page.section("Holdings", note: "What does not change is pale. Values in \(base).") { section in
      section.table(
        "Holdings",
        columns: [
          .text("Holding"), .number("Price"), .number("Quantity"), .number("after"),
          .number("Value"), .number("after"), .number("Weight"), .number("after"),
        ]
      ) { body in
        for holding in rebalance.holdings { row(holding, &body) }
      }
    }
  }

  private static func row(_ holding: RebalancedHolding, _ body: inout HTMLWriter) {
    let tone =
      !holding.isChanged
      ? "" : holding.after.quantity > holding.before.quantity ? "good" : "bad"
    body.line()
    body.element("tr", ["class": holding.isChanged ? "" : "same"]) { row in
      row.element("th", ["scope": "row"]) { cell in
        cell.text(holding.symbol)
        if !holding.name.isEmpty { cell.element("span", ["class": "name"], text: holding.name) }
      }
      let price = NumberText.price(holding.price)
      row.number(
        holding.price == nil
          ? price : "\(price) \(holding.currency)\(holding.isStale ? ", stale" : "")",
        holding.isStale || holding.price == nil ? "caution" : ""
      )
      row.number(NumberText.quantity(holding.before.quantity))
      row.number(NumberText.quantity(holding.after.quantity), tone)
      row.number(NumberText.money(holding.before.value))
      row.number(NumberText.money(holding.after.value), tone)
      row.number(NumberText.percent(holding.before.weight))
      row.number(NumberText.percent(holding.after.weight), tone)
    }
  }
}
