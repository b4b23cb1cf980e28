internal import Portfolio
internal import Quantities

/// `cash.csv`: a balance in one currency a row.
enum CashFile: HoldingsFile {
  static let name = "cash.csv"
  static let required = ["account", "currency", "amount"]
  static let optional: [String] = []

  static func value(
    of fields: inout RowFields,
    in context: HoldingsContext
  ) -> HoldingsSet.CashRow? {
    let account = fields.account(in: context)
    let currency = fields.currency("currency")
    let amount = fields.decimal("amount", as: Amount.self, .any)
    guard let account, let currency, let amount else { return nil }
    return HoldingsSet.CashRow(account: account, money: Money(amount, currency))
  }

  static func fields(of value: HoldingsSet.CashRow) -> [String: String] {
    [
      "account": SpreadsheetText.defused(value.account),
      "currency": value.money.currency.description,
      "amount": value.money.amount.description,
    ]
  }

  static func key(of value: HoldingsSet.CashRow) -> String {
    "\(value.money.currency) in account `\(value.account)`"
  }

  static func order(_ left: HoldingsSet.CashRow, _ right: HoldingsSet.CashRow) -> Bool {
    left.account != right.account
      ? left.account < right.account : left.money.currency < right.money.currency
  }
}
