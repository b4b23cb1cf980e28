internal import GRDBSQLite
internal import Quantities

/// A small database with all that evaluating reads of a portfolio file besides news and journal, exactly as
/// it stood: accounts with what they hold, instruments, dates, and of prices and rates those that count.
///
/// An applied run keeps one, so that it can be worked out again whatever has changed since. Rows have the
/// numbers that they have in the portfolio file, so that its journal still fits them.
enum HoldingsImage {
  private static let wholeTables = [
    "portfolio", "account", "account_tag", "instrument", "tag", "position", "lot", "cash",
    "corporate_action", "calendar",
  ]

  /// - Parameters:
  ///   - asOf: the moment that is evaluated.
  ///   - moments: earlier ones whose prices are read as well.
  static func bytes(
    of path: String,
    asOf: Instant,
    moments: some Sequence<Instant>
  ) throws -> [UInt8] {
    let image = try memory(path: path)
    // Most files are small, and each table takes a page at least.
    try image.run("PRAGMA page_size = 512")
    let attach = try Statement(image, table: "source", keyColumns: 0, "ATTACH ?1 AS source")
    try attach.bind(path, at: 1)
    _ = try attach.step()
    try image.run("BEGIN")
    for table in wholeTables + ["price", "fx_rate"] { try make(table, in: image) }
    for table in wholeTables {
      let columns = try columns(of: table, in: image)
      try image.run("INSERT INTO main.\(table) (\(columns)) SELECT \(columns) FROM source.\(table)")
    }
    // The newest price tells whether the moment is past.
    let latest = Instant(secondsSinceEpoch: .max)
    for moment in Set(moments).union([asOf, latest]) {
      try copyPrices(latestAt: moment, into: image)
    }
    try copyRates(latestAt: asOf, into: image)
    try image.run("COMMIT")
    return try serialized(image)
  }

  /// - Parameter path: what messages name.
  static func open(_ bytes: [UInt8], path: String) throws -> Connection {
    let image = try memory(path: path)
    guard let copy = sqlite3_malloc64(UInt64(bytes.count)) else { throw memoryIsUsedUp(path) }
    copy.copyMemory(from: bytes, byteCount: bytes.count)
    let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
    let code = sqlite3_deserialize(
      image.handle,
      "main",
      copy.assumingMemoryBound(to: UInt8.self),
      Int64(bytes.count),
      Int64(bytes.count),
      flags
    )
    guard code == SQLITE_OK else { throw image.failure(code: code) }
    return image
  }

  private static func memory(path: String) throws -> Connection {
    var handle: OpaquePointer?
    // Not SQLITE_OPEN_MEMORY: what is attached would be in memory as well.
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(":memory:", &handle, flags, nil)
    guard let handle else { throw memoryIsUsedUp(path) }
    let connection = Connection(owning: handle, path: path)
    guard code == SQLITE_OK else { throw connection.failure(code: code) }
    sqlite3_extended_result_codes(handle, 1)
    return connection
  }

  private static func serialized(_ image: Connection) throws -> [UInt8] {
    var count: Int64 = 0
    guard let start = sqlite3_serialize(image.handle, "main", &count, 0) else {
      throw memoryIsUsedUp(image.path)
    }
    defer { sqlite3_free(start) }
    return Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }

  private static func memoryIsUsedUp(_ path: String) -> PortfolioFileError {
    .readingOrWritingFailed(path: path, detail: "memory is used up")
  }

  // MARK: Tables

  private static func make(_ table: String, in image: Connection) throws {
    let rows = try Statement(
      image,
      table: "sqlite_master",
      keyColumns: 1,
      "SELECT name, sql FROM source.sqlite_master WHERE type = 'table' AND name = '\(table)'"
    )
    guard try rows.step() else { throw rows.badRow("there is no table `\(table)`") }
    try image.run(try rows.text(1))
  }

  /// Those that are stored, not computed from others.
  private static func columns(of table: String, in image: Connection) throws -> String {
    let rows = try Statement(
      image,
      table: table,
      keyColumns: 1,
      "SELECT name FROM pragma_table_xinfo('\(table)', 'main') WHERE hidden = 0 ORDER BY cid"
    )
    var names: [String] = []
    while try rows.step() { names.append(try rows.text(0)) }
    return names.joined(separator: ", ")
  }

  private static func copyPrices(latestAt moment: Instant, into image: Connection) throws {
    let columns = try columns(of: "price", in: image)
    let insert = try Statement(
      image,
      table: "price",
      keyColumns: 0,
      """
      INSERT OR IGNORE INTO main.price (\(columns)) SELECT \(qualified(columns))
      FROM source.instrument AS i CROSS JOIN source.price AS p
      ON p.instrument = i.id AND (p.at, p.available) =
        (SELECT q.at, q.available FROM source.price AS q WHERE q.instrument = i.id
         AND q.available <= ?1 ORDER BY q.at DESC, q.available DESC LIMIT 1)
      """
    )
    try insert.bind(moment.secondsSinceEpoch, at: 1)
    _ = try insert.step()
  }

  private static func copyRates(latestAt moment: Instant, into image: Connection) throws {
    let columns = try columns(of: "fx_rate", in: image)
    let insert = try Statement(
      image,
      table: "fx_rate",
      keyColumns: 0,
      """
      INSERT INTO main.fx_rate (\(columns)) SELECT \(qualified(columns))
      FROM (SELECT DISTINCT currency FROM source.fx_rate) AS c CROSS JOIN source.fx_rate AS p
      ON p.currency = c.currency AND (p.at, p.available) =
        (SELECT q.at, q.available FROM source.fx_rate AS q WHERE q.currency = c.currency
         AND q.available <= ?1 ORDER BY q.at DESC, q.available DESC LIMIT 1)
      """
    )
    try insert.bind(moment.secondsSinceEpoch, at: 1)
    _ = try insert.step()
  }

  private static func qualified(_ columns: String) -> String {
    columns.split(separator: ",").map { "p.\($0.drop { $0 == " " })" }.joined(separator: ", ")
  }
}
