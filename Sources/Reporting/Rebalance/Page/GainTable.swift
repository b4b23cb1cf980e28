internal import Evaluator
internal import Portfolio
internal import Quantities

/// What sales realise, lot by lot.
enum GainTable {
  static func write(_ rebalance: Rebalance, _ page: inout HTMLWriter) {
    let gains = rebalance.gains
    if gains.sales.isEmpty { return }
    page.section("Realised gain", note: note(rebalance)) { section in
      let known = gains.sales.filter { !$0.parts.isEmpty }
      if !known.isEmpty { table(known, rebalance, &section) }
      let remarks =
        gains.sales.compactMap(\.unknownSentence) + repurchases(rebalance)
      if remarks.isEmpty { return }
      section.element("ul", ["class": "remarks"]) { list in
        for remark in remarks { list.element("li", text: remark) }
      }
    }
  }

  private static func note(_ rebalance: Rebalance) -> String {
    let gains = rebalance.gains
    let method =
      switch gains.method {
      case .fifo: "The oldest lots are sold first"
      case .lifo: "The youngest lots are sold first"
      case .hifo: "The lots that realise least are sold first"
      case .average: "Lots are sold at their average cost"
      }
    if gains.sales.allSatisfy({ $0.gainInBase == nil }) {
      return "\(method). What is realised is unknown."
    }
    let rest = gains.isIncomplete ? ", without what is unknown" : ""
    let base = rebalance.proposal.baseCurrency
    return "\(method). In all \(NumberText.money(gains.total)) \(base)\(rest), after fees."
  }

  private static func repurchases(_ rebalance: Rebalance) -> [String] {
    let warned = Set(rebalance.washSales.map(\.symbol))
    return rebalance.gains.sales.filter { !warned.contains($0.symbol) }
      .compactMap(\.repurchaseSentence)
  }

  private static func table(
    _ sales: [RealisedGains.Sale],
    _ rebalance: Rebalance,
    _ section: inout HTMLWriter
  ) {
    section.table(
      "Realised gain",
      columns: [
        .text("Order"), .text("Lot"), .number("Quantity"), .number("Cost"), .number("Proceeds"),
        .number("Gain"), .number("Left of lot"),
      ]
    ) { body in
      for sale in sales {
        for (number, part) in sale.parts.enumerated() {
          body.element("tr") { row in
            row.rowHeader(number == 0 ? "\(sale.action.rawValue.begun) \(sale.symbol)" : "")
            row.cell(part.openedText(gainsMethod: rebalance.gains.method), "day")
            row.number(NumberText.quantity(part.quantity))
            row.number(NumberText.money(part.cost))
            row.number(NumberText.money(part.proceeds))
            row.number(
              part.gain == nil
                ? NumberText.unknown : "\(NumberText.money(part.gain)) \(sale.currency)",
              part.gain.map { $0.isNegative ? "bad" : "good" } ?? "caution"
            )
            row.number(part.left.isZero ? "" : NumberText.quantity(part.left))
          }
        }
      }
    }
  }
}
