internal import Portfolio
internal import Quantities

/// `lots.csv`: a lot of a holding a row; the lots of a holding sum to it.
enum LotsFile: HoldingsFile {
  static let name = "lots.csv"
  static let required = ["account", "symbol", "opened", "quantity", "cost"]
  static let optional: [String] = []

  static func value(
    of fields: inout RowFields,
    in context: HoldingsContext
  ) -> Located<HoldingsSet.LotRow>? {
    let account = fields.account(in: context)
    let symbol = fields.symbol(in: context)
    let opened = fields.date("opened")
    let quantity = fields.decimal("quantity", as: Quantity.self, .notZero)
    let cost = fields.decimal("cost", as: Price.self, .notNegative)
    guard let account, let symbol, let opened, let quantity, let cost else { return nil }
    return Located(
      line: fields.line,
      value: HoldingsSet.LotRow(
        account: account,
        symbol: symbol,
        opened: opened,
        quantity: quantity,
        cost: cost
      )
    )
  }

  static func fields(of value: Located<HoldingsSet.LotRow>) -> [String: String] {
    [
      "account": SpreadsheetText.defused(value.value.account),
      "symbol": SpreadsheetText.defused(value.value.symbol),
      "opened": value.value.opened.description,
      "quantity": value.value.quantity.description,
      "cost": value.value.cost.description,
    ]
  }

  /// Two lots of one day and one price are two lots: a row is its own key.
  static func key(of value: Located<HoldingsSet.LotRow>) -> String { "lot \(value.line)" }

  static func order(
    _ left: Located<HoldingsSet.LotRow>,
    _ right: Located<HoldingsSet.LotRow>
  ) -> Bool {
    let (first, second) = (left.value, right.value)
    if first.account != second.account { return first.account < second.account }
    if first.symbol != second.symbol { return first.symbol < second.symbol }
    return (first.opened, first.cost, first.quantity)
      < (second.opened, second.cost, second.quantity)
  }
}

extension HoldingsContext {
  /// The lots of holdings whose lots sum to them; each other holding's lots are one problem.
  /// Without `positions.csv` the portfolio file itself compares them.
  mutating func lotsThatSum(
    _ rows: [Located<HoldingsSet.LotRow>],
    positions: [HoldingsSet.PositionRow]?
  ) -> [HoldingsSet.LotRow] {
    guard let positions else { return rows.map(\.value) }
    var held: [[String]: Quantity] = [:]
    for position in positions { held[[position.account, position.symbol]] = position.quantity }
    var kept: [HoldingsSet.LotRow] = []
    let groups = Dictionary(grouping: rows) { [$0.value.account, $0.value.symbol] }
    for (key, lots) in groups {
      let wide = lots.reduce(Int128(0)) { $0 + Int128($1.value.quantity.units) }
      if let quantity = held[key], Int128(quantity.units) == wide {
        kept += lots.map(\.value)
        continue
      }
      let line = lots.map(\.line).min()
      let (account, symbol) = (key.first ?? "", key.last ?? "")
      let sum = Int64(exactly: wide).map { Quantity(units: $0).description } ?? "more than fits"
      let message =
        held[key].map {
          "the lots of `\(symbol)` in `\(account)` sum to \(sum), the holding is \($0)"
        }
        ?? "there is no holding of `\(symbol)` in `\(account)`"
      problems.append(HoldingsProblem(file: LotsFile.name, row: line, message: message))
    }
    return kept.sorted {
      LotsFile.order(Located(line: 0, value: $0), Located(line: 0, value: $1))
    }
  }
}
