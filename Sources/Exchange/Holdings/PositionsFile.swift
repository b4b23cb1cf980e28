internal import Portfolio
internal import Quantities

/// `positions.csv`: a holding a row.
enum PositionsFile: HoldingsFile {
  static let name = "positions.csv"
  static let required = ["account", "symbol", "quantity"]
  static let optional: [String] = []

  static func value(
    of fields: inout RowFields,
    in context: HoldingsContext
  ) -> HoldingsSet.PositionRow? {
    let account = fields.account(in: context)
    let symbol = fields.symbol(in: context)
    let quantity = fields.decimal("quantity", as: Quantity.self, .notZero)
    guard let account, let symbol, let quantity else { return nil }
    return HoldingsSet.PositionRow(account: account, symbol: symbol, quantity: quantity)
  }

  static func fields(of value: HoldingsSet.PositionRow) -> [String: String] {
    [
      "account": SpreadsheetText.defused(value.account),
      "symbol": SpreadsheetText.defused(value.symbol),
      "quantity": value.quantity.description,
    ]
  }

  static func key(of value: HoldingsSet.PositionRow) -> String {
    "`\(value.symbol)` in account `\(value.account)`"
  }

  static func order(_ left: HoldingsSet.PositionRow, _ right: HoldingsSet.PositionRow) -> Bool {
    (left.account, left.symbol) < (right.account, right.symbol)
  }
}
