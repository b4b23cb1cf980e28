internal import GRDB

/// The one way in which a portfolio file is changed: all of a change or nothing of it.
enum WriteTransaction {
  /// Runs `body` in a transaction on the file at `path`, which is first brought up to the present schema.
  ///
  /// No other process can write meanwhile. Whatever `body` throws, the file stays as it was.
  ///
  /// - Parameter body: is given the state in which the file was found, to compare with the one that a
  ///   change was worked out from.
  /// - Throws: `PortfolioFileError` for what SQLite refuses; what `body` throws.
  static func run<Result>(
    on path: String,
    _ body: (Database, FileState) throws -> Result
  ) throws -> Result {
    do {
      return try run(on: try Opening.writing(path), path: path, body)
    } catch let error as DatabaseError {
      throw Opening.failure(of: error, path: path)
    }
  }

  /// The same on a file that was opened, perhaps an empty one. Closes it.
  static func run<Result>(
    on queue: DatabaseQueue,
    path: String,
    _ body: (Database, FileState) throws -> Result
  ) throws -> Result {
    var result: Result?
    try queue.writeWithoutTransaction { database in
      let isOlder = try Schema.isOlder(database)
      if isOlder {
        // What SQLite may have turned on by default elsewhere: a file that leaves others beside it.
        try database.execute(sql: "PRAGMA journal_mode = DELETE")
        try database.execute(sql: "PRAGMA foreign_keys = OFF")
      }
      try database.inTransaction(.immediate) {
        // Before an upgrade writes anything.
        let state = try FileState(Connection(database, path: path))
        try Schema.migrate(database, path: path)
        result = try body(database, state)
        if isOlder { try database.checkForeignKeys() }
        return .commit
      }
    }
    try queue.close()
    guard let result else {
      throw PortfolioFileError.readingOrWritingFailed(path: path, detail: "nothing was written")
    }
    return result
  }
}
