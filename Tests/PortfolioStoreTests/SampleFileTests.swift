import Exchange
import Foundation
import Portfolio
import PortfolioStore
import Quantities
import Testing

func sampleSet(_ name: String) throws -> HoldingsSet {
  let reading = try HoldingsFolder.read(at: sampleFolder(name))
  try #require(reading.problems.isEmpty, "\(reading.problems)")
  return reading.set
}

@Suite struct SampleFileTests {
  /// With `TRANCHE_RECORD_SAMPLES=1` this writes the files, and fails so that nobody forgets it.
  @Test(arguments: ["technology", "broken", "long-short", "global", "season"])
  func theFileIsMadeOfItsText(_ name: String) throws {
    let scratch = try Scratch()
    let made = scratch.path("\(name).sqlite")
    try build(sample: name, at: made)
    let committed = repository.appendingPathComponent("sample-portfolios/\(name).sqlite").path
    if ProcessInfo.processInfo.environment["TRANCHE_RECORD_SAMPLES"] == "1" {
      try? FileManager.default.removeItem(atPath: committed)
      try FileManager.default.copyItem(atPath: made, toPath: committed)
      Issue.record("recorded \(committed): look at the difference and run again without recording")
      return
    }
    #expect(try contents(of: committed) == contents(of: made))
  }

  /// The figures that the shipped rulebooks are tried on.
  @Test func technologyIsConcentrated() throws {
    let (sector, nav) = try values(of: "growth", in: "technology")
    #expect(nav == 1_000_018)
    let technology = try #require(sector["technology"])
    #expect((nav * 38 / 100...nav * 395 / 1000).contains(technology))
    #expect(try values(of: "family", in: "technology").nav == 250_013)
  }

  @Test func brokenHasEachFault() throws {
    let scratch = try Scratch()
    let path = scratch.path("b.sqlite")
    try build(sample: "broken", at: path)
    let market = try PortfolioFile.open(at: path).market(asOf: try instant("2025-12-14"))
    let unpriced = zip(market.instruments, market.quotes).filter { $0.1 == nil }.map(\.0.symbol)
    #expect(unpriced == ["MSFT", "QNTM"])
    let october = try instant("2025-11-01")
    let stale = zip(market.instruments, market.quotes)
      .filter { $0.1.map { $0.at < october } ?? false }.map(\.0.symbol)
    #expect(stale == ["AMD", "TSM"])
    #expect(market.instruments.filter { $0.beta == nil }.map(\.symbol) == ["GOOGL"])
    #expect(market.instruments.filter(\.tags.isEmpty).map(\.symbol) == ["CRWD"])
    let (sector, nav) = try values(of: "heavy", in: "broken")
    #expect(nav == 100_000)
    #expect(sector["technology"] == 18_000)
  }

  /// Whole dollars by sector, and NAV, as a person would sum them.
  private func values(
    of wanted: String,
    in sample: String
  ) throws -> (sectors: [String: Int64], nav: Int64) {
    let scratch = try Scratch()
    let path = scratch.path("s.sqlite")
    try build(sample: sample, at: path)
    let file = try PortfolioFile.open(at: path)
    let market = try file.market(asOf: try instant("2025-12-14"))
    var sectors: [String: Int64] = [:]
    var nav: Int64 = 0
    try file.forEachAccount(named: [wanted], market: market) { account, _ in
      for money in account.cash {
        let rate = market.rates[money.currency]?.rate.units ?? Number.scale
        nav += money.amount.units / 10_000 * rate / Number.scale
      }
      for position in account.positions {
        let instrument = market.instruments[position.instrument]
        let price = try #require(market.quotes[position.instrument]).price.units
        let rate = market.rates[instrument.currency]?.rate.units ?? Number.scale
        let value = try ExactProduct.divide(
          Int128(position.quantity.units) * Int128(price),
          times: Int128(rate),
          by: Int128(Number.scale) * Int128(Number.scale) * Int128(Number.scale),
          rounding: .halfEven
        )
        nav += Int64(value)
        let sector = instrument.tags.first { $0.dimension == "sector" }?.value ?? "untagged"
        sectors[sector, default: 0] += Int64(value)
      }
    }
    return (sectors, nav)
  }
}
