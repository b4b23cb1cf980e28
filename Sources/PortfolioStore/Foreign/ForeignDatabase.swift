internal import Foundation
internal import GRDBSQLite
public import Portfolio

/// A SQLite database of another program, opened for reading only: its bytes stay, and nothing is left beside
/// it.
///
/// A database that keeps its latest changes in a `-wal` file is read as a copy of both, since SQLite would make
/// files beside it. Only plain tables are read: a view or a virtual table can hold a program of its own.
public final class ForeignDatabase {
  /// Why a database can't be read, in the user's words.
  public struct Failure: Error, Equatable, Sendable {
    public var message: String
    public var help: String
  }

  /// No book is larger, and a damaged or hostile one must not fill the memory.
  static let mostRows = 5_000_000
  private static let longestValue: Int32 = 16 * 1024 * 1024

  private let connection: Connection
  private let path: String
  private let copy: DatabaseCopy?
  /// The names of its plain tables.
  public let tableNames: Set<String>

  /// Whether bytes are the beginning of a SQLite database.
  public static func recognises(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "SQLite format 3\0".utf8)
  }

  public init(at path: String) throws(Failure) {
    self.path = path
    let journal = path + "-journal"
    if FileStatus.size(journal) > 0 {
      throw Failure(
        message: "`\(path)` was being written when its program was interrupted: `\(journal)` holds "
          + "what must be undone first",
        help: "open it in its program once, and close it"
      )
    }
    copy = try DatabaseCopy.isLogged(path) ? DatabaseCopy(of: path) : nil
    do {
      connection = try Self.connect(copy?.path ?? path, called: path)
      tableNames = try Self.names(connection)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Self.failure(of: error, path)
    }
  }

  private static func connect(_ path: String, called name: String) throws -> Connection {
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard let handle else { throw Failure(message: "memory is used up", help: "") }
    let connection = Connection(owning: handle, path: name)
    guard code == SQLITE_OK else { throw connection.failure(code: code) }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, 5000)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, longestValue)
    try connection.run(
      "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON; BEGIN"
    )
    return connection
  }

  private static func names(_ connection: Connection) throws -> Set<String> {
    let statement = try Statement(
      connection,
      table: "sqlite_master",
      keyColumns: 1,
      "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    var names: Set<String> = []
    while try statement.step(), names.count < 10_000 { names.insert(try statement.text(0)) }
    return names
  }

  /// The rows of `requests`, those of tables that are not there left out.
  public func read(_ requests: [TableRequest]) throws(Failure) -> Tables {
    var rows: [String: [Tables.Row]] = [:]
    var count = 0
    for request in requests where tableNames.contains(request.name) {
      do {
        rows[request.name] = try read(request, after: &count)
      } catch let failure as Failure {
        throw failure
      } catch {
        throw Self.failure(of: error, path)
      }
    }
    return Tables(rows)
  }

  private func read(_ request: TableRequest, after count: inout Int) throws -> [Tables.Row] {
    let found = try columns(of: request.name)
    for column in request.columns where !found.contains(column) {
      throw Failure(
        message: "`\(path)`: the table `\(request.name)` has no column `\(column)`",
        help: "it is of a version of its program that is not known here"
      )
    }
    let columns = request.columns + request.optional.filter(found.contains)
    let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let statement = try Statement(
      connection,
      table: request.name,
      keyColumns: 1,
      "SELECT \(list) FROM \"\(request.name)\""
    )
    var rows: [Tables.Row] = []
    while try statement.step() {
      count += 1
      if count > Self.mostRows {
        throw Failure(
          message: "`\(path)` has more than \(Self.mostRows) rows",
          help: "check that this is the right file"
        )
      }
      var values: [String: String] = [:]
      for (place, column) in columns.enumerated() {
        values[column] = statement.spelled(Int32(place))
      }
      let key = values[request.key] ?? ""
      rows.append(Tables.Row(place: "\(request.name) \(shown(key))", key: key, values: values))
    }
    return rows
  }

  private func columns(of table: String) throws -> Set<String> {
    let statement = try Statement(
      connection,
      table: table,
      keyColumns: 1,
      "SELECT name FROM pragma_table_info(?1)"
    )
    try statement.bind(table, at: 1)
    var names: Set<String> = []
    while try statement.step() { names.insert(try statement.text(0)) }
    return names
  }

  private func shown(_ key: String) -> String {
    DisplayText.clean(key.isEmpty ? "without a key" : key, limit: 40)
  }

  private static func failure(of error: any Error, _ path: String) -> Failure {
    guard let error = error as? PortfolioFileError else {
      return Failure(message: "`\(path)` can't be read", help: "check its permissions")
    }
    switch error {
    case .damaged(_, let detail):
      return Failure(
        message: "`\(path)` is damaged: \(DisplayText.clean(detail, limit: 200))",
        help: "open it in its program, or take a backup of it"
      )
    case .notADatabase:
      return Failure(
        message: "`\(path)` is no SQLite database: it is damaged or encrypted",
        help: "save it as a SQLite database without a password"
      )
    case .locked:
      return Failure(
        message: "`\(path)` is locked by another process",
        help: "close the program that has it open"
      )
    default: return Failure(message: error.message, help: "check the file and its permissions")
    }
  }
}
