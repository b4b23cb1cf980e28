import Foundation
import Portfolio
import PortfolioStore
import Quantities
import Testing

/// Files that earlier versions of the program made open in this one, and are upgraded by a command that
/// writes. Those in `Fixtures` are the samples as they were in the repository then.
@Suite struct UpgradeTests {
  private let scratch: Scratch
  private let path: String

  init() throws {
    scratch = try Scratch()
    path = scratch.path("f.sqlite")
  }

  private func take(version: Int) throws {
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let url = fixtures.appendingPathComponent("Fixtures/version-\(version).sqlite")
    try FileManager.default.copyItem(atPath: url.path, toPath: path)
    #expect(try contents(of: path, asking: "PRAGMA user_version") == ["\(version)"])
  }

  /// What a reader sees, as text.
  private func seen(_ path: String) throws -> [String] {
    let file = try PortfolioFile.open(at: path)
    let moment = try instant("2025-12-15")
    let market = try file.market(asOf: moment)
    var lines = ["\(try file.holdings())", "\(try file.acts(asOf: moment))"]
    try file.forEachAccount(market: market, rulebook: "house", withCosts: true) {
      lines.append("\($0) \($1)")
    }
    return lines
  }

  @Test(arguments: [1, 2, 3, 4]) func anOlderFileIsReadAndNotChanged(version: Int) throws {
    try take(version: version)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try seen(path).count > 2)
    #expect(try PortfolioFile.open(at: path).entries().isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    #expect(try scratch.names == ["f.sqlite"])
  }

  @Test(arguments: [1, 2, 3, 4]) func newsOfAnOlderFileIsRead(version: Int) throws {
    try take(version: version)
    try execute(
      path,
      "INSERT INTO item (id, provider, identifier, revision, title, source, available) "
        + "VALUES (9, 'p', 'a', 1, 'A title', 'wire', 1765584000)",
      "INSERT INTO item_subject (item, kind, name, relevance_e8) VALUES (9, 'symbol', 'NVDA', 50000000)"
    )
    let items = try PortfolioFile.open(at: path).items(asOf: instant("2025-12-15"))
    let subject = try #require(items.last?.subjects.first)
    #expect(subject.name == "NVDA")
    #expect(subject.relevance == Number(units: 50_000_000))
    #expect(subject.relevanceRaw == nil)
  }

  @Test(arguments: [1, 2]) func aWriteUpgradesAndKeepsACopy(version: Int) throws {
    try take(version: version)
    let act =
      "INSERT INTO catalyst_act (catalyst, kind, at, recorded, who) "
      + "VALUES ('default_build', 'confirm', 1765584000, 1765584000, 'ana')"
    try execute(path, act)
    let readBefore = try seen(path).prefix(2)
    // No command of those versions wrote runs and fills: their tables were there.
    try execute(
      path,
      "INSERT INTO run (id, at, recorded, rulebook, rulebook_hash, proposal, who, note) "
        + "VALUES (7, 1765584000, 1765584060, 'house', 'h', 'p', 'ana', 'first')",
      "INSERT INTO run_account (account, run, nav_e4) VALUES (1, 7, 10000)",
      "INSERT INTO change (account, id, run, instrument, action, quantity_e8, price_e8, value_e4, state) "
        + "VALUES (1, 3, 7, 1, 'buy', 100000000, 200000000, 20000, 'filled')",
      "INSERT INTO change_cause (account, change, number, rule) VALUES (1, 3, 1, 'move')",
      "INSERT INTO fill (account, change, number, at, quantity_e8, price_e8, fee_e4) "
        + "VALUES (1, 3, 1, 1765587600, 100000000, 200000000, 100)",
      "INSERT INTO rule_state (account, run, rule, is_active) VALUES (1, 7, 'move', 1)"
    )
    let before = try contents(of: path)
    _ = try PortfolioFile.importHoldings(HoldingsSet(), into: path)
    let copy = "f.sqlite.version-\(version)"
    #expect(try scratch.names == ["f.sqlite", copy])
    #expect(try contents(of: scratch.path(copy)) == before)
    #expect(try contents(of: path, asking: "PRAGMA user_version") == ["5"])
    #expect(try contents(of: path, asking: "PRAGMA integrity_check") == ["ok"])
    #expect(try contents(of: path, asking: "PRAGMA foreign_key_check") == [])
    #expect(try seen(path).prefix(2) == readBefore)
    let entry = try #require(try PortfolioFile.open(at: path).entries(7).first)
    #expect((entry.who, entry.note) == ("ana", "first"))
    #expect(
      try contents(of: path, asking: "SELECT entry || ' ' || amount_e4 || ' ' || fee_e4 FROM fill")
        == ["7 0 100"]
    )
  }

  @Test(arguments: [1, 2, 3, 4]) func anUpgradedFileHasTheShapeOfANewOne(version: Int) throws {
    try take(version: version)
    _ = try PortfolioFile.importHoldings(HoldingsSet(), into: path)
    let new = scratch.path("new.sqlite")
    try PortfolioFile.create(at: new, numeraire: try currency("USD"))
    let shape =
      "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1"
    #expect(try contents(of: path, asking: shape) == contents(of: new, asking: shape))
  }

  /// A name that is too long for a copy, and not for SQLite's journal, is a place where none can be made.
  @Test func anUpgradeThatCanNotKeepACopyChangesNothing() throws {
    try take(version: 2)
    let long = scratch.path(String(repeating: "f", count: 246))
    try FileManager.default.moveItem(atPath: path, toPath: long)
    let before = try contents(of: long)
    #expect(throws: PortfolioFileError.self) {
      try PortfolioFile.importHoldings(HoldingsSet(), into: long)
    }
    #expect(try contents(of: long) == before)
    #expect(try scratch.names.count == 1)
  }

  /// A person's file that happens to have the name, and a folder, stay what they are.
  @Test func aFileOfTheCopysNameIsNotReplaced() throws {
    try take(version: 2)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let mine = URL(fileURLWithPath: scratch.path("f.sqlite.version-2"))
    try Data("mine".utf8).write(to: mine)
    try FileManager.default.createDirectory(
      atPath: scratch.path("f.sqlite.version-2-2"),
      withIntermediateDirectories: false
    )
    _ = try PortfolioFile.importHoldings(HoldingsSet(), into: path)
    #expect(try Data(contentsOf: mine) == Data("mine".utf8))
    let copy = URL(fileURLWithPath: scratch.path("f.sqlite.version-2-3"))
    #expect(try Data(contentsOf: copy) == bytes)
    #expect(try scratch.names.count == 4)
  }

  /// What an upgrade that was killed had copied is the copy.
  @Test func anEqualCopyIsKeptAsItIs() throws {
    try take(version: 2)
    let copy = scratch.path("f.sqlite.version-2")
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
    _ = try PortfolioFile.importHoldings(HoldingsSet(), into: path)
    #expect(try scratch.names == ["f.sqlite", "f.sqlite.version-2"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == bytes)
  }

  @Test func aCopyIsAsPrivateAsTheFile() throws {
    try take(version: 2)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    _ = try PortfolioFile.importHoldings(HoldingsSet(), into: path)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: scratch.path("f.sqlite.version-2")
    )
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }
}
