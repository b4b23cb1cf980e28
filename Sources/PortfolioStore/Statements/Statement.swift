internal import GRDBSQLite
internal import Portfolio
internal import Quantities

/// A prepared statement, stepped row by row through SQLite's own handle.
///
/// Every value is checked for its type and range as it is read: a file whose bytes were scrambled
/// gives an error that names the table and the row. The first `keyColumns` columns name a row.
final class Statement {
  private let handle: OpaquePointer
  private let connection: Connection
  let table: String
  private let keyColumns: Int32

  init(_ connection: Connection, table: String, keyColumns: Int32, _ sql: String) throws {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v2(connection.handle, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw connection.failure(code: code) }
    handle = prepared
    self.connection = connection
    self.table = table
    self.keyColumns = keyColumns
  }

  deinit { sqlite3_finalize(handle) }

  /// Goes to the next row; false after the last one.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    throw connection.failure(code: code)
  }

  /// Goes back before the first row and keeps what was bound.
  func reset() { sqlite3_reset(handle) }

  func bind(_ value: Int64, at index: Int32) throws {
    let code = sqlite3_bind_int64(handle, index, value)
    guard code == SQLITE_OK else { throw connection.failure(code: code) }
  }

  /// Binds a number, or nothing.
  func bind(_ value: Int64?, at index: Int32) throws {
    guard let value else { return try bindNothing(at: index) }
    try bind(value, at: index)
  }

  /// Binds a text, or nothing.
  func bind(_ value: String?, at index: Int32) throws {
    guard let value else { return try bindNothing(at: index) }
    try bind(value, at: index)
  }

  private func bindNothing(at index: Int32) throws {
    let code = sqlite3_bind_null(handle, index)
    guard code == SQLITE_OK else { throw connection.failure(code: code) }
  }

  func bind(_ value: String, at index: Int32) throws {
    // SQLite copies the text (SQLITE_TRANSIENT is the pointer −1).
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let count = Int32(clamping: value.utf8.count)
    let code = sqlite3_bind_text(handle, index, value, count, transient)
    guard code == SQLITE_OK else { throw connection.failure(code: code) }
  }

  /// An error that names the row at hand.
  func badRow(_ problem: String) -> PortfolioFileError {
    var names: [String] = []
    for column in 0..<keyColumns {
      let value = sqlite3_column_text(handle, column).map { String(cString: $0) } ?? "NULL"
      names.append("\(name(of: column)) \(cleaned(value))")
    }
    let row = names.isEmpty ? "1" : names.joined(separator: ", ")
    return .badRow(path: connection.path, table: table, row: row, problem: problem)
  }

  private func name(of column: Int32) -> String {
    sqlite3_column_name(handle, column).map { String(cString: $0) } ?? "column \(column)"
  }

  /// A value as it may stand in a message: scrambled bytes must not reach a terminal.
  private func cleaned(_ value: String) -> String {
    let shown = value.unicodeScalars.prefix(60).map { scalar in
      scalar.value < 32 || (127..<160).contains(scalar.value) ? "?" : String(scalar)
    }
    return "`\(shown.joined())`"
  }
}

// MARK: - Values

extension Statement {
  /// The value of a column: to ask it for its type and then its content costs half as much as to ask the
  /// statement twice. SQLite wants one thread at a time for it, and each thread has its own connection.
  @inline(__always)
  private func value(_ column: Int32) -> OpaquePointer? { sqlite3_column_value(handle, column) }

  @inline(__always)
  func isNull(_ column: Int32) -> Bool { sqlite3_value_type(value(column)) == SQLITE_NULL }

  @inline(__always)
  func integer(_ column: Int32) throws -> Int64 { try integer(value(column), column) }

  @inline(__always)
  private func integer(_ value: OpaquePointer?, _ column: Int32) throws -> Int64 {
    guard sqlite3_value_type(value) == SQLITE_INTEGER else {
      throw badRow("`\(name(of: column))` is not a whole number")
    }
    return sqlite3_value_int64(value)
  }

  func integer(_ column: Int32, in range: ClosedRange<Int64>) throws -> Int64 {
    try integer(value(column), column, in: range)
  }

  private func integer(
    _ value: OpaquePointer?,
    _ column: Int32,
    in range: ClosedRange<Int64>
  ) throws -> Int64 {
    let value = try integer(value, column)
    guard range.contains(value) else {
      throw badRow(
        "`\(name(of: column))` is \(value), outside \(range.lowerBound) to "
          + "\(range.upperBound)"
      )
    }
    return value
  }

  func optionalInteger(_ column: Int32, in range: ClosedRange<Int64>) throws -> Int64? {
    let value = value(column)
    return sqlite3_value_type(value) == SQLITE_NULL ? nil : try integer(value, column, in: range)
  }

  func flag(_ column: Int32) throws -> Bool { try integer(column, in: 0...1) == 1 }

  func text(_ column: Int32) throws -> String { try text(value(column), column) }

  private func text(_ value: OpaquePointer?, _ column: Int32) throws -> String {
    let bytes = try bytes(ofText: value, column)
    if bytes.isEmpty { return "" }
    // Text ends with a zero in SQLite's memory, and this looks at several bytes at a time.
    if let start = UnsafeRawPointer(bytes.baseAddress),
      let text = String(validatingCString: start.assumingMemoryBound(to: CChar.self)),
      text.utf8.count == bytes.count
    {
      return text
    }
    // There may be a zero inside.
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw badRow("`\(name(of: column))` is not UTF-8 text")
    }
    return text
  }

  /// The bytes of a text, where SQLite has them until the next step.
  @inline(__always)
  private func bytes(
    ofText value: OpaquePointer?,
    _ column: Int32
  ) throws -> UnsafeBufferPointer<UInt8> {
    guard sqlite3_value_type(value) == SQLITE_TEXT, let start = sqlite3_value_text(value) else {
      throw badRow("`\(name(of: column))` is not text")
    }
    return UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
  }

  /// A value of any type as text: another program's columns hold numbers as it likes. A real number has the
  /// 15 decimal digits that binary floating point keeps; a blob and what is not UTF-8 are nothing.
  func spelled(_ column: Int32) -> String? {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: return String(sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: return DecimalDigits.spelled(sqlite3_column_double(handle, column))
    case SQLITE_TEXT: return try? text(column)
    default: return nil
    }
  }

  /// A blob; nothing in it reads as none.
  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  func optionalText(_ column: Int32) throws -> String? {
    let value = value(column)
    return sqlite3_value_type(value) == SQLITE_NULL ? nil : try text(value, column)
  }

  func currency(_ column: Int32) throws -> Currency {
    let bytes = try bytes(ofText: value(column), column)
    if let currency = Currency(utf8: bytes) { return currency }
    _ = try text(column)
    throw badRow("`\(name(of: column))` is not a currency code")
  }

  /// An instant of the years 1 to 9999.
  func instant(_ column: Int32) throws -> Instant {
    Instant(secondsSinceEpoch: try integer(column, in: Instant.storable))
  }

  func optionalInstant(_ column: Int32) throws -> Instant? {
    try optionalInteger(column, in: Instant.storable).map { Instant(secondsSinceEpoch: $0) }
  }

  func value<Value: RawRepresentable & CaseIterable>(
    _ column: Int32,
    as type: Value.Type
  ) throws -> Value where Value.RawValue == String {
    let bytes = try bytes(ofText: value(column), column)
    for known in Value.allCases where known.rawValue.consists(of: bytes) { return known }
    _ = try text(column)
    throw badRow("`\(name(of: column))` is not a known word")
  }
}

extension Instant {
  /// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z, in seconds since 1970.
  static let storable: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
}
