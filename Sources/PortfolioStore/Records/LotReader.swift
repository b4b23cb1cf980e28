internal import Portfolio
internal import Quantities

/// Reads the lots of one account.
enum LotReader {
  static func lots(_ connection: Connection, account: String) throws -> [HoldingsSet.LotRow] {
    let rows = try Statement(
      connection,
      table: "lot",
      keyColumns: 2,
      """
      SELECT i.symbol, l.number, l.opened, l.quantity_e8, l.cost_e8
      FROM account AS a JOIN lot AS l ON l.account = a.id JOIN instrument AS i ON i.id = l.instrument
      WHERE a.name = ?1 ORDER BY i.symbol, l.number
      """
    )
    try rows.bind(account, at: 1)
    var lots: [HoldingsSet.LotRow] = []
    while try rows.step() {
      let quantity = Quantity(units: try rows.integer(3))
      guard !quantity.isZero else { throw rows.badRow("`quantity_e8` is 0") }
      lots.append(
        HoldingsSet.LotRow(
          account: account,
          symbol: try rows.text(0),
          opened: try rows.instant(2).date,
          quantity: quantity,
          cost: Price(units: try rows.integer(4, in: 0...Int64.max))
        )
      )
    }
    return lots
  }
}
