internal import Evaluator
internal import Portfolio
internal import Quantities

/// Cash in order of execution: total cash drawn against its floor, then a table for each currency.
enum CashCharts {
  static func write(_ rebalance: Rebalance, _ page: inout HTMLWriter) {
    guard let cash = rebalance.cash else { return }
    let base = rebalance.proposal.baseCurrency
    page.section("Cash, order by order", note: note(cash, base)) { section in
      if !cash.steps.isEmpty { drawn(cash, base, &section) }
      for currency in cash.currencies { table(cash, currency, &section) }
    }
  }

  private static func note(_ cash: CashReport, _ base: Currency) -> String {
    guard let lowest = cash.lowest else { return "Total cash is unknown: a rate is missing." }
    let place = lowest.step.flatMap { step in
      cash.steps.indices.contains(step) ? "after \(cash.steps[step].sentence)" : nil
    }
    let floor = cash.floorLimit.map { "the floor that \($0) sets" } ?? "the floor"
    return
      "Lowest \(NumberText.money(lowest.amount)) \(base), \(place ?? "at the start"); \(floor) is "
      + "\(NumberText.money(cash.floor)) \(base)."
  }

  /// Total cash after each order.
  private static func drawn(_ cash: CashReport, _ base: Currency, _ section: inout HTMLWriter) {
    let points = [("Opening", cash.openingTotal)] + cash.steps.map { ($0.sentence.begun, $0.total) }
    let highest = points.compactMap { $0.1?.ratio }.max() ?? .one
    let graphic = BarGraphic(
      holding: points.map { $0.1?.ratio } + [cash.floor],
      atLeast: highest > .zero ? highest : .one
    )
    section.element("table", ["class": "chart wide"]) { table in
      table.element("caption", text: "Total cash in \(base), and its floor")
      table.columns(["name", "drawn", "n"])
      table.element("thead", ["class": "hidden"]) { head in
        head.element("tr") { row in
          for name in ["after", "drawn", "total cash"] {
            row.element("th", ["scope": "col"], text: name)
          }
        }
      }
      table.element("tbody") { body in
        for (name, total) in points {
          body.element("tr") { row in
            row.rowHeader(name)
            row.element("td", ["class": "drawn"]) { cell in
              graphic.bars(
                &cell,
                title: "\(name): \(NumberText.money(total)) \(base)",
                before: [],
                after: [total?.ratio].compactMap { $0 },
                mark: cash.floor.isZero ? nil : cash.floor
              )
            }
            row.number(NumberText.money(total), total?.isNegative == true ? "bad" : "")
          }
        }
      }
    }
  }

  private static func table(
    _ cash: CashReport,
    _ currency: Currency,
    _ section: inout HTMLWriter
  ) {
    let opening = cash.opening.first { $0.currency == currency }?.amount ?? .zero
    section.element("h4", text: "In \(currency)")
    section.table(
      "Cash in \(currency)",
      columns: [.text("Order"), .number("Cash"), .number("Fee"), .number("Balance")]
    ) { body in
      row("Opening", nil, nil, opening, &body)
      for step in cash.steps {
        for movement in step.movements where movement.currency == currency {
          row(step.sentence.begun, movement.amount, movement.fee, movement.balance, &body)
        }
      }
    }
  }

  private static func row(
    _ name: String,
    _ amount: Amount?,
    _ fee: Amount?,
    _ balance: Amount,
    _ body: inout HTMLWriter
  ) {
    body.element("tr") { row in
      row.rowHeader(name)
      row.number(amount.map { NumberText.money($0) } ?? "")
      row.number(fee.map { $0.isZero ? "" : NumberText.money($0) } ?? "")
      row.number(NumberText.money(balance), balance.isNegative ? "bad" : "")
    }
  }
}
