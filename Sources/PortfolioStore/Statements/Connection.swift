internal import GRDB
internal import GRDBSQLite

/// SQLite's own handle of an open file, with the path that messages name.
///
/// Reading steps statements through this handle: no schema is looked up and no record is made by
/// reflection, so that a small file is read within a few milliseconds.
final class Connection {
  let handle: OpaquePointer
  let path: String
  private let isOwner: Bool
  private var functions = 0

  /// GRDB's connection, which GRDB closes.
  init(_ database: Database, path: String) throws {
    guard let handle = database.sqliteConnection else {
      throw PortfolioFileError.readingOrWritingFailed(path: path, detail: "the file was closed")
    }
    self.handle = handle
    self.path = path
    isOwner = false
  }

  /// A connection that is closed when the last statement and the last reader of it are gone.
  init(owning handle: OpaquePointer, path: String) {
    self.handle = handle
    self.path = path
    isOwner = true
  }

  deinit { if isOwner { sqlite3_close_v2(handle) } }

  /// A number that tells the functions of this connection apart.
  func nextFunction() -> Int {
    functions += 1
    return functions
  }

  /// Runs statements that give no rows.
  func run(_ sql: String) throws {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code: code) }
  }

  /// What went wrong last on this connection, as the user sees it.
  func failure(code: Int32) -> PortfolioFileError {
    PortfolioFileError(
      code: code,
      detail: String(cString: sqlite3_errmsg(handle)),
      path: path
    )
  }
}

extension PortfolioFileError {
  /// The failure that SQLite reports as `code` (primary or extended).
  init(code: Int32, detail: String, path: String) {
    if code == SQLITE_READONLY | (3 << 8) {  // SQLITE_READONLY_ROLLBACK
      self = .interruptedWrite(path: path)
      return
    }
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: self = .locked(path: path)
    case SQLITE_FULL: self = .diskFull(path: path, detail: "the disk is full")
    case SQLITE_IOERR where code == SQLITE_IOERR | (3 << 8):  // SQLITE_IOERR_WRITE
      self = .diskFull(
        path: path,
        detail: "the disk, or a limit on the size of files, took no more"
      )
    case SQLITE_NOTADB: self = .notADatabase(path: path)
    case SQLITE_CORRUPT, SQLITE_ERROR, SQLITE_SCHEMA, SQLITE_FORMAT, SQLITE_MISMATCH, SQLITE_TOOBIG,
      SQLITE_RANGE:
      self = .damaged(path: path, detail: detail)
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: self = .noPermission(path: path)
    default: self = .readingOrWritingFailed(path: path, detail: detail)
    }
  }
}
