internal import GRDB
internal import Portfolio
internal import Quantities

/// An order of the file of which something is open, with what booking a fill needs.
struct OpenOrder {
  let row: OrderRow
  let run: Int64
  /// Nothing for a conversion.
  let instrument: Int64?
  /// Whether it buys or covers.
  let isBought: Bool
  /// In the units of now; of a conversion in the currency bought.
  let rest: Quantity
  /// As it was sent, in the units of now.
  let price: Price?
  /// What is expected for the whole order; nothing more once anything was filled.
  let fee: Amount
  let multiplier: Number
  let isFuture: Bool
  /// The currency that pays and is paid.
  let currency: Currency
  /// Of a conversion.
  let bought: Currency?
  let sold: Money?
  private let splits: [RecordedSplit]

  /// Nothing when the order is not open.
  init?(_ row: OrderRow, _ database: Database) throws {
    let found = try Row.fetchOne(
      database,
      sql: """
        SELECT c.run, c.instrument, c.action, c.quantity_e8, c.price_e8, c.fee_e4, c.currency,
          c.sold_currency, c.sold_e4, i.multiplier_e8, i.kind, i.currency, e.recorded
        FROM change AS c JOIN entry AS e ON e.id = c.run
        LEFT JOIN instrument AS i ON i.id = c.instrument
        WHERE c.account = ? AND c.id = ? AND c.state = 'sent'
          AND NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = c.run)
        """,
      arguments: [row.account, row.number]
    )
    guard let found else { return nil }
    self.row = row
    run = found[0] ?? 0
    let instrument: Int64? = found[1]
    self.instrument = instrument
    let action: String = found[2] ?? ""
    isBought = action == "buy" || action == "cover" || action == "convert"
    multiplier = Number(units: found[9] ?? Number.scale)
    isFuture = (found[10] ?? "") == "future"
    bought = action == "convert" ? Currency(found[6] ?? "") : nil
    let pays = Currency((action == "convert" ? found[7] : found[11]) ?? "")
    guard let pays else { return nil }
    currency = pays
    let sold: Int64? = found[8]
    self.sold = sold.map { Money(Amount(units: $0), pays) }
    let splits = try instrument.map { try RecordedSplit.all(of: $0, database) } ?? []
    self.splits = splits
    let recorded = Instant(secondsSinceEpoch: found[12] ?? 0)
    let (run, ordered) = (run, Quantity(units: found[3] ?? 0))
    let later = splits.filter { $0.isAfter(entry: run, recorded: recorded) }
    let filled = try OpenOrder.filled(row, splits, database)
    rest = try ordered.restated(for: later).subtracting(filled)
    fee = filled.isZero ? Amount(units: found[5] ?? 0) : .zero
    let price: Int64? = found[4]
    self.price = try price.map { try Price(units: $0).restated(for: later) }
  }

  /// A quantity of an earlier moment, in the units of now.
  func restated(_ quantity: Quantity, at moment: Instant) throws -> Quantity {
    try quantity.restated(for: splits.filter { $0.at > moment })
  }

  func restated(_ price: Price?, at moment: Instant) throws -> Price? {
    try price?.restated(for: splits.filter { $0.at > moment })
  }

  private static func filled(
    _ row: OrderRow,
    _ splits: [RecordedSplit],
    _ database: Database
  ) throws -> Quantity {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT f.at, f.quantity_e8 FROM fill AS f WHERE f.account = ? AND f.change = ?
          AND NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = f.entry)
        """,
      arguments: [row.account, row.number]
    )
    var sum = Quantity.zero
    for row in rows {
      let at = Instant(secondsSinceEpoch: row[0] ?? 0)
      let later = splits.filter { $0.at > at }
      sum = try sum.adding(try Quantity(units: row[1] ?? 0).restated(for: later))
    }
    return sum
  }
}
