import Portfolio
import PortfolioStore
import Quantities
import TestSupport
import Testing

@Suite struct AccountStreamTests {
  private func accounts(_ path: String, _ names: [String] = []) throws -> [Account] {
    let file = try PortfolioFile.open(at: path)
    let market = try file.market(asOf: try instant("2025-12-14"))
    var found: [Account] = []
    try file.forEachAccount(named: names, market: market) { account, journal in
      #expect(journal == Journal())
      found.append(account)
    }
    return found
  }

  @Test func accountsComeByName() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let all = try accounts(path)
    #expect(all.map(\.name) == ["family", "growth"])
    #expect(all.map(\.positions.count) == [10, 13])
    #expect(
      all.map(\.tags) == [
        [Tag(dimension: "mandate", value: "balanced")],
        [Tag(dimension: "mandate", value: "growth")],
      ]
    )
    #expect(all[1].cash.map(\.description) == ["4600 EUR", "90000 USD"])
    let market = try PortfolioFile.open(at: path).market(asOf: try instant("2025-12-14"))
    let apple = try #require(market.indexBySymbol["AAPL"])
    #expect(all[1].positions.first { $0.instrument == apple }?.quantity.description == "330")
  }

  @Test func namedAccountsComeOnceInOrder() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "broken", at: path)
    #expect(
      try accounts(path, ["tangled", "heavy", "tangled"]).map(\.name) == ["heavy", "tangled"]
    )
  }

  /// Accounts whose names and ids are in different orders are read as well.
  @Test func idsOutOfOrder() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "broken", at: path)
    let before = try accounts(path)
    var set = HoldingsSet()
    let dollar = try currency("USD")
    set.accounts = ["aardvark", "iguana", "zebra"].map {
      HoldingsSet.AccountRow(name: $0, baseCurrency: dollar)
    }
    set.cash = [
      HoldingsSet.CashRow(account: "iguana", money: Money(Amount(units: 70_000), dollar))
    ]
    set.positions = [
      HoldingsSet.PositionRow(account: "aardvark", symbol: "NVDA", quantity: Quantity(units: 5))
    ]
    _ = try PortfolioFile.importHoldings(set, into: path)
    let after = try accounts(path)
    #expect(after.map(\.name) == ["aardvark", "heavy", "iguana", "steady", "tangled", "zebra"])
    #expect(after.map(\.positions.count) == [1, 5, 0, 4, 5, 0])
    #expect(after.map(\.cash.count) == [0, 1, 1, 1, 2, 0])
    for (account, name) in before.map({ ($0, $0.name) }) {
      let same = try #require(after.first { $0.name == name })
      #expect(same.positions == account.positions)
      #expect(same.cash == account.cash)
    }
  }

  /// Each account is in one part, whatever the size of the parts.
  @Test(arguments: 1...8) func partsOfAccounts(size: Int) throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "broken", at: path)
    let dollar = try currency("USD")
    var set = HoldingsSet()
    for count in 0..<4 {
      if count > 0 {
        set.accounts = [HoldingsSet.AccountRow(name: "more \(count)", baseCurrency: dollar)]
        _ = try PortfolioFile.importHoldings(set, into: path)
      }
      let file = try PortfolioFile.open(at: path)
      let names = try file.accountNames()
      let (ranges, all) = try file.accountRanges(of: size)
      #expect(all == names.count)
      let parts = stride(from: 0, to: names.count, by: size).map {
        names[$0..<min($0 + size, names.count)]
      }
      #expect(ranges.map(\.0) == parts.compactMap(\.first))
      #expect(ranges.map(\.1) == parts.compactMap(\.last))
    }
  }

  @Test func noAccountsNoParts() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
    let (ranges, count) = try PortfolioFile.open(at: path).accountRanges(of: 32)
    #expect(ranges.isEmpty)
    #expect(count == 0)
  }

  /// Text is read as it is, zeros and letters of other scripts included.
  @Test func textOfAnyKind() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let texts = ["", "a", "value of sixteen!", "Münzen und 金 im Beutel", "a\u{0}b", "e\u{301}"]
    for text in texts {
      let digits = text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      try execute(
        path,
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE account_tag SET value = CAST(x'\(digits)' AS TEXT)"
      )
      let read = try accounts(path).flatMap(\.tags).map(\.value)
      #expect(read.map { Array($0.utf8) } == [Array(text.utf8), Array(text.utf8)])
    }
    try execute(
      path,
      "PRAGMA ignore_check_constraints = ON",
      "UPDATE account_tag SET value = CAST(x'61ff' AS TEXT)"
    )
    let error = #expect(throws: PortfolioFileError.self) { try accounts(path) }
    #expect(error?.message.contains("`value` is not UTF-8 text") == true)
  }

  /// What was read of holdings beforehand changes nothing, however far it came.
  @Test(arguments: [0, 1, 2, 100]) func holdingsReadAhead(accounts most: Int) throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "broken", at: path)
    let file = try PortfolioFile.open(at: path)
    var left = most
    let ahead = try file.holdingsAhead {
      left -= 1
      return left >= 0
    }
    #expect(ahead.accountCount == min(most, 3))
    #expect("\(try read(file, ahead))" == "\(try accounts(path))")
  }

  @Test func aWrongRowReadAheadIsTold() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "broken", at: path)
    try execute(
      path,
      "INSERT INTO position (account, instrument, quantity_e8) SELECT min(id), 9999, 1 FROM account"
    )
    let file = try PortfolioFile.open(at: path)
    let ahead = try file.holdingsAhead { true }
    let error = #expect(throws: PortfolioFileError.self) { try read(file, ahead) }
    #expect(error?.message.contains("there is no such instrument") == true)
  }

  private func read(_ file: PortfolioFile, _ ahead: HoldingsAhead) throws -> [Account] {
    let market = try file.market(asOf: try instant("2025-12-14"))
    var found: [Account] = []
    try file.accounts(market: market, ahead: ahead).forEach(named: []) { account, _ in
      found.append(account)
    }
    return found
  }

  @Test func unknownAccount() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let error = #expect(throws: PortfolioFileError.self) { try accounts(path, ["growht"]) }
    #expect(error?.message == "there is no account `growht`")
    #expect(error?.help == "did you mean `growth`? the accounts are `family`, `growth`")
    #expect(error?.category == .badInput)
    let many = PortfolioFileError.unknownAccount(
      name: "x",
      nearest: nil,
      known: (1...9_999).map { "a\($0)" }
    )
    #expect(many.help == "the accounts are `a1`, `a2`, `a3`, `a4` and 9995 more")
  }

  /// Whatever order rows were given in, the file gives equal values.
  @Test(arguments: [3, 17, 2025])
  func rowOrderNeverMatters(_ seed: UInt64) throws {
    let scratch = try Scratch()
    try build(sample: "technology", at: scratch.path("a.sqlite"))
    var random = SeededGenerator(seed: seed)
    var set = try sampleSet("technology")
    set.accounts?.shuffle(using: &random)
    set.instruments?.shuffle(using: &random)
    set.tags?.shuffle(using: &random)
    set.positions?.shuffle(using: &random)
    set.lots?.shuffle(using: &random)
    set.cash?.shuffle(using: &random)
    set.prices?.shuffle(using: &random)
    set.rates?.shuffle(using: &random)
    try PortfolioFile.create(at: scratch.path("b.sqlite"), numeraire: try currency("USD"))
    _ = try PortfolioFile.importHoldings(set, into: scratch.path("b.sqlite"))
    #expect(try contents(of: scratch.path("a.sqlite")) == contents(of: scratch.path("b.sqlite")))
  }
}
