import Evaluator
import Portfolio
import Quantities
import Testing

/// Builds, worked by hand: 34% × 6% × 100,000 × 40% = 816 → 4 shares at 180, and so on.
@Suite("Builds, worked by hand")
struct BuildExampleTests {
  static let ladder = """
    let thesis = sentiment(kernel_rust, over: 30d) >= 0.25 and impact(kernel_rust, over: 30d) >= 0.20
    rule scale_in {
      when  thesis
      build beneficiaries to 6% of nav in tranches {
        foothold   34% at once
        default_on 66% once default_build is confirmed
      }
      exit when sentiment(kernel_rust, over: 14d) < -0.25
    }
    rule hedge_it {
      when  weight(beneficiaries) > 1%
      hedge 40% of beneficiaries by beta with PSQ
    }
    """

  // cites: build-5, hedge-2, hedge-4
  @Test("The first tranche and its hedge, as in the language's example")
  func firstTranche() throws {
    let proposal = try Example(Self.ladder).propose()
    // 816 ÷ 180 = 4.5, 612 ÷ 310 = 1.97, 612 ÷ 480 = 1.3;
    // 40% × (720·1.7 + 310·1.1 + 480·1.0) ÷ (38·1.2) = 17.9.
    #expect(proposal.orders == ["buy GOOGL 1", "buy MSFT 1", "buy NVDA 4", "buy PSQ 17"])
    #expect(proposal.status == .ready)
    let nvidia = try #require(proposal.changes.first { $0.symbol == "NVDA" })
    #expect(nvidia.steps == ["scale_in.foothold"])
    #expect(nvidia.facts.contains("sentiment(kernel_rust, over: 30d)"))
    #expect(nvidia.value == amount("720"))
    #expect(proposal.totals.cashAfter == amount("97844"))
  }

  // cites: build-6, build-9, gate-2
  @Test("The second tranche counts what is held, and waits for a person's word")
  func secondTranche() throws {
    var example = Example(Self.ladder)
    example.holds = ["NVDA": "4", "GOOGL": "1", "MSFT": "1", "PSQ": "17"]
    example.cash = "97844"
    #expect(try example.propose().orders == [])
    example.acts = [try confirmation(of: "default_build", on: "2025-12-14")]
    // 6% × 100,000 × 40% = 2,400 → 13.3 shares in all, 4 held: 9 more.
    // 1,800 ÷ 310 = 5.8 → 4 more; 1,800 ÷ 480 = 3.75 → 2 more;
    // 40% × (2,340·1.7 + 1,550·1.1 + 1,440) ÷ 45.6 = 62.5 → 62, 17 held: 45 more.
    #expect(
      try example.propose().orders == ["buy GOOGL 4", "buy MSFT 2", "buy NVDA 9", "buy PSQ 45"]
    )
  }

  @Test("A thesis below its threshold buys nothing and says how far it is")
  func farFromActing() throws {
    var example = Example(Self.ladder)
    example.sentiment = "0.21"
    let proposal = try example.propose()
    #expect(proposal.orders == [])
    let rule = try #require(proposal.rules.first { $0.rule == "scale_in" })
    #expect(rule.state == .waits)
    let finding = try #require(rule.findings.first)
    #expect(finding.subject == "sentiment(kernel_rust, over: 30d)")
    #expect(
      [finding.actual, finding.needed, finding.distance] == ["0.21", "at least 0.25", "+0.04"]
    )
  }

  // cites: unknown-7
  @Test("A live feed without news is quiet: nothing is bought and nobody is asked")
  func quiet() throws {
    let rule = """
      rule go { when sentiment(MSFT, over: 3d) > 0 build NVDA to 1% of nav }
      """
    let proposal = try Example(rule).propose()
    #expect(proposal.orders == [])
    #expect(proposal.state(of: "go") == .quiet)
    #expect(proposal.status == .ready)
  }

  // cites: unknown-7
  @Test("A stale feed is blind: nothing is bought, and a person is asked")
  func blind() throws {
    var example = Example(Self.ladder)
    example.publishedOn = "2025-12-01"
    let proposal = try example.propose()
    #expect(proposal.orders == [])
    #expect(proposal.state(of: "scale_in") == .blind)
    // The exit can't be decided either, but its rule neither put anything on nor asks for anything.
    #expect(proposal.blocks == [])
    #expect(proposal.reviewCodes == ["scale_in: undecided_rule"])
  }

  // cites: setting-1
  @Test("A stale price stops its instrument alone; a missing one too")
  func prices() throws {
    var example = Example(Self.ladder)
    example.stale = ["NVDA"]
    var proposal = try example.propose()
    #expect(proposal.blocks == ["NVDA: stale_price"])
    #expect(proposal.orders.prefix(2) == ["buy GOOGL 1", "buy MSFT 1"])
    example.stale = []
    example.prices["NVDA"] = nil
    example.holds = ["AMD": "0.5"]
    example.prices["AMD"] = "200"
    proposal = try example.propose()
    #expect(proposal.blocks.isEmpty, "NVDA is not in the file at all, so nothing can be blocked")
    #expect(proposal.orders.contains("buy GOOGL 1"))
  }

  // cites: unknown-13
  @Test("A holding that never had a price makes net asset value unknown: no increase at all")
  func unpricedHolding() throws {
    var example = Example(Self.ladder)
    example.holds = ["MYST": "10"]
    let proposal = try example.propose()
    #expect(proposal.nav == nil)
    #expect(proposal.orders == [])
    #expect(proposal.blocks.contains("account: nav_unknown"))
    #expect(proposal.status == .blocked)
  }

  // cites: clause-2
  @Test("An exit without a journal asks a person; with one it sells what the rule bought, no more")
  func exits() throws {
    var example = Example(Self.ladder)
    example.sentiment = "-0.50"
    example.holds = ["NVDA": "10"]
    var proposal = try example.propose()
    // The hedge stands on its own: 40% × 1,800 × 1.7 ÷ 45.6 = 26.8.
    #expect(proposal.orders == ["buy PSQ 26"])
    #expect(proposal.reviewCodes == ["scale_in: exit_without_fills"])

    let index = try #require(try example.evaluation().market.indexBySymbol["NVDA"])
    example.journal.lastApplied = Instant(parsing: "2025-12-01", bareDate: .start)
    example.journal.putOn[Journal.HoldingKey(rule: "scale_in", instrument: index)] =
      try Quantity(parsing: "4")
    proposal = try example.propose()
    #expect(proposal.orders.contains("sell NVDA 4"))
    #expect(proposal.state(of: "scale_in") == .exits)
  }

  // cites: build-3
  @Test("Shares on the other side are never turned round")
  func oppositeSide() throws {
    var example = Example("rule go { build NVDA to 5% of nav }")
    example.holds = ["NVDA": "-3"]
    let proposal = try example.propose()
    #expect(proposal.orders == [])
    #expect(proposal.blocks == ["NVDA: opposite_side"])
  }
}
