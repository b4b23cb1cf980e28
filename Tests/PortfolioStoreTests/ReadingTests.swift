import Foundation
import Portfolio
import Quantities
import Testing

@testable import PortfolioStore

@Suite struct ReadingTests {
  @Test func readingChangesNothing() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try buildFull(at: path)
    let old = Date(timeIntervalSince1970: 1_700_000_000)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try readEverything(path) > 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.modificationDate] as? Date == old)
    #expect(try scratch.names == ["t.sqlite"])
  }

  @Test func aReaderSeesOneState() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    do {
      let file = try PortfolioFile.open(at: path)
      _ = try file.accountNames()
      try Opening.$patience.withValue(0.1) {
        var set = HoldingsSet()
        set.accounts = [HoldingsSet.AccountRow(name: "new", baseCurrency: try currency("USD"))]
        #expect(throws: PortfolioFileError.locked(path: path)) {
          try PortfolioFile.importHoldings(set, into: path)
        }
      }
      #expect(try file.accountNames() == ["family", "growth"])
    }
    #expect(try PortfolioFile.importHoldings(HoldingsSet(), into: path) == ImportCounts())
  }

  @Test func pricesCountFromTheNextDay() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let file = try PortfolioFile.open(at: path)
    func price(_ symbol: String, _ moment: String) throws -> String? {
      let market = try file.market(asOf: try instant(moment))
      let index = try #require(market.indexBySymbol[symbol])
      return market.quotes[index]?.price.description
    }
    #expect(try price("NVDA", "2025-12-12T23:59:59Z") == "176.5")
    #expect(try price("NVDA", "2025-12-13T00:00:00Z") == "180")
    #expect(try price("NVDA", "2025-12-05T23:59:59Z") == nil)
    let euro = try currency("EUR")
    let before = try file.market(asOf: try instant("2025-12-12T23:59:59Z"))
    let after = try file.market(asOf: try instant("2025-12-13"))
    #expect(before.rates[euro]?.rate.description == "1.165")
    #expect(after.rates[euro]?.rate.description == "1.17")
    #expect(after.rates[euro]?.at == (try instant("2025-12-12")))
    #expect(after.numeraire == (try currency("USD")))
  }

  /// A correction that came late counts from when it came; an older price that came late never
  /// replaces a newer one.
  @Test func theLatestPriceIsTheOneMadeLast() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    try execute(
      path,
      "INSERT INTO price (instrument, at, available, price_e8) SELECT id, "
        + "strftime('%s', '2025-12-12') + 0, strftime('%s', '2025-12-14') + 0, 18100000000 "
        + "FROM instrument WHERE symbol = 'NVDA'",
      "INSERT INTO price (instrument, at, available, price_e8) SELECT id, "
        + "strftime('%s', '2025-12-11') + 0, strftime('%s', '2025-12-15') + 0, 100 "
        + "FROM instrument WHERE symbol = 'NVDA'"
    )
    let file = try PortfolioFile.open(at: path)
    for (moment, price) in [("2025-12-13", "180"), ("2025-12-14", "181"), ("2025-12-16", "181")] {
      let market = try file.market(asOf: try instant(moment))
      let index = try #require(market.indexBySymbol["NVDA"])
      #expect(market.quotes[index]?.price.description == price, "\(moment)")
    }
  }

  @Test func instrumentsKeepEveryFact() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let market = try PortfolioFile.open(at: path).market(asOf: try instant("2025-12-14"))
    #expect(market.instruments.count == 18)
    #expect(market.instruments.map(\.symbol) == market.instruments.map(\.symbol).sorted())
    let index = try #require(market.indexBySymbol["PSQ"])
    #expect(
      market.instruments[index]
        == Instrument(
          symbol: "PSQ",
          name: "Inverse Nasdaq-100 fund",
          kind: .inverseFund,
          currency: try currency("USD"),
          leverage: Number(units: -100_000_000),
          underlying: "QQQ",
          beta: try Number(parsing: "1.2"),
          averageDailyVolume: Quantity(whole: 8_000_000),
          tags: [
            Tag(dimension: "region", value: "united_states"),
            Tag(dimension: "sector", value: "index"),
          ]
        )
    )
    #expect(market.instruments.allSatisfy { $0.beta != nil && $0.tags.count == 2 })
  }

  @Test func itemsAreTheLatestRevisionsKnown() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try buildFull(at: path)
    let file = try PortfolioFile.open(at: path)
    func titles(_ moment: String) throws -> [String] {
      try file.items(asOf: try instant(moment)).map(\.title)
    }
    #expect(try titles("2025-12-12") == ["Timeless"])
    #expect(try titles("2025-12-13") == ["First", "Withdrawn", "Timeless"])
    #expect(try titles("2025-12-14") == ["First, corrected", "Timeless"])
    #expect(try file.revisions(asOf: try instant("2025-12-14")).count == 5)
    let first = try #require(try file.items(asOf: try instant("2025-12-13")).first)
    #expect(
      first
        == Item(
          identifier: "a",
          provider: "wire",
          title: "First",
          source: "a.example",
          owner: "a",
          available: try instant("2025-12-13"),
          sentiment: try Number(parsing: "0.3"),
          impact: try Number(parsing: "0.28"),
          subjects: [
            ItemSubject(
              kind: .symbol,
              name: "NVDA",
              relevance: .one,
              sentiment: try Number(parsing: "0.3")
            ),
            ItemSubject(kind: .theme, name: "linux"),
          ]
        )
    )
  }

  @Test func actsCountOnceWrittenDown() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try buildFull(at: path)
    let file = try PortfolioFile.open(at: path)
    #expect(try file.acts(asOf: try instant("2025-12-12")).isEmpty)
    #expect(try file.acts(asOf: try instant("2025-12-13")).map(\.kind) == [.outcome("beat")])
    let acts = try file.acts(asOf: try instant("2025-12-14"))
    #expect(acts.map(\.catalyst) == ["earnings", "default_build"])
    #expect(acts.map(\.member) == ["NVDA", nil])
  }
}

/// Reads all that a file holds and counts it.
func readEverything(_ path: String) throws -> Int {
  let file = try PortfolioFile.open(at: path)
  let moment = Instant(secondsSinceEpoch: 1_800_000_000)
  let market = try file.market(asOf: moment)
  var count = market.instruments.count
  count += try file.items(asOf: moment).count
  count += try file.acts(asOf: moment).count
  count += try file.symbols().count
  try file.forEachAccount(market: market) { account, journal in
    count += account.positions.count + account.cash.count + journal.putOn.count
    count += try file.lots(of: account.name).count
  }
  return count
}
