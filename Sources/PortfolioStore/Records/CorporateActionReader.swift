internal import Portfolio
internal import Quantities

/// Reads the splits and symbol changes that the file's holdings went through.
///
/// Holdings are those of now, whatever moment is asked about. A split counts when its moment has come,
/// or when a price was made since: what is entered ahead of its day does not count yet.
enum CorporateActionReader {
  static func actions(_ connection: Connection, asOf: Instant) throws -> [CorporateAction] {
    let rows = try Statement(
      connection,
      table: "corporate_action",
      keyColumns: 1,
      """
      SELECT c.id, i.symbol, c.at, c.kind, c.units_after, c.units_before, c.former_symbol
      FROM corporate_action AS c JOIN instrument AS i ON i.id = c.instrument
      WHERE c.at <= ?1
        OR EXISTS (SELECT 1 FROM price AS p WHERE p.instrument = c.instrument AND p.at >= c.at)
      ORDER BY c.at, i.symbol, c.kind
      """
    )
    try rows.bind(asOf.secondsSinceEpoch, at: 1)
    var actions: [CorporateAction] = []
    while try rows.step() {
      actions.append(
        CorporateAction(symbol: try rows.text(1), at: try rows.instant(2), kind: try kind(rows))
      )
    }
    return actions
  }

  private static func kind(_ row: Statement) throws -> CorporateAction.Kind {
    switch try row.text(3) {
    case "split":
      let units = Int64(1)...1_000_000
      return .split(
        unitsAfter: try row.integer(4, in: units),
        unitsBefore: try row.integer(5, in: units)
      )
    case "symbol_change": return .symbolChange(formerSymbol: try row.text(6))
    default: throw row.badRow("`kind` is not a known word")
    }
  }
}
