import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

/// Realised gains by lot method. NVDA costs 100; 60 of 90 are sold, at a fee of 1 USD and 10 bp: 7 USD.
@Suite("Realised gains, worked by hand") struct RealisedGainTests {
  private let lots = [
    "NVDA 2024-01-10 40 50", "NVDA 2024-06-10 30 120", "NVDA 2025-02-10 20 80",
  ]

  private func world(_ held: String = "held 90") -> Meaning {
    Meaning(
      "rule less { trim NVDA to 3% of nav }",
      ["NVDA 100 \(held)"],
      cash: "91_000 USD"
    )
  }

  private func sale(
    _ method: LotMethod,
    _ lots: [String]? = nil
  ) throws -> RealisedGains.Sale {
    let gains = try world().rebalance(lots: lots ?? self.lots, by: method).gains
    #expect(gains.method == method)
    return try #require(gains.sales.first)
  }

  @Test("The oldest lots first, and the last one in part")
  func fifo() throws {
    let sale = try sale(.fifo)
    #expect(
      sale.shown == [
        "2024-01-10 40 cost 2000 proceeds 4000 left 0",
        "2024-06-10 20 cost 2400 proceeds 2000 left 10",
      ]
    )
    #expect(sale.gain == Ratio(1_600))
    #expect(sale.gainInBase == Ratio(1_600))
  }

  @Test("The youngest lots first")
  func lifo() throws {
    #expect(
      try sale(.lifo).shown == [
        "2025-02-10 20 cost 1600 proceeds 2000 left 0",
        "2024-06-10 30 cost 3600 proceeds 3000 left 0",
        "2024-01-10 10 cost 500 proceeds 1000 left 30",
      ]
    )
  }

  @Test("The dearest lots first; of equal ones the older")
  func hifo() throws {
    #expect(
      try sale(.hifo).shown == [
        "2024-06-10 30 cost 3600 proceeds 3000 left 0",
        "2025-02-10 20 cost 1600 proceeds 2000 left 0",
        "2024-01-10 10 cost 500 proceeds 1000 left 30",
      ]
    )
    let equal = ["NVDA 2025-02-10 45 80", "NVDA 2024-06-10 45 80"]
    #expect(
      try sale(.hifo, equal).parts.map { $0.opened?.description } == ["2024-06-10", "2025-02-10"]
    )
  }

  @Test("All lots at their average")
  func average() throws {
    // (40 · 50 + 30 · 120 + 20 · 80) ÷ 90 = 80.
    #expect(try sale(.average).shown == ["- 60 cost 4800 proceeds 6000 left 0"])
  }

  @Test("Every method sells the same, and a sale of everything gains the same")
  func conservation() throws {
    var all = world()
    all.rules = "rule less { trim NVDA to 0% of nav }"
    for method in LotMethod.allCases {
      let partial = try #require(try world().rebalance(lots: lots, by: method).gains.sales.first)
      #expect(partial.proceeds == Ratio(6_000))
      let whole = try #require(try all.rebalance(lots: lots, by: method).gains.sales.first)
      // 9,000 − (2,000 + 3,600 + 1,600).
      #expect(whole.gain == Ratio(1_800))
    }
  }

  @Test("The fee comes off what the sale brings, shared out by quantity")
  func fees() throws {
    var costly = world()
    costly.rules += "\nsettings { costs 1 USD per order plus 10bp }"
    let sale = try #require(try costly.rebalance(lots: lots).gains.sales.first)
    #expect(sale.proceeds == Ratio(5_993))
    #expect(sale.gain == Ratio(1_593))
    #expect(sale.parts[1].proceeds?.description == "1997.666667")
  }

  @Test("A short position: what it brought less what covering costs, and cheap lots first in hifo")
  func shorts() throws {
    let short = Meaning(
      "settings { shorting allowed }\nrule less { trim NVDA to 3% of nav }",
      ["NVDA 100 held -90"],
      cash: "109_000 USD"
    )
    let lots = ["NVDA 2024-01-10 -50 130", "NVDA 2024-06-10 -40 90"]
    let first = try #require(try short.rebalance(lots: lots).gains.sales.first)
    #expect(first.action == .cover)
    #expect(
      first.shown == [
        "2024-01-10 50 cost 5000 proceeds 6500 left 0",
        "2024-06-10 10 cost 1000 proceeds 900 left 30",
      ]
    )
    let cheap = try #require(try short.rebalance(lots: lots, by: .hifo).gains.sales.first)
    #expect(cheap.parts.first?.opened?.description == "2024-06-10")
  }

  @Test("Without lots the cost is unknown, and never 0")
  func noLots() throws {
    let sale = try sale(.fifo, [])
    #expect(sale.unknown == .noLots)
    #expect(sale.parts.isEmpty)
    #expect(sale.gain == nil)
    #expect(sale.gainInBase == nil)
    #expect(try world().rebalance().gains.isIncomplete)
  }

  @Test("Lots that do not sum to what is held, or stand on both sides, tell nothing")
  func lotsThatDoNotSum() throws {
    let wrong = [
      ["NVDA 2024-01-10 80 50"],
      ["NVDA 2024-01-10 100 50", "NVDA 2024-01-11 -10 50"],
    ]
    for lots in wrong { #expect(try sale(.fifo, lots).unknown == .lotsDoNotSum) }
  }

  @Test("What is on order is the youngest lot, and its cost is not known")
  func onOrder() throws {
    // 90 held and 20 more on order: 110, of which 80 go.
    var world = world()
    world.cash = ["89_000 USD"]
    world.isCompared = false
    world.journal = { journal, places in
      journal.pending[try #require(places["NVDA"])] = try Quantity(parsing: "20")
    }
    let first = try #require(try world.rebalance(lots: lots).gains.sales.first)
    #expect(first.unknown == nil)
    let last = try #require(try world.rebalance(lots: lots, by: .lifo).gains.sales.first)
    #expect(last.unknown == .onOrder)
    #expect(last.shown.first == "- 20 cost unknown proceeds 2000 left 0")
    #expect(last.gain == nil)
    let average = try world.rebalance(lots: lots, by: .average).gains.sales.first
    #expect(average?.unknown == .onOrder)
  }

  @Test("An open sale takes its lots first")
  func openSale() throws {
    // 90 held, 20 being sold: the 40 that go are the rest of the oldest lot and 20 of the next.
    var world = world()
    world.cash = ["89_000 USD"]
    world.isCompared = false
    world.journal = { journal, places in
      journal.pending[try #require(places["NVDA"])] = try Quantity(parsing: "-20")
    }
    let sale = try #require(try world.rebalance(lots: lots).gains.sales.first)
    #expect(
      sale.parts.map(\.quantity.description) == ["20", "\(sale.quantity.units / 100_000_000 - 20)"]
    )
    #expect(sale.parts.map { $0.opened?.description } == ["2024-01-10", "2024-06-10"])
  }

  @Test("A close without a price has no gain, and a lot of another instrument changes nothing")
  func noPrice() throws {
    let world = Meaning(
      "rule gone { trim NVDA to 0% of nav }",
      ["NVDA unpriced held 10", "MSFT 50 held 4"]
    )
    let sale = try #require(
      try world.rebalance(lots: ["NVDA 2024-01-10 10 50", "MSFT 2024-01-10 4 9"]).gains.sales.first
    )
    #expect(sale.hasNoPrice)
    #expect(sale.cost == Ratio(500))
    #expect(sale.gain == nil)
  }

  @Test("A gain in another currency counts at today's rate")
  func foreign() throws {
    var world = Meaning(
      "rule less { trim NVDA to 0% of nav }",
      ["NVDA 100 held 10 in EUR"],
      cash: "91_000 USD"
    )
    world.rates = ["EUR": "1.25"]
    let gains = try world.rebalance(lots: ["NVDA 2024-01-10 10 60"]).gains
    #expect(gains.sales.first?.gain == Ratio(400))
    #expect(gains.total == Ratio(500))
  }

  @Test("A multiplier counts in cost and in proceeds")
  func multiplier() throws {
    let world = Meaning(
      "rule less { trim NVDA to 0% of nav }",
      ["NVDA 100 held 10 kind future multiplier 5"],
      cash: "91_000 USD"
    )
    let sale = try #require(
      try world.rebalance(lots: ["NVDA 2024-01-10 10 60"]).gains.sales.first
    )
    #expect(sale.cost == Ratio(3_000))
    #expect(sale.gain == Ratio(2_000))
  }
}
