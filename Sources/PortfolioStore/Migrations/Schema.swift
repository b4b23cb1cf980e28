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
    Migration5.statements,
  ]

  static var version: Int { migrations.count }

  static func isOlder(_ database: Database) throws -> Bool { try found(database) < version }

  /// Brings the file up to the present version inside a transaction that the caller holds, in which foreign
  /// keys are not enforced: tables are made anew under their own names. Of an older file a copy as it
  /// was stays beside it.
  static func migrate(_ database: Database, path: String) throws {
    let found = try found(database)
    guard found < version else { return }
    if found > 0 { try UpgradeCopy.keep(Connection(database, path: path), version: found) }
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
}
