public import Portfolio
internal import Quantities

/// A broker's executions as comma-separated text: one a row.
///
/// Columns: `symbol,side,quantity,price,at`, and if wanted `fee,order,account,reference`. A row that is
/// wrong is named with file, line and column, and costs no other row.
public enum FillsFile {
  /// What was read of a file.
  public struct Reading: Sendable {
    public var fills: [FillRow]
    public var problems: [HoldingsProblem]
  }

  static let required = ["symbol", "side", "quantity", "price", "at"]
  static let optional = ["fee", "order", "account", "reference"]

  /// - Parameter name: as the user calls the file.
  public static func read(_ bytes: [UInt8], name: String) -> Reading {
    var table = CommaSeparatedTable(file: name, required: required, optional: optional)
    let rows = table.rows(of: bytes) ?? []
    var reading = Reading(fills: [], problems: table.problems)
    for row in rows {
      var fields = row
      let fill = fill(of: &fields)
      reading.problems += fields.problems
      if fields.problems.isEmpty, let fill { reading.fills.append(fill) }
    }
    return reading
  }

  private static func fill(of fields: inout RowFields) -> FillRow? {
    let symbol = fields.name("symbol", upTo: 40)
    let side = side(of: &fields)
    let quantity = fields.decimal("quantity", as: Quantity.self, .aboveZero)
    let price = fields.decimal("price", as: Price.self, .aboveZero)
    let fee = fields.optionalDecimal("fee", as: Amount.self, .any)
    let at = fields.moment("at")
    let order = order(of: &fields)
    guard let symbol, let side, let quantity, let price, let fee, let at, let order else {
      return nil
    }
    return FillRow(
      row: fields.line,
      order: order,
      account: fields.words("account"),
      symbol: symbol,
      side: side,
      quantity: quantity,
      price: price,
      fee: fee ?? .zero,
      at: at,
      reference: fields.words("reference")
    )
  }

  /// `buy` or `sell`, in any case; covers are bought, and shorts sold.
  private static func side(of fields: inout RowFields) -> FillRow.Side? {
    guard let text = fields.required("side") else { return nil }
    switch text.lowercased() {
    case "buy", "cover", "convert": return .buy
    case "sell", "short": return .sell
    default:
      fields.refuse(
        "side",
        "`\(DisplayText.clean(text, limit: 40))` is no side",
        help: "write `buy` or `sell`"
      )
      return nil
    }
  }

  /// `.some(nil)` when the row names none.
  private static func order(of fields: inout RowFields) -> Int64?? {
    guard let text = fields.text("order") else { return .some(nil) }
    if let number = Int64(text), number > 0 { return .some(number) }
    fields.refuse(
      "order",
      "`\(DisplayText.clean(text, limit: 40))` is no number of an order",
      help: "write the number that `tranche journal` shows, or leave it empty"
    )
    return nil
  }
}
