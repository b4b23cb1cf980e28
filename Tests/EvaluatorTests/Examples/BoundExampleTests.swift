import Evaluator
import Portfolio
import Quantities
import Testing

/// Trims, freezes, limits and cash, worked by hand on an account of 100,000.
@Suite("Bounds and limits, worked by hand")
struct BoundExampleTests {
  private func example(_ rules: String, holds: [String: String], cash: String) -> Example {
    var example = Example(rules)
    example.holds = holds
    example.cash = cash
    return example
  }

  // cites: trim-1, limit-12, limit-13
  @Test("A trim sells up to whole shares, and a limit already broken forces nothing")
  func trims() throws {
    // 100 × 180 = 18,000 of 100,000. 2% is 2,000 → 11.1 shares: sell 88.9, up to 89.
    let trim = "rule cut { trim NVDA to 2% of nav }"
    #expect(
      try example(trim, holds: ["NVDA": "100"], cash: "82000").propose().orders == ["sell NVDA 89"]
    )
    let limit = "limit single weight of each instrument <= 10%\n"
    var proposal = try example(limit, holds: ["NVDA": "100"], cash: "82000").propose()
    #expect(proposal.orders == [])
    #expect(proposal.reviewCodes == ["single: limit_breached"])
    // Enforced, it is a trim: 10,000 ÷ 180 = 55.6 shares may stay.
    proposal = try example(
      "limit single weight of each instrument <= 10% enforced",
      holds: ["NVDA": "100"],
      cash: "82000"
    ).propose()
    #expect(proposal.orders == ["sell NVDA 45"])
  }

  // cites: trim-5, setting-3
  @Test("A close is exact, dust included, and a trim below the minimum trade is a hold")
  func dust() throws {
    var proposal = try example(
      "rule cut { trim NVDA to 0% of nav }",
      holds: ["NVDA": "0.25"],
      cash: "99955"
    ).propose()
    #expect(proposal.orders == ["sell NVDA 0.25"])
    // Held 12 = 2,160; allowed 2,100: one share of 180 is more than 0.1%, so it goes.
    proposal = try example(
      "settings { minimum trade 500 USD }\nrule cut { trim NVDA to 2.1% of nav }",
      holds: ["NVDA": "12"],
      cash: "97840"
    ).propose()
    #expect(proposal.orders == [])
    #expect(proposal.holds.map(\.code) == [.belowMinimumTrade])
  }

  // cites: order-4
  @Test("Bounds that exclude each other: the smaller position wins, and both rules are named")
  func conflicts() throws {
    let proposal = try example(
      "rule more { build NVDA to 10% of nav }\nrule less { trim NVDA to 5% of nav }",
      holds: [:],
      cash: "100000"
    ).propose()
    // 5,000 ÷ 180 = 27.8.
    #expect(proposal.orders == ["buy NVDA 27"])
    #expect(proposal.conflicts.map(\.rules) == [["more", "less"]])
    #expect(proposal.status == .review)
  }

  // cites: order-5
  @Test("A freeze beats all")
  func freezes() throws {
    let proposal = try example(
      "rule more { build NVDA to 10% of nav }\nrule still { freeze NVDA }",
      holds: ["NVDA": "5"],
      cash: "99100"
    ).propose()
    #expect(proposal.orders == [])
    #expect(proposal.conflicts.map(\.rules) == [["more", "still"]])
  }

  // cites: limit-2, limit-11
  @Test("A group limit shrinks its increases by one factor, and says so")
  func groupLimits() throws {
    var example = example(
      """
      rule more { build beneficiaries to 10% of nav }
      limit sectors weight of each sector <= 5%
      """,
      holds: [:],
      cash: "100000"
    )
    example.sectors = ["NVDA": "technology", "MSFT": "technology", "GOOGL": "communication"]
    let proposal = try example.propose()
    // Technology asks for 4,000 + 3,000 and may have 5,000: factor 5 ÷ 7. 22.2 → 15.9, 6.25 → 4.5.
    #expect(proposal.orders == ["buy GOOGL 9", "buy MSFT 4", "buy NVDA 15"])
    let cut = try #require(proposal.changes.last?.cuts.first)
    #expect(cut.by == "sectors")
    #expect(cut.factor == part(5, of: 7))
  }

  // cites: limit-6, limit-11
  @Test("When cash binds, all increases shrink by the largest whole basis point that fits")
  func cash() throws {
    let proposal = try example(
      """
      rule more { build NVDA to 60% of nav }
      rule most { build MSFT to 60% of nav }
      limit floor cash >= 2%
      """,
      holds: [:],
      cash: "100000"
    ).propose()
    // 333.3 and 125 shares asked for 120,000; 98,000 may go. At 81.69% 272 and 102 shares cost
    // 97,920; one more of either does not fit.
    #expect(proposal.orders == ["buy MSFT 102", "buy NVDA 272"])
    #expect(proposal.totals.cashAfter == amount("2080"))
    #expect(proposal.changes.allSatisfy { $0.cuts.last?.by == "floor" })
  }

  // cites: limit-7
  @Test("Turnover counts what the journal traded in its window")
  func turnover() throws {
    var example = example(
      "rule more { build NVDA to 20% of nav }\nlimit churn turnover over 5d <= 10%",
      holds: [:],
      cash: "100000"
    )
    // ½ · 20,000 ÷ 100,000 is exactly 10%: 111 shares are 19,980.
    #expect(try example.propose().orders == ["buy NVDA 111"])
    let moment = try #require(Instant(parsing: "2025-12-12", bareDate: .start))
    example.journal.lastApplied = moment
    example.journal.trades = [Journal.Trade(at: moment, value: try Amount(parsing: "10000"))]
    // 10,000 are left of 20,000: 55 shares are 9,900.
    #expect(try example.propose().orders == ["buy NVDA 55"])
  }

  // cites: hedge-8
  @Test("A hedge ends: what it put on comes off, and what the person holds stays")
  func endedHedge() throws {
    var example = example(
      "rule guard { when weight(NVDA) > 50% hedge 40% of NVDA by value with PSQ }",
      holds: ["NVDA": "10", "PSQ": "30"],
      cash: "97060"
    )
    #expect(try example.propose().orders == [])
    let index = try #require(try example.evaluation().market.indexBySymbol["PSQ"])
    example.journal.lastApplied = Instant(parsing: "2025-12-01", bareDate: .start)
    example.journal.putOn[Journal.HoldingKey(rule: "guard", instrument: index)] =
      try Quantity(parsing: "20")
    #expect(try example.propose().orders == ["sell PSQ 20"])
  }

  // cites: clause-3, unknown-12
  @Test("Bad news from three sources, and the hysteresis of until")
  func hysteresis() throws {
    var example = example(
      """
      rule cut for each stock in all {
        when  sentiment(stock, over: 30d) < -0.40
        trim  stock to 1% of nav
        until sentiment(stock, over: 30d) > -0.10
      }
      """,
      holds: ["NVDA": "100"],
      cash: "82000"
    )
    example.sentiment = nil
    example.impact = nil
    #expect(
      try example.propose().orders == [],
      "no news of NVDA at all: a stale feed sells nothing"
    )
    example.journal.states[Journal.StateKey(rule: "cut", member: "NVDA")] =
      Journal.RuleState(
        isActive: true,
        at: try #require(Instant(parsing: "2025-12-14", bareDate: .start))
      )
    // In force before, and an until that can't be decided leaves it so: 1,000 ÷ 180 = 5.6 stay.
    #expect(try example.propose().orders == ["sell NVDA 95"])
  }
}
