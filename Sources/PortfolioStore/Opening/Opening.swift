internal import GRDB
internal import GRDBSQLite

/// Opens a database file through GRDB and tells apart the reasons why that can fail.
enum Opening {
  /// How long a lock of another process is waited for, in seconds.
  static let patience = 0.5

  static func queue(at path: String, isReadOnly: Bool) throws -> DatabaseQueue {
    try FileStatus.requireFile(path)
    return try connect(to: path, isReadOnly: isReadOnly, isNew: false)
  }

  /// A connection to the empty file that was just made at `path`.
  static func newQueue(at path: String) throws -> DatabaseQueue {
    try connect(to: path, isReadOnly: false, isNew: true)
  }

  private static func connect(
    to path: String,
    isReadOnly: Bool,
    isNew: Bool
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.foreignKeysEnabled = !isReadOnly
    configuration.busyMode = .timeout(patience)
    // The reading transaction stays open for the life of the connection.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      let connection = try Connection(database, path: path)
      if !isNew { try FileHeader(connection).check(path: path) }
      // The schema of a file from elsewhere is not trusted, and damaged pages are found early.
      try connection.run("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
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
}
