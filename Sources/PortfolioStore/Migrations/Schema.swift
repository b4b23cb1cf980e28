internal import GRDB
internal import Quantities

/// The shape of a portfolio file, reached step by step: file number n goes from version n − 1 to n.
///
/// To change the shape, add `MigrationN.swift` with the statements and list it here. A migration
/// that has shipped is never edited: files made by it exist.
enum Schema {
  /// `TRNC` in ASCII: tells a portfolio file from every other database.
  static let applicationIdentifier: UInt32 = 0x5452_4E43

  /// The statements of each version, first to last.
  static let migrations: [[String]] = [Migration1.statements, Migration2.statements]

  static var version: Int { migrations.count }

  /// Brings the file up to the present version in one transaction; a new file also gets its
  /// identity and its numeraire.
  static func migrate(_ queue: DatabaseQueue, numeraire: Currency?) throws {
    try queue.writeWithoutTransaction { database in
      let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      if found >= version { return }
      // What SQLite may have turned on by default elsewhere: a file that leaves others beside it.
      try database.execute(sql: "PRAGMA journal_mode = DELETE")
      try database.inTransaction(.immediate) {
        for statements in migrations.dropFirst(max(found, 0)) {
          for statement in statements { try database.execute(sql: statement) }
        }
        try database.execute(sql: "PRAGMA application_id = \(applicationIdentifier)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
        if let numeraire {
          try database.execute(
            sql: "INSERT INTO portfolio (id, numeraire) VALUES (1, ?)",
            arguments: [numeraire.description]
          )
        }
        return .commit
      }
    }
  }
}
