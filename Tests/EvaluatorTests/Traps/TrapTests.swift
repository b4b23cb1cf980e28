import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

/// Mistakes that rebalancers are known to make, and are not made here; `docs/reliability.md` lists them all
/// with the tests that stand elsewhere.
@Suite struct TrapTests {
  /// Two names, each at most 40%: some tools then hold nothing at all.
  @Test func aCapThatCanNotBeMetSellsNothing() throws {
    let world = Meaning(
      """
      rule all_in { build pair to 100% of nav }
      limit cap weight of each instrument <= 40%
      """,
      ["NVDA 100 held 300", "MSFT 50 held 100"],
      cash: "65_000 USD"
    )
    #expect(try world.orders == ["buy MSFT 700", "buy NVDA 100"])
  }

  /// The room under a limit is what is left of it, not all of it.
  @Test func aLimitCountsWhatIsHeld() throws {
    let world = Meaning(
      """
      rule own { build NVDA to 20% of nav }
      limit single weight of each instrument <= 10%
      """,
      ["NVDA 100 held 30"],
      cash: "97_000 USD"
    )
    #expect(try world.orders == ["buy NVDA 70"])
  }

  @Test func aBuyNamesTheSaleThatPaysForIt() throws {
    let proposal = try Meaning(
      """
      rule less { trim NVDA to 1% of nav }
      rule more { build MSFT to 50% of nav }
      """,
      ["NVDA 100 held 900", "MSFT 50"],
      cash: "10_000 USD"
    ).propose()
    #expect(proposal.orders == ["sell NVDA 890", "buy MSFT 1000"])
    #expect(proposal.changes.last?.dependsOn == ["NVDA"])
  }

  /// Nothing is divided by a NAV of nothing; what is held can still be sold.
  @Test func withoutANetAssetValueOnlyReductionsGoOn() throws {
    var world = Meaning(
      """
      rule less { trim NVDA to 0% of nav }
      rule more { build MSFT to 50% of nav }
      """,
      ["NVDA 100 held 100", "MSFT 50"],
      cash: "-20_000 USD"
    )
    world.isMargin = true
    let proposal = try world.propose()
    #expect(proposal.orders == ["sell NVDA 100"])
    #expect(proposal.blocks.contains("account: nav_not_positive"))
  }

  /// A bound of 0 is a bound, not a missing one.
  @Test(arguments: [(0, "fires"), (-1, "waits")])
  func aThresholdOfZeroIsAThreshold(hundredths: Int, state: String) throws {
    var world = Meaning("")
    world.items = [Meaning.item("Rust", on: "2025-12-14", sentiment: hundredths)]
    #expect(try world.state(of: "sentiment(rust, over: 30d) >= 0") == state)
  }

  /// A value on the border of two rungs is in one of them, as written.
  @Test func rungsMeetWithoutOverlap() throws {
    var world = Meaning("")
    world.items = [Meaning.item("Rust", on: "2025-12-14", sentiment: 30)]
    let low = "sentiment(rust, over: 30d) >= 0.15 and sentiment(rust, over: 30d) < 0.3"
    let high = "sentiment(rust, over: 30d) >= 0.3"
    #expect(try world.state(of: low) == "waits")
    #expect(try world.state(of: high) == "fires")
  }

  /// A stop over all holdings reaches those that no other rule speaks of.
  @Test func aStopReachesEveryHolding() throws {
    let world = Meaning(
      "rule stop { when nav < 100_000 USD trim each held in all to 0% of nav }",
      ["NVDA 100 held 100", "MSFT 50 held 10"],
      cash: "50_000 USD"
    )
    #expect(try world.orders == ["sell MSFT 10", "sell NVDA 100"])
  }

  /// A close is made however small it is, and however little cash there is.
  @Test func aCloseIsMadeBelowEveryMinimum() throws {
    var world = Meaning(
      """
      rule out { trim NVDA to 0% of nav }
      settings { minimum trade 5_000 USD }
      limit floor cash >= 99%
      """,
      ["NVDA 100 held 1"],
      cash: "900 USD"
    )
    #expect(try world.orders == ["sell NVDA 1"])
    world.instruments = ["NVDA 100 held -1"]
    #expect(try world.orders == ["cover NVDA 1"])
  }

  /// Every holding is told of: as a change, or held with a reason.
  @Test(arguments: Property.chunks)
  func nothingIsDroppedSilently(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      let told = Set(one.proposal.changes.map(\.symbol) + one.proposal.holds.map(\.symbol))
      for index in one.scenario.instruments.indices where one.scenario.held(index) != 0 {
        let symbol = one.scenario.instruments[index].symbol
        if !told.contains(symbol) { return "nothing is said of \(symbol)" }
      }
      return nil
    }
  }
}
