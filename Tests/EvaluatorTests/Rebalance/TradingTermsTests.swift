import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

/// Buy only, sell only, and new money: each is what the rulebook itself could say.
@Suite("Terms of a run, worked by hand") struct TradingTermsTests {
  /// NVDA is to come down to 3%, MSFT up to 5%; 91,000 of 100,000 are cash.
  private let both = Meaning(
    """
    rule less { trim NVDA to 3% of nav }
    rule more { build MSFT to 5% of nav }
    """,
    ["NVDA 100 held 90", "MSFT 50"],
    cash: "91_000 USD"
  )

  @Test("Without terms both sides trade")
  func unrestricted() throws {
    #expect(try both.orders(under: .unrestricted) == ["sell NVDA 60", "buy MSFT 100"])
  }

  @Test("Buy only keeps what would be sold, and says that a rule asked for it")
  func buyOnly() throws {
    let proposal = try both.rebalance(terms: .buyOnly).proposal
    #expect(proposal.orders == ["buy MSFT 100"])
    let hold = try #require(proposal.holds.first { $0.symbol == "NVDA" })
    #expect(hold.code == .frozen)
    #expect(hold.detail == "buy-only")
    #expect(proposal.conflicts.map(\.rules) == [["less", "buy-only"]])
    #expect(proposal.conflicts.first?.places.last == "")
    #expect(proposal.status == .review)
  }

  @Test("Sell only is the other side")
  func sellOnly() throws {
    let proposal = try both.rebalance(terms: .sellOnly).proposal
    #expect(proposal.orders == ["sell NVDA 60"])
    #expect(proposal.holds.first { $0.symbol == "MSFT" }?.detail == "sell-only")
  }

  @Test("Terms are the same as the limit that a rulebook could have")
  func asLimits() throws {
    for (terms, text) in [
      (TradingTerms.buyOnly, "limit terms no sells of all"),
      (.sellOnly, "limit terms no buys of all"),
    ] {
      var written = both
      written.rules += "\n\(text)"
      #expect(try both.orders(under: terms) == written.orders)
    }
  }

  @Test("Covering is buying, and selling short is selling")
  func shorts() throws {
    let world = Meaning(
      """
      settings { shorting allowed }
      rule less { trim NVDA to 3% of nav }
      rule more { build short MSFT to 5% of nav }
      """,
      ["NVDA 100 held -90", "MSFT 50"],
      cash: "109_000 USD"
    )
    #expect(try world.orders(under: .unrestricted) == ["cover NVDA 60", "short MSFT 100"])
    #expect(try world.orders(under: .buyOnly) == ["cover NVDA 60"])
    #expect(try world.orders(under: .sellOnly) == ["short MSFT 100"])
  }

  @Test("A buy that a sale would have paid for gets what cash there is")
  func cash() throws {
    // 9,000 of NVDA and 1,000 of cash: without the sale of 6,000, MSFT takes the 1,000 alone.
    let world = Meaning(
      """
      rule less { trim NVDA to 30% of nav }
      rule more { build MSFT to 50% of nav }
      """,
      ["NVDA 100 held 90", "MSFT 50"],
      cash: "1_000 USD"
    )
    #expect(try world.orders(under: .unrestricted) == ["sell NVDA 60", "buy MSFT 100"])
    #expect(try world.orders(under: .buyOnly) == ["buy MSFT 20"])
  }

  @Test("A hedge that would be sold stays, and one that would be bought is not")
  func hedges() throws {
    let world = Meaning(
      "rule shield { hedge 50% of NVDA by value with PSQ }",
      ["NVDA 100 held 100", "PSQ 40 kind inverse_fund leverage -1"],
      cash: "90_000 USD"
    )
    #expect(try world.orders(under: .unrestricted) == ["buy PSQ 125"])
    #expect(try world.orders(under: .buyOnly) == ["buy PSQ 125"])
    #expect(try world.orders(under: .sellOnly) == [])
  }

  @Test("New money counts in NAV and as cash, and nothing is sold")
  func investing() throws {
    // 100,000 and 20,000 that come in: MSFT to 5% of 120,000; NVDA stays although it is over 3%.
    let terms = TradingTerms.investing(Amount(units: 200_000_000))
    let rebalance = try both.rebalance(terms: terms)
    #expect(rebalance.proposal.orders == ["buy MSFT 120"])
    #expect(rebalance.proposal.nav == Amount(units: 1_200_000_000))
    #expect(rebalance.cash?.openingTotal == Amount(units: 1_110_000_000))
    #expect(rebalance.proposal.holds.first { $0.symbol == "NVDA" }?.detail == "invest")
  }

  @Test("The digest of an account is of what the file holds, whatever comes in")
  func digest() throws {
    let plain = try both.rebalance()
    let terms = TradingTerms.investing(Amount(units: 200_000_000))
    #expect(try both.rebalance(terms: terms).proposal.accountHash == plain.proposal.accountHash)
  }

  @Test("Other terms are another proposal")
  func identity() throws {
    let all: [TradingTerms] = [
      .unrestricted, .buyOnly, .sellOnly, .investing(Amount(units: 1)),
      .investing(Amount(units: 2)),
    ]
    let ids = try all.map { try both.evaluation($0).header.id }
    #expect(Set(ids).count == all.count)
    #expect(ids[0] == (try both.evaluation().header.id))
  }

  @Test("What a saved proposal names are the terms again")
  func named() throws {
    let all: [TradingTerms] = [
      .unrestricted, .buyOnly, .sellOnly, .investing(Amount(units: 5)),
    ]
    for terms in all {
      #expect(TradingTerms(limitName: terms.limitName, investment: terms.investment) == terms)
    }
    #expect(TradingTerms(limitName: "buy-only", investment: Amount(units: 5)) == nil)
    #expect(TradingTerms(limitName: "invest", investment: nil) == nil)
    #expect(TradingTerms(limitName: "sideways", investment: nil) == nil)
  }
}
