import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

/// Losses that are replaced within 30 days. NVDA costs 100; as of 2025-12-15, so that the window reaches
/// from 2025-11-15 to 2026-01-14.
@Suite("Wash sales, worked by hand") struct WashSaleTests {
  private func world() -> Meaning {
    Meaning("rule less { trim NVDA to 3% of nav }", ["NVDA 100 held 90"], cash: "91_000 USD")
  }

  @Test("A loss with a lot of the last 30 days left is one, as far as that lot reaches")
  func recentLot() throws {
    let lots = ["NVDA 2024-01-10 60 150", "NVDA 2025-11-15 30 90"]
    let found = try world().rebalance(lots: lots).washSales
    let wash = try #require(found.first)
    #expect(found.count == 1)
    #expect(wash.symbol == "NVDA")
    #expect(wash.quantity == (try Quantity(parsing: "60")))
    #expect(wash.loss == Ratio(-3_000))
    #expect(wash.replaced == (try Quantity(parsing: "30")))
    #expect(wash.replacements.map(\.account) == ["main"])
    #expect(wash.until.description == "2026-01-14")
  }

  @Test("A lot of a day earlier is none, but a repurchase would be one, up to a day")
  func olderLot() throws {
    let lots = ["NVDA 2024-01-10 60 150", "NVDA 2025-11-14 30 90"]
    let rebalance = try world().rebalance(lots: lots)
    #expect(rebalance.washSales.isEmpty)
    #expect(rebalance.gains.sales.first?.washUntil?.description == "2026-01-14")
  }

  @Test("The units that are sold do not replace themselves")
  func soldWhole() throws {
    var all = world()
    all.rules = "rule gone { trim NVDA to 0% of nav }"
    let lots = ["NVDA 2024-01-10 60 150", "NVDA 2025-12-01 30 190"]
    #expect(try all.rebalance(lots: lots).washSales.isEmpty)
  }

  @Test("A gain is none, whatever was bought, and asks for no waiting")
  func gain() throws {
    let lots = ["NVDA 2024-01-10 60 50", "NVDA 2025-12-01 30 190"]
    let rebalance = try world().rebalance(lots: lots)
    #expect(rebalance.washSales.isEmpty)
    #expect(rebalance.gains.sales.first?.washUntil == nil)
  }

  @Test("Only the lots that lose count as the loss")
  func partOfASale() throws {
    let lots = [
      "NVDA 2024-01-10 40 50", "NVDA 2024-02-10 20 150", "NVDA 2025-12-01 30 90",
    ]
    let wash = try #require(try world().rebalance(lots: lots).washSales.first)
    #expect(wash.quantity == (try Quantity(parsing: "20")))
    #expect(wash.loss == Ratio(-1_000))
  }

  @Test("An open order to buy replaces")
  func openOrder() throws {
    var world = world()
    world.cash = ["90_000 USD"]
    world.isCompared = false
    world.journal = { journal, places in
      journal.pending[try #require(places["NVDA"])] = try Quantity(parsing: "10")
    }
    let wash = try #require(try world.rebalance(lots: ["NVDA 2024-01-10 90 150"]).washSales.first)
    #expect(wash.replacements.map(\.source) == [.openOrder])
    #expect(wash.replaced == (try Quantity(parsing: "10")))
  }

  @Test("Another account's purchases replace, those of the account itself are counted once")
  func otherAccounts() throws {
    let ten = try Quantity(parsing: "10")
    func purchase(_ account: String, _ symbol: String, isShort: Bool = false) -> Purchase {
      Purchase(
        account: account,
        symbol: symbol,
        isShort: isShort,
        quantity: ten,
        source: .proposal
      )
    }
    let wash = try #require(
      try world().rebalance(
        lots: ["NVDA 2024-01-10 90 150"],
        purchases: [
          purchase("family", "NVDA"), purchase("main", "NVDA"), purchase("family", "MSFT"),
          purchase("other", "NVDA", isShort: true),
        ]
      ).washSales.first
    )
    #expect(wash.replacements == [purchase("family", "NVDA")])
  }

  @Test("What an account tells others: recent lots that stay, open orders, and what it is to buy")
  func toldToOthers() throws {
    var world = Meaning(
      """
      rule less { trim NVDA to 3% of nav }
      rule more { build MSFT to 5% of nav }
      """,
      ["NVDA 100 held 90", "MSFT 50", "PSQ 10"],
      cash: "91_000 USD"
    )
    world.isCompared = false
    world.journal = { journal, places in
      journal.pending[try #require(places["PSQ"])] = try Quantity(parsing: "100")
    }
    let scenario = try world.scenario()
    let evaluation = try world.evaluation()
    let lots = try ["NVDA 2024-01-10 40 50", "NVDA 2025-12-01 50 80"].map(Meaning.lot)
    func told(_ proposal: AccountProposal?) -> [String] {
      evaluation.purchases(
        of: scenario.account,
        journal: scenario.journal,
        lots: lots,
        by: .fifo,
        with: proposal
      ).map { "\($0.quantity) \($0.symbol) \($0.source)" }
    }
    let bought = "lot(opened: 2025-12-01)"
    #expect(told(nil) == ["50 NVDA \(bought)", "100 PSQ openOrder"])
    #expect(
      told(scenario.proposal) == ["30 NVDA \(bought)", "100 PSQ openOrder", "100 MSFT proposal"]
    )
  }

  @Test("A cover at a loss is replaced by what is sold short")
  func shorts() throws {
    let short = Meaning(
      "settings { shorting allowed }\nrule less { trim NVDA to 3% of nav }",
      ["NVDA 100 held -90"],
      cash: "109_000 USD"
    )
    let lots = ["NVDA 2024-01-10 -60 70", "NVDA 2025-12-01 -30 90"]
    let wash = try #require(try short.rebalance(lots: lots).washSales.first)
    #expect(wash.replacements.map(\.isShort) == [true])
    #expect(wash.replaced == (try Quantity(parsing: "30")))
  }

  @Test("At an average, the loss is of the whole sale")
  func average() throws {
    let lots = ["NVDA 2024-01-10 60 150", "NVDA 2025-12-01 30 60"]
    // (9,000 + 1,800) ÷ 90 = 120.
    let wash = try #require(try world().rebalance(lots: lots, by: .average).washSales.first)
    #expect(wash.quantity == (try Quantity(parsing: "60")))
    #expect(wash.loss == Ratio(-1_200))
    #expect(wash.replaced == (try Quantity(parsing: "30")))
  }
}
