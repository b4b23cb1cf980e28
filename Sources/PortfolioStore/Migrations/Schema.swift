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
  static let migrations: [[String]] = [
    Migration1.statements, Migration2.statements, Migration3.statements, Migration4.statements,
  ]

  static var version: Int { migrations.count }

  static func isOlder(_ database: Database) throws -> Bool { try found(database) < version }

  /// Brings the file up to the present version inside a transaction that the caller holds, in which foreign
  /// keys are not enforced: tables are made anew under their own names. Of an older file a copy as it
  /// was stays beside it.
  static func migrate(_ database: Database, path: String) throws {
    let found = try found(database)
    guard found < version else { return }
    if found > 0 { try keep(path, as: "\(path).version-\(found)") }
    for statements in migrations.dropFirst(max(found, 0)) {
      for statement in statements { try database.execute(sql: statement) }
    }
    try database.checkForeignKeys()
    try database.execute(sql: "PRAGMA application_id = \(applicationIdentifier)")
    try database.execute(sql: "PRAGMA user_version = \(version)")
  }

  private static func found(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }

  /// Copies the file as it is before the transaction's first change. A copy that is there already was
  /// made by an upgrade that did not end: the file is still as it was then.
  ///
  /// Another connection reads it, as SQLite copies nothing from one that is writing; the transaction's lock
  /// keeps all others from writing.
  private static func keep(_ path: String, as copyPath: String) throws {
    let isThere = FileStatus.exists(copyPath)
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let source = try DatabaseQueue(path: path, configuration: configuration)
      let copy = try DatabaseQueue(path: copyPath)
      try source.backup(to: copy)
      try source.close()
      try copy.close()
    } catch let error as DatabaseError {
      if !isThere { FileStatus.remove(copyPath) }
      throw Opening.failure(of: error, path: copyPath)
    }
  }
}
