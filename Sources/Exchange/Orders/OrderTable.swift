internal import Portfolio
internal import Quantities

/// Orders as comma-separated values, one a line: quantities and prices exact, text defused, rules and
/// steps in one cell with blanks between.
enum OrderTable {
  static let columns = [
    "number", "account", "action", "symbol", "quantity", "price", "currency", "kind", "rules",
  ]

  static func bytes(of orders: [OrderLine]) -> [UInt8] {
    var text = columns.joined(separator: ",") + "\n"
    for (number, order) in orders.enumerated() {
      let cells = [
        String(number + 1), words(order.account), order.action.rawValue, words(order.symbol),
        order.quantity.description, order.price?.description ?? "", order.currency.description,
        order.kind?.rawValue ?? "", words(order.causes.joined(separator: " ")),
      ]
      text += cells.map(CommaSeparatedTable.cell).joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }

  private static func words(_ text: String) -> String {
    SpreadsheetText.defused(DisplayText.clean(text))
  }
}
