import Evaluator
import Portfolio
import Quantities
import Testing

/// Facts that are assumed count at `as of` alone, are marked wherever they show, and leave everything
/// else as it is.
@Suite struct AssumptionTests {
  private static let rules = BuildExampleTests.ladder

  private func example(_ assumptions: String..., rules: String = Self.rules) -> Example {
    var example = Example(rules)
    example.assumptions = assumptions
    return example
  }

  @Test func aStateOpensItsStep() throws {
    // All of 6% now: 2,400 ÷ 180 = 13.3, 1,800 ÷ 310 = 5.8, 1,800 ÷ 480 = 3.75;
    // 40% × (2,340·1.7 + 1,550·1.1 + 1,440·1) ÷ 45.6 = 62.5.
    let proposal = try example("default_build is confirmed").propose()
    #expect(proposal.orders == ["buy GOOGL 5", "buy MSFT 3", "buy NVDA 13", "buy PSQ 62"])
    let scaleIn = try #require(proposal.rules.first { $0.rule == "scale_in" })
    let gate = try #require(scaleIn.steps.last?.findings.first)
    #expect(gate.actual == "confirmed (assumed)")
  }

  @Test func aValueCountsForEveryWindow() throws {
    // With -0.5 the thesis fails and the exit's shorter window is below -0.25 too.
    let proposal = try example("sentiment(kernel_rust) = -0.5").propose()
    #expect(proposal.orders == [])
    #expect(proposal.state(of: "scale_in") == .exits)
  }

  @Test func aNamedWindowIsTheOnlyOne() throws {
    let proposal = try example("sentiment(kernel_rust, over: 14d) = -0.5").propose()
    #expect(proposal.state(of: "scale_in") == .exits)
    let other = try example("sentiment(kernel_rust, over: 30d) = 0.2").propose()
    #expect(other.state(of: "scale_in") == .waits)
  }

  @Test func theNarrowerOfTwoCounts() throws {
    let both = try example(
      "sentiment(kernel_rust) = -0.5",
      "sentiment(kernel_rust, over: 14d) = 0.1"
    ).propose()
    #expect(both.state(of: "scale_in") == .waits)
  }

  @Test func assumedNewsNeedNoLiveFeed() throws {
    var stale = example("sentiment(kernel_rust) = 0.3", "impact(kernel_rust) = 0.3")
    stale.publishedOn = "2025-11-01"
    #expect(try stale.propose().state(of: "scale_in") == .fires)
    stale.assumptions = []
    #expect(try stale.propose().state(of: "scale_in") == .blind)
  }

  @Test func aPriceIsFreshAndCounts() throws {
    var old = example("price(NVDA) = 90 USD")
    old.stale = ["NVDA"]
    // 816 ÷ 90 = 9.06
    #expect(try old.propose().orders.contains("buy NVDA 9"))
  }

  @Test func changedWithinSeesTheMove() throws {
    let rules = """
      rule pause { when default_build changed within 2d freeze all }
      rule own { build NVDA to 6% of nav }
      """
    #expect(try example(rules: rules).propose().orders == ["buy NVDA 33"])
    #expect(try example("default_build is reported", rules: rules).propose().orders == [])
    #expect(try example("default_build is none", rules: rules).propose().orders == ["buy NVDA 33"])
  }

  @Test func thePastStaysAsItWas() throws {
    // Good news two days ago ended nothing: the trim began that day, in replay, and is still on.
    let rules = """
      rule cut { when sentiment(kernel_rust, over: 5d) > 0.2 trim NVDA to 1% of nav
        until sentiment(kernel_rust, over: 5d) < -0.2 }
      """
    var kept = example("sentiment(kernel_rust) = 0", rules: rules)
    kept.holds = ["NVDA": "20"]
    #expect(try kept.propose().orders.first?.hasPrefix("sell NVDA") == true)
    kept.assumptions = ["sentiment(kernel_rust) = -0.3"]
    #expect(try kept.propose().orders == [])
  }

  @Test func theHeaderSaysSo() throws {
    let plain = try example().evaluation().header
    let one = try example("impact(kernel_rust) = 0.9", "default_build is denied").evaluation()
      .header
    let other = try example("default_build is denied", "impact(kernel_rust)=0.90").evaluation()
      .header
    #expect(plain.assumptions == [])
    #expect(
      one.assumptions.map(\.text) == ["default_build is denied", "impact(kernel_rust) = 0.9"]
    )
    #expect(one.id != plain.id)
    #expect(one.id == other.id)
    #expect(one.facts.filter(\.isAssumed).map(\.id) == ["impact(kernel_rust, over: 30d)"])
    #expect(one.catalysts.map(\.isAssumed) == [true])
    #expect(plain.facts.allSatisfy { !$0.isAssumed })
  }

  @Test func whatNoRuleReadsIsAFault() throws {
    let cases: [(String, String)] = [
      ("sentiment(kernel_rust, over: 31d) = 0.1", "unread"),
      ("articles(kernel_rust) = 3", "unread"),
      ("sentiment(NVDIA) = 0.1", "unknownInstrument"), ("price(NVDA) = 90 EUR", "otherCurrency"),
      ("sentiment(kernel_rust, over: 14d) = 0.1", ""), ("price(NVDA) = 90 USD", ""),
      ("default_build is confirmed", ""),
    ]
    for (text, cause) in cases {
      let given = example(text)
      let evaluation = try given.evaluation()
      let faults = evaluation.faults(of: try given.assumed())
      #expect(
        faults.map { "\($0.cause)".prefix { $0 != "(" } } == (cause.isEmpty ? [] : [cause[...]])
      )
    }
  }
}
