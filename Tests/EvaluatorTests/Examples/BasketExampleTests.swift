import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Baskets, worked by hand: `pair` is 60% NVDA at 100 and 40% MSFT at 50, built to 10% of an account
/// worth 100,000: 60 NVDA and 80 MSFT.
@Suite("Baskets, worked by hand") struct BasketExampleTests {
  private func world(_ nvidia: String, _ microsoft: String, cash: Int) -> Meaning {
    Meaning(
      "rule own { build pair to 10% of nav }",
      ["NVDA \(nvidia)", "MSFT \(microsoft)"],
      cash: "\(cash) USD"
    )
  }

  // cites: build-5
  @Test("Each member gets its own shortfall")
  func shortfall() throws {
    #expect(try world("100", "50", cash: 100_000).orders == ["buy MSFT 80", "buy NVDA 60"])
    let partly = world("100 held 20", "50 held 10", cash: 97_500)
    #expect(try partly.orders == ["buy MSFT 70", "buy NVDA 40"])
  }

  // cites: build-5
  @Test(
    "An overweight member is not sold, and the others shrink so that the basket keeps its weight"
  )
  func overweight() throws {
    // MSFT 140 are 7,000, and NVDA would add 6,000: 13,000, where 10,000 may be. 3,000 ÷ 6,000 = ½.
    let world = world("100", "50 held 140", cash: 93_000)
    let proposal = try world.propose()
    #expect(proposal.orders == ["buy NVDA 30"])
    let cut = try #require(proposal.changes.first?.cuts.first)
    #expect(cut.by == "basket" && cut.from == Ratio(60) && cut.to == Ratio(30))
    #expect(cut.factor == part(1, of: 2))
  }

  // cites: build-5
  @Test(
    "The basket's cut is told where it decides, and not of a build that another rule outbids or holds back"
  )
  func outbid() throws {
    func cuts(_ rule: String) throws -> [String] {
      let world = Meaning(
        "rule own { build pair to 10% of nav } \(rule)",
        ["NVDA 100", "MSFT 50 held 140"],
        cash: "93000 USD"
      )
      return try world.propose().changes.map { change in
        "\(change.symbol) \(change.quantity): \(change.cuts.map(\.by).joined(separator: ", "))"
      }
    }
    #expect(try cuts("rule more { build NVDA to 2% of nav }") == ["NVDA 30: basket"])
    #expect(try cuts("rule more { build NVDA to 3% of nav }") == ["NVDA 30: basket"])
    #expect(try cuts("rule more { build NVDA to 4% of nav }") == ["NVDA 40: "])
    #expect(try cuts("rule less { trim NVDA to 1% of nav }") == ["NVDA 10: "])
  }

  // cites: build-5
  @Test("When the overweight member alone is more than the basket, nothing is bought")
  func farOverweight() throws {
    let proposal = try world("100", "50 held 220", cash: 89_000).propose()
    #expect(proposal.orders == [])
    #expect(proposal.holds.first { $0.symbol == "NVDA" }?.code == .noRoom)
  }

  // cites: build-5, setting-1
  @Test("A member without a price, or with an old one, stands back alone")
  func unpriced() throws {
    let missing = try world("unpriced", "50", cash: 100_000).propose()
    #expect(missing.orders == ["buy MSFT 80"] && missing.blocks == ["NVDA: no_price"])
    let stale = try world("100 priced 2025-10-01", "50", cash: 100_000).propose()
    #expect(stale.orders == ["buy MSFT 80"] && stale.blocks == ["NVDA: stale_price"])
  }

  // cites: build-3, build-5
  @Test("A member held short is blocked and counts nothing towards the basket")
  func opposite() throws {
    let proposal = try world("100 held -10", "50", cash: 101_000).propose()
    #expect(proposal.orders == ["buy MSFT 80"] && proposal.blocks == ["NVDA: opposite_side"])
  }

  // cites: build-1
  @Test("A target that comes to less than one share is listed with the reason")
  func tooSmall() throws {
    // 60% of 0.1% are 60 dollars, less than one NVDA; 40% are 40, less than one MSFT.
    var world = world("100", "50", cash: 100_000)
    world.rules = "rule own { build pair to 0.1% of nav }"
    let proposal = try world.propose()
    #expect(proposal.orders == [])
    #expect(proposal.holds.map { "\($0.symbol) \($0.code)" } == ["MSFT tooSmall", "NVDA tooSmall"])
    // 1.8 and 2.4 shares, each worth less than 0.2% of the account.
    world.rules = "rule own { build pair to 0.3% of nav }\nsettings { minimum trade 0.2% of nav }"
    #expect(
      try world.propose().holds.map { "\($0.symbol) \($0.code)" }
        == ["MSFT belowMinimumTrade", "NVDA belowMinimumTrade"]
    )
  }

  // cites: rule-2, build-5
  @Test("A rule for each member builds the whole weight of every one")
  func forEach() throws {
    var world = world("100", "50", cash: 100_000)
    world.rules = "rule own for each s in pair { when weight(s) < 5% build s to 2% of nav }"
    #expect(try world.orders == ["buy MSFT 40", "buy NVDA 20"])
  }
}
