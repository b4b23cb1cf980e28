internal import Evaluator
internal import Portfolio
internal import Quantities

/// Cash in order of execution, a table for each currency, and its lowest points.
enum CashSection {
  static func blocks(_ rebalance: Rebalance) -> [Block] {
    guard let cash = rebalance.cash else { return [] }
    var blocks: [Block] = []
    for currency in cash.currencies {
      blocks.append(.heading("Cash in \(currency), in order of execution"))
      blocks.append(.table(table(cash, currency)))
      let lowest = cash.lowest(of: currency)
      var text = StyledText("lowest \(NumberText.money(lowest.amount)) \(place(lowest, cash))")
      if cash.isCashAccount {
        text.append(lowest.amount.isNegative ? ", under zero" : ", never under zero", tone(lowest))
      }
      blocks.append(.item(text, level: 0))
    }
    blocks.append(.heading("Cash in all"))
    blocks.append(.item(total(cash, rebalance.proposal.baseCurrency), level: 0))
    return blocks
  }

  private static func table(_ cash: CashReport, _ currency: Currency) -> TextTable {
    let opening = cash.opening.first { $0.currency == currency }?.amount ?? .zero
    var rows = [
      [StyledText("opening", .faint), StyledText(), StyledText(), money(opening)]
    ]
    for step in cash.steps {
      for movement in step.movements where movement.currency == currency {
        rows.append([
          StyledText(step.sentence), money(movement.amount),
          StyledText(movement.fee.isZero ? "" : NumberText.money(movement.fee)),
          money(movement.balance),
        ])
      }
    }
    return TextTable(
      columns: [.text("order"), .number("cash"), .number("fee"), .number("balance")],
      rows: rows
    )
  }

  private static func total(_ cash: CashReport, _ base: Currency) -> StyledText {
    var text = StyledText("\(NumberText.money(cash.openingTotal))")
    if cash.openingTotal != cash.closingTotal {
      text.append(" → \(NumberText.money(cash.closingTotal))")
    }
    text.append(" \(base)")
    guard let lowest = cash.lowest else { return text }
    text.append(", lowest \(NumberText.money(lowest.amount)) \(place(lowest, cash))")
    let isUnder = lowest.amount.ratio < cash.floor
    text.append("; floor \(NumberText.money(cash.floor))")
    if let limit = cash.floorLimit { text.append(" (\(limit))") }
    if isUnder { text.append(", which it goes under", .bad) }
    return text
  }

  /// `after buy 20 NVDA`, or `at the start`.
  private static func place(_ lowest: CashReport.Lowest, _ cash: CashReport) -> String {
    guard let step = lowest.step, cash.steps.indices.contains(step) else { return "at the start" }
    return "after \(cash.steps[step].sentence)"
  }

  private static func tone(_ lowest: CashReport.Lowest) -> Tone {
    lowest.amount.isNegative ? .bad : .plain
  }

  private static func money(_ amount: Amount) -> StyledText {
    StyledText(NumberText.money(amount), amount.isNegative ? .bad : .plain)
  }
}

extension CashReport.Step {
  /// `buy 20 NVDA`.
  var sentence: String { "\(action.rawValue) \(NumberText.quantity(quantity)) \(symbol)" }
}
