import Exchange
import Foundation
import GRDB
import Portfolio
import PortfolioStore
import Quantities
import Testing

/// A folder for one test, removed at its end.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "tranche-store-\(UUID().uuidString)"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}

func currency(_ code: String) throws -> Currency { try #require(Currency(code)) }

func instant(_ text: String) throws -> Instant {
  try #require(Instant(parsing: text, bareDate: .start))
}

/// Runs SQL on a file behind the back of the room under test.
func execute(_ path: String, _ sql: String...) throws {
  var configuration = Configuration()
  configuration.foreignKeysEnabled = false
  let queue = try DatabaseQueue(path: path, configuration: configuration)
  try queue.writeWithoutTransaction { database in
    for statement in sql { try database.execute(sql: statement) }
  }
  try queue.close()
}

let repository = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

func sampleFolder(_ name: String) -> String {
  repository.appendingPathComponent("sample-portfolios/\(name)").path
}

/// The portfolio file that a sample's text gives.
func build(sample name: String, at path: String) throws {
  let reading = try HoldingsFolder.read(at: sampleFolder(name))
  try #require(reading.problems.isEmpty, "\(reading.problems)")
  _ = try PortfolioFile.create(at: path, numeraire: try currency("USD"), holding: reading.set)
}

/// Every row of every table, with hidden generated columns, as text.
func contents(of path: String) throws -> [String] {
  var configuration = Configuration()
  configuration.readonly = true
  let queue = try DatabaseQueue(path: path, configuration: configuration)
  return try queue.read { database in
    var lines = try String.fetchAll(
      database,
      sql: "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master"
    )
    lines.sort()
    for pragma in ["application_id", "user_version", "journal_mode"] {
      lines.append("\(pragma) \(try String.fetchOne(database, sql: "PRAGMA \(pragma)") ?? "")")
    }
    let tables = try String.fetchAll(
      database,
      sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'item_text%'"
    )
    for table in tables.sorted() {
      let columns = try Row.fetchAll(database, sql: "PRAGMA table_xinfo(\(table))")
        .map { row -> String in row["name"] }
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT \(columns.joined(separator: ", ")) FROM \(table)"
      )
      lines += rows.map { "\(table): \(Array($0.databaseValues))" }.sorted()
    }
    return lines
  }
}

/// The first column of what `sql` gives on the file at `path`.
func contents(of path: String, asking sql: String) throws -> [String] {
  var configuration = Configuration()
  configuration.readonly = true
  return try DatabaseQueue(path: path, configuration: configuration).read {
    try String.fetchAll($0, sql: sql)
  }
}

/// A file with something in every table that is read: the `technology` sample, news, acts and runs.
func buildFull(at path: String) throws {
  try build(sample: "technology", at: path)
  try execute(
    path,
    """
    INSERT INTO item (provider, identifier, revision, title, source, owner, available, sentiment_e8,
      impact_e8, quarantine, is_deleted) VALUES
      ('wire', 'a', 1, 'First', 'a.example', 'a', 1765584000, 30000000, 28000000, NULL, 0),
      ('wire', 'a', 2, 'First, corrected', 'a.example', 'a', 1765670400, 20000000, NULL, NULL, 0),
      ('wire', 'b', 1, 'Withdrawn', 'b.example', 'b', 1765584000, 0, NULL, NULL, 0),
      ('wire', 'b', 2, 'Withdrawn', 'b.example', 'b', 1765670400, NULL, NULL, NULL, 1),
      ('wire', 'c', 1, 'Broken', 'c.example', 'c', 1765584000, NULL, NULL, 'score 3.7', 0),
      ('wire', 'd', 1, 'Timeless', 'd.example', 'd', NULL, 10000000, NULL, NULL, 0)
    """,
    "INSERT INTO item_subject (item, kind, name, relevance_e8, sentiment_e8) "
      + "VALUES (1, 'symbol', 'NVDA', 100000000, 30000000), (1, 'theme', 'linux', NULL, NULL)",
    """
    INSERT INTO catalyst_act (catalyst, member, kind, outcome, at, recorded, who) VALUES
      ('default_build', NULL, 'confirm', NULL, 1765584000, 1765670400, 'ana'),
      ('earnings', 'NVDA', 'outcome', 'beat', 1765584000, 1765584000, 'ben')
    """,
    "INSERT INTO account_tag VALUES (1, 'region', 'us')"
  )
}
