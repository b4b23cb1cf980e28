import Foundation
import GRDB
import Portfolio
import Testing

@testable import PortfolioStore

/// Another program's database: read, and left as it is.
@Suite struct ForeignDatabaseTests {
  private func folder() throws -> URL {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    return place
  }

  private func make(_ sql: String, in folder: URL, mode: String = "DELETE") throws -> String {
    let path = folder.appendingPathComponent("other.db").path
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = \(mode);" + sql)
    }
    return path
  }

  private static let rows = """
    CREATE TABLE share (id TEXT PRIMARY KEY, number, price REAL, note BLOB);
    INSERT INTO share VALUES ('a', 12, 0.1 + 0.2, x'00'), ('b', '1.50', 1e-7, NULL), ('c', 3e17, -2.5, 'x');
    """

  private let request = TableRequest(
    "share",
    key: "id",
    ["number", "price"],
    optional: ["note", "x"]
  )

  @Test func rowsAreTextWithDecimalDigits() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try make(Self.rows, in: folder)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let database = try ForeignDatabase(at: path)
    #expect(database.tableNames == ["share"])
    let tables = try database.read([request, TableRequest("none", key: "id", [])])
    #expect(tables["share"].map { $0["number"] } == ["12", "1.50", "300000000000000000"])
    #expect(tables["share"].map { $0["price"] } == ["0.3", "0.0000001", "-2.5"])
    #expect(tables["share"].map { $0["note"] } == ["", "", "x"])
    #expect(tables["share"].map(\.place) == ["share a", "share b", "share c"])
    #expect(tables["none"].isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["other.db"])
  }

  /// The latest changes stand in the log alone; reading it leaves it as it is.
  @Test func theLogOfLatestChangesIsRead() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("other.db").path
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; \(Self.rows)"
      )
    }
    // Its program is still open, or was killed: a log is left.
    let copied = folder.appendingPathComponent("left.db").path
    try FileManager.default.copyItem(atPath: path, toPath: copied)
    try FileManager.default.copyItem(atPath: path + "-wal", toPath: copied + "-wal")
    let log = try Data(contentsOf: URL(fileURLWithPath: copied + "-wal"))
    #expect(log.count > 1000)
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    let tables = try ForeignDatabase(at: copied).read([request])
    #expect(tables["share"].count == 3)
    #expect(try Data(contentsOf: URL(fileURLWithPath: copied + "-wal")) == log)
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == names)
    try queue.close()
  }

  /// A view can hold a program that never ends.
  @Test func viewsAreNoTables() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let endless = """
      CREATE VIEW share AS WITH RECURSIVE n(id, number, price) AS
        (SELECT 1, 1, 1 UNION ALL SELECT id + 1, 1, 1 FROM n) SELECT * FROM n;
      CREATE VIRTUAL TABLE words USING fts5(id, number, price);
      """
    let database = try ForeignDatabase(at: try make(endless, in: folder))
    #expect(!database.tableNames.contains("share"))
    #expect(!database.tableNames.contains("words"))
    #expect(try database.read([request])["share"].isEmpty)
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try make("CREATE TABLE share (id TEXT, number);", in: folder)
    #expect(throws: ForeignDatabase.Failure.self) { try ForeignDatabase(at: path).read([request]) }
    do {
      _ = try ForeignDatabase(at: path).read([request])
    } catch let failure as ForeignDatabase.Failure {
      #expect(failure.message == "`\(path)`: the table `share` has no column `price`")
    }
    try Data("x".utf8).write(to: URL(fileURLWithPath: path + "-journal"))
    #expect(throws: ForeignDatabase.Failure.self) { try ForeignDatabase(at: path) }
    try FileManager.default.removeItem(atPath: path + "-journal")
    #expect(throws: ForeignDatabase.Failure.self) {
      try ForeignDatabase(at: folder.appendingPathComponent("nowhere.db").path)
    }
  }

  /// Cut short and scrambled at many places: it is refused or read, and the program goes on.
  @Test func damagedDatabasesNeverEndTheProgram() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try make(Self.rows, in: folder)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let other = folder.appendingPathComponent("damaged.db").path
    for step in 0..<200 {
      var bytes = whole
      if step % 4 == 0 {
        bytes = Array(bytes.prefix(step * 41))
      } else {
        for place in stride(from: step * 7, to: bytes.count, by: 97 + step) {
          bytes[place] = bytes[place] &+ UInt8(truncatingIfNeeded: step + place)
        }
      }
      try Data(bytes).write(to: URL(fileURLWithPath: other))
      _ = try? ForeignDatabase(at: other).read([request])
    }
  }

  @Test(
    arguments: [
      (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (123.456, "123.456"), (-0.5, "-0.5"), (0, "0"),
      (1e17, "100000000000000000"), (0.999_999_999_999_999_9, "1"), (99.99999999999999, "100"),
      (1234567.891, "1234567.891"), (5e-324, "0." + String(repeating: "0", count: 323) + "5"),
    ]
  )
  func fifteenDigitsAreSure(number: Double, text: String) {
    #expect(DecimalDigits.spelled(number) == text)
  }

  @Test func whatIsNoNumberHasNoDigits() {
    for number in [Double.nan, .infinity, -.infinity, 1e300] {
      #expect(DecimalDigits.spelled(number) == nil)
    }
  }
}
