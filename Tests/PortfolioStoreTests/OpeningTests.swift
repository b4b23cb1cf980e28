import Foundation
import GRDB
import Portfolio
import Quantities
import Testing

@testable import PortfolioStore

@Suite struct OpeningTests {
  private func failure(of path: String) -> PortfolioFileError? {
    do {
      let file = try PortfolioFile.open(at: path)
      _ = try file.market(asOf: Instant(secondsSinceEpoch: 0))
      return nil
    } catch {
      return error as? PortfolioFileError
    }
  }

  @Test func noSuchFile() throws {
    let path = try Scratch().path("none.sqlite")
    #expect(failure(of: path) == .noSuchFile(path: path))
    #expect(PortfolioFileError.noSuchFile(path: path).category == .noSuchFile)
    #expect(failure(of: "") == .noSuchFile(path: ""))
  }

  @Test func folder() throws {
    let scratch = try Scratch()
    #expect(failure(of: scratch.folder.path) == .isFolder(path: scratch.folder.path))
  }

  @Test func device() { #expect(failure(of: "/dev/null") == .notADatabase(path: "/dev/null")) }

  @Test func noPermission() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
    #expect(chmod(path, 0) == 0)
    #expect(chmod(scratch.folder.path, 0o755) == 0)
    #expect(asNobody { failure(of: path) } == .noPermission(path: path))
  }

  /// Runs `body` without the rights of root, if this is root: root may read everything.
  private func asNobody<Result>(_ body: () -> Result) -> Result {
    guard geteuid() == 0, let symbol = dlsym(nil, "setfsuid") else { return body() }
    typealias SetUser = @convention(c) (UInt32) -> Int32
    let setUser = unsafeBitCast(symbol, to: SetUser.self)
    _ = setUser(65_534)
    defer { _ = setUser(0) }
    return body()
  }

  @Test func empty() throws {
    let scratch = try Scratch()
    let path = scratch.path("empty.sqlite")
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(failure(of: path) == .empty(path: path))
    #expect(try scratch.names == ["empty.sqlite"])
  }

  @Test(arguments: ["account,symbol\n", "SQLite format 3", String(repeating: "x", count: 9000)])
  func notADatabase(_ text: String) throws {
    let path = try Scratch().path("text.sqlite")
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    #expect(failure(of: path) == .notADatabase(path: path))
  }

  @Test func anotherProgram() throws {
    let scratch = try Scratch()
    let path = scratch.path("other.sqlite")
    try execute(path, "CREATE TABLE account (id INTEGER)")
    #expect(failure(of: path) == .anotherProgram(path: path, application: 0))
    try execute(path, "PRAGMA application_id = 1196444487")
    #expect(failure(of: path) == .anotherProgram(path: path, application: 1_196_444_487))
  }

  @Test func newerSchema() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
    try execute(path, "PRAGMA user_version = 99")
    let error = failure(of: path)
    #expect(error == .newerSchema(path: path, found: 99, supported: 5))
    #expect(error?.message == "`\(path)` has schema version 99, and this tranche reads up to 5")
    #expect(throws: PortfolioFileError.newerSchema(path: path, found: 99, supported: 5)) {
      try PortfolioFile.importHoldings(HoldingsSet(), into: path)
    }
    try execute(path, "PRAGMA user_version = 0")
    #expect(failure(of: path) == .damaged(path: path, detail: "its schema version is 0"))
  }

  @Test func truncated() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
    #expect(
      failure(of: path)
        == .truncated(
          path: path,
          expectedBytes: Int64(bytes.count),
          foundBytes: Int64(bytes.count / 2)
        )
    )
  }

  @Test func missingTable() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
    try execute(path, "DROP TABLE tag")
    #expect(failure(of: path) == .damaged(path: path, detail: "no such table: tag"))
  }

  @Test func locked() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    Opening.$patience.withValue(0.1) {
      #expect(failure(of: path) == .locked(path: path))
      #expect(throws: PortfolioFileError.locked(path: path)) {
        try PortfolioFile.importHoldings(HoldingsSet(), into: path)
      }
    }
    #expect(PortfolioFileError.locked(path: path).help.contains("more than 5 seconds"))
    try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(failure(of: path) == nil)
  }

  /// A file half written, with the journal that takes it back, and what it held before.
  private func interrupted(in scratch: Scratch) throws -> (path: String, before: [String]) {
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let before = try contents(of: path)
    let copy = scratch.path("copy.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      // So little cache that changed pages reach the file before the end of the transaction.
      try database.execute(sql: "PRAGMA cache_size = 1")
      try database.inTransaction {
        try database.execute(sql: "UPDATE position SET quantity_e8 = quantity_e8 + 1")
        try database.execute(sql: "UPDATE price SET price_e8 = price_e8 + 1")
        try database.execute(sql: "UPDATE instrument SET name = name || ' changed'")
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        try FileManager.default.copyItem(atPath: path + "-journal", toPath: copy + "-journal")
        return .rollback
      }
    }
    try #require(scratch.names.contains("copy.sqlite-journal"))
    return (copy, before)
  }

  @Test func readingTakesBackAnInterruptedWrite() throws {
    let scratch = try Scratch()
    let (path, before) = try interrupted(in: scratch)
    #expect(failure(of: path) == nil)
    #expect(try scratch.names == ["copy.sqlite", "t.sqlite"])
    #expect(try contents(of: path) == before)
  }

  @Test func writingTakesBackAnInterruptedWrite() throws {
    let scratch = try Scratch()
    let (path, before) = try interrupted(in: scratch)
    _ = try PortfolioFile.importHoldings(HoldingsSet(), into: path)
    #expect(try scratch.names == ["copy.sqlite", "t.sqlite"])
    #expect(try contents(of: path) == before)
  }

  @Test func whoMayNotWriteIsToldOfAnInterruptedWrite() throws {
    let scratch = try Scratch()
    let (path, _) = try interrupted(in: scratch)
    let names = try scratch.names
    for file in [path, path + "-journal"] { #expect(chmod(file, 0o444) == 0) }
    #expect(chmod(scratch.folder.path, 0o555) == 0)
    defer { chmod(scratch.folder.path, 0o755) }
    #expect(asNobody { failure(of: path) } == .interruptedWrite(path: path))
    #expect(try scratch.names == names)
  }

  @Test func aFolderThatMayNotBeWrittenIsSaidToBe() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let before = try contents(of: path)
    #expect(chmod(path, 0o666) == 0)
    #expect(chmod(scratch.folder.path, 0o555) == 0)
    defer { chmod(scratch.folder.path, 0o755) }
    let set = try sampleSet("technology")
    let error = asNobody { () -> PortfolioFileError? in
      do {
        _ = try PortfolioFile.importHoldings(set, into: path)
        return nil
      } catch {
        return error as? PortfolioFileError
      }
    }
    #expect(error == .noPermission(path: path))
    #expect(try contents(of: path) == before)
    #expect(try scratch.names == ["t.sqlite"])
  }

  @Test func writeAheadLog() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    try execute(path, "PRAGMA journal_mode = WAL")
    let names = try scratch.names
    #expect(failure(of: path) == .writeAheadLog(path: path))
    #expect(try scratch.names == names)
  }

  @Test func creatingNeverOverwrites() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    let dollar = try currency("USD")
    try PortfolioFile.create(at: path, numeraire: dollar)
    #expect(throws: PortfolioFileError.alreadyExists(path: path)) {
      try PortfolioFile.create(at: path, numeraire: dollar)
    }
    let lost = scratch.path("no/such/t.sqlite")
    #expect(throws: PortfolioFileError.noFolder(path: lost)) {
      try PortfolioFile.create(at: lost, numeraire: dollar)
    }
    #expect(try scratch.names == ["t.sqlite"])
  }

  @Test func messagesKeepTheStyle() {
    let all: [PortfolioFileError] = [
      .noSuchFile(path: "p"), .isFolder(path: "p"), .noPermission(path: "p"),
      .alreadyExists(path: "p"), .noFolder(path: "p"), .empty(path: "p"), .notADatabase(path: "p"),
      .anotherProgram(path: "p", application: 7), .newerSchema(path: "p", found: 2, supported: 5),
      .interruptedWrite(path: "p"), .writeAheadLog(path: "p"),
      .truncated(path: "p", expectedBytes: 2, foundBytes: 1), .damaged(path: "p", detail: "d"),
      .locked(path: "p"), .badRow(path: "p", table: "t", row: "r", problem: "x"),
      .notSupported(path: "p", what: "w"), .unknownAccount(name: "n", nearest: nil, known: []),
      .refusedRow(path: "p", table: "t", row: "r", problem: "x"),
      .otherNumeraire(path: "p", inFile: "USD", inSet: "EUR"), .changedMeanwhile(path: "p"),
      .diskFull(path: "p", detail: "d"),
      .readingOrWritingFailed(path: "p", detail: "d"),
    ]
    for error in all {
      for text in [error.message, error.help] {
        #expect(!text.isEmpty && !text.hasSuffix("."), "\(text)")
        #expect(text.first?.isUppercase != true, "\(text)")
        #expect(!text.contains("GRDB"))
      }
    }
  }
}
