internal import GRDB
internal import GRDBSQLite
internal import SQLiteSettings

/// Opens a database file and tells apart the reasons why that can fail.
///
/// Reading uses SQLite's own handle: GRDB's queue, authorizer and observation serve writers, and
/// would take longer than reading a small file.
enum Opening {
  /// How long a lock of another process is waited for, in seconds: long enough for what others write, and
  /// for what reads while they want to.
  @TaskLocal static var patience = usualPatience
  static let usualPatience = 5.0

  /// What every connection is told first: the schema of a file from elsewhere is not trusted, and
  /// damaged pages are found early.
  private static let caution = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON"

  /// Before SQLite is first used: else each piece of memory that it takes or gives back is counted under a
  /// lock that all threads share.
  private static let withoutCounts: Void = { _ = tranche_count_no_memory() }()

  /// A connection that sees one state of the file until it is closed. What a writer that was killed left
  /// half written is taken back first.
  static func reading(_ path: String) throws -> Connection {
    do {
      return try connect(readingFrom: path)
    } catch let error as PortfolioFileError where error == .interruptedWrite(path: path) {
      guard restore(path) else { throw error }
      return try connect(readingFrom: path)
    }
  }

  /// Lets SQLite put back what the journal beside the file says, as every writer would.
  ///
  /// - Returns: false when this user may not write the file, or it stays as it is for another reason.
  private static func restore(_ path: String) -> Bool {
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    guard let handle else { return false }
    let connection = Connection(owning: handle, path: path)
    sqlite3_busy_timeout(handle, Int32(patience * 1000))
    return code == SQLITE_OK && (try? connection.run("SELECT 1 FROM sqlite_master LIMIT 1")) != nil
  }

  private static func connect(readingFrom path: String) throws -> Connection {
    try FileStatus.requireFile(path)
    withoutCounts
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard let handle else {
      throw PortfolioFileError.readingOrWritingFailed(path: path, detail: "memory is used up")
    }
    let connection = Connection(owning: handle, path: path)
    guard code == SQLITE_OK else { throw failure(of: connection, code: code) }
    try prepare(connection)
    return connection
  }

  private static func prepare(_ connection: Connection) throws {
    sqlite3_extended_result_codes(connection.handle, 1)
    sqlite3_busy_timeout(connection.handle, Int32(patience * 1000))
    _disableDoubleQuotedStringLiterals(connection.handle)
    try FileHeader(connection).check(path: connection.path)
    // Tables are read from one end to the other, and few pages are wanted again.
    try connection.run(caution + "; PRAGMA cache_size = 100; BEGIN")
    // The first read takes the lock and parses the schema: what is wrong with them is told now.
    let code = sqlite3_exec(connection.handle, "SELECT 1 FROM sqlite_master LIMIT 1", nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(of: connection, code: code) }
  }

  /// GRDB's connection to a portfolio file that is to be changed.
  static func writing(_ path: String) throws -> DatabaseQueue {
    try FileStatus.requireFile(path)
    return try connect(to: path, isNew: false)
  }

  /// GRDB's connection to the empty file that was just made at `path`.
  static func writingNew(_ path: String) throws -> DatabaseQueue {
    try connect(to: path, isNew: true)
  }

  private static func connect(to path: String, isNew: Bool) throws -> DatabaseQueue {
    withoutCounts
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { database in
      let connection = try Connection(database, path: path)
      if !isNew { try FileHeader(connection).check(path: path) }
      try connection.run(caution)
    }
    do {
      return try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as DatabaseError {
      throw failure(of: error, path: path)
    }
  }

  static func failure(of error: DatabaseError, path: String) -> PortfolioFileError {
    if error.resultCode == .SQLITE_CANTOPEN { return FileStatus.openFailure(path) }
    return PortfolioFileError(
      code: error.extendedResultCode.rawValue,
      detail: error.message ?? "error \(error.extendedResultCode.rawValue)",
      path: path
    )
  }

  private static func failure(of connection: Connection, code: Int32) -> PortfolioFileError {
    if code & 0xFF == SQLITE_CANTOPEN { return FileStatus.openFailure(connection.path) }
    return connection.failure(code: code)
  }
}
