internal import GRDB

extension PortfolioFile {
  /// Takes the instrument called `symbol` out of the file at `path`, with its tags, prices, events and
  /// corporate actions, in one transaction.
  ///
  /// - Returns: false when there is no such instrument.
  /// - Throws: `.refusedRow` when an account holds it or the journal speaks of it; the file is then as it
  ///   was.
  public static func removeInstrument(_ symbol: String, from path: String) throws -> Bool {
    try WriteTransaction.run(on: path) { database, _ in try remove(symbol, database, path) }
  }

  private static func remove(_ symbol: String, _ database: Database, _ path: String) throws -> Bool
  {
    let found = try Int64.fetchOne(
      database,
      sql: "SELECT id FROM instrument WHERE symbol = ?",
      arguments: [symbol]
    )
    guard let id = found else { return false }
    for table in ["tag", "price", "calendar", "corporate_action"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE instrument = ?", arguments: [id])
    }
    do {
      try database.execute(sql: "DELETE FROM instrument WHERE id = ?", arguments: [id])
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw PortfolioFileError.refusedRow(
        path: path,
        table: "instrument",
        row: symbol,
        problem: "an account holds it, or the journal speaks of it"
      )
    }
    return true
  }
}
