import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

/// Exposure before and after, split each way.
@Suite("Exposure before and after") struct ExposureTableTests {
  private let world = Meaning(
    """
    settings { shorting allowed }
    rule less { trim NVDA to 3% of nav }
    rule shield { hedge 50% of MSFT by value with PSQ }
    """,
    [
      "NVDA 100 held 90 tag sector:chips", "MSFT 50 held 100 tag sector:software tag sector:chips",
      "AMD 10 held -200", "PSQ 40 kind inverse_fund leverage -1 beta 1",
    ],
    cash: "88_000 USD"
  )

  private func rows(_ dimension: String) throws -> [String] {
    let tables = try world.rebalance().exposures
    let table = try #require(tables.first { $0.dimension == dimension })
    return table.rows.map { row in
      func shown(_ figures: ExposureTable.Figures?) -> String {
        guard let figures, let net = try? figures.net() else { return "unknown" }
        return "\(figures.long) -\(figures.short) \(net)"
      }
      return "\(row.name) \(shown(row.before)) > \(shown(row.after))"
    }
  }

  @Test("The account: long, short and net")
  func account() throws {
    // Long 9,000 + 5,000, short 2,000; then 3,000 + 5,000, and 2,480 of PSQ, which is short.
    #expect(try rows("account") == ["all 0.14 -0.02 0.12 > 0.08 -0.0448 0.0352"])
  }

  @Test("Two tags of one dimension count in both, and none is untagged")
  func tags() throws {
    #expect(
      try rows("sector") == [
        "chips 0.14 -0 0.14 > 0.08 -0 0.08", "software 0.05 -0 0.05 > 0.05 -0 0.05",
        "untagged 0 -0.02 -0.02 > 0 -0.0448 -0.0448",
      ]
    )
  }

  @Test("By kind, the largest first; an inverse fund is short exposure")
  func kinds() throws {
    #expect(
      try rows("kind") == [
        "stock 0.14 -0.02 0.12 > 0.08 -0.02 0.06", "inverse_fund 0 -0 0 > 0 -0.0248 -0.0248",
      ]
    )
  }

  @Test("An exposure that is not known is not nothing")
  func unknown() throws {
    let blind = Meaning("rule less { trim NVDA to 3% of nav }", ["NVDA unpriced held 90"])
    let row = try blind.rebalance().exposures.first?.rows.first
    #expect(row != nil)
    #expect(row?.before == nil)
  }

  @Test("A future adds exposure and no value, as it adds nothing to NAV")
  func future() throws {
    let world = Meaning(
      "rule less { trim NVDA by 50% }",
      ["NVDA 100 held 10 kind future multiplier 5", "MSFT 50 held 4"]
    )
    let holdings = try world.rebalance().holdings
    let future = try #require(holdings.first { $0.symbol == "NVDA" })
    #expect(future.before.value?.isZero == true)
    #expect(future.before.weight == (try Ratio(5_000, over: 100_200)))
    #expect(future.after.weight == (try Ratio(2_500, over: 100_200)))
    #expect(holdings.first { $0.symbol == "MSFT" }?.after.value?.description == "200")
  }

  @Test("Room is what a limit leaves, on its own side")
  func room() throws {
    let world = Meaning(
      """
      limit single weight of each instrument <= 10%
      limit reserve cash >= 50%
      rule more { build MSFT to 5% of nav }
      """,
      ["NVDA 100 held 200", "MSFT 50"],
      cash: "80_000 USD"
    )
    let rooms = try world.rebalance().limits.map { room in
      "\(room.report.limit) \(room.report.subject) \(room.before?.description ?? "unknown") "
        + "\(room.after?.description ?? "unknown")"
    }
    #expect(
      rooms == [
        "reserve account 0.3 0.25", "single MSFT 0.1 0.05", "single NVDA -0.1 -0.1",
      ]
    )
  }
}
