import Portfolio
import Quantities
import TestSupport
import Testing

@testable import Evaluator

/// Hold, trim, freeze, hedge and review, on an account worth 100,000: one percent is 10 NVDA or 20
/// MSFT.
@Suite struct ActionMeaningTests {
  private func held(_ rules: String, _ quantity: Int, _ more: [String] = []) -> Meaning {
    Meaning(rules, ["NVDA 100 held \(quantity)"] + more, cash: "\(100_000 - 100 * quantity) USD")
  }

  // cites: hold-1
  @Test(
    arguments: [(30, ["buy NVDA 10"]), (45, []), (60, []), (70, ["sell NVDA 10"])]
      as [(Int, [String])]
  )
  func aHoldGoesToTheNearestEdgeOfItsBand(quantity: Int, orders: [String]) throws {
    #expect(try held("rule keep { hold NVDA at 5% of nav within 1% }", quantity).orders == orders)
  }

  // cites: hold-2
  @Test(arguments: [(45, ["buy NVDA 5"]), (50, []), (55, ["sell NVDA 5"])] as [(Int, [String])])
  func aBandIsZeroUnlessGiven(quantity: Int, orders: [String]) throws {
    #expect(try held("rule keep { hold NVDA at 5% of nav }", quantity).orders == orders)
  }

  // MARK: Trim

  // cites: trim-1
  @Test(
    arguments: [(80, ["sell NVDA 60"]), (20, []), (-80, ["cover NVDA 60"]), (-20, [])]
      as [(Int, [String])]
  )
  func aTrimSellsALongAndCoversAShort(quantity: Int, orders: [String]) throws {
    #expect(try held("rule cut { trim NVDA to 2% of nav }", quantity).orders == orders)
  }

  // cites: trim-2
  @Test func aTrimByAShareCountsFromWhatWasHeldAtFirst() throws {
    var world = held("rule cut { trim NVDA by 30% }", 80)
    #expect(try world.orders == ["sell NVDA 24"])
    for (base, orders) in [("100", ["sell NVDA 10"]), ("200", [])] as [(String, [String])] {
      world.journal = { journal, places in
        journal.lastApplied = try Meaning.moment("2025-12-10")
        let nvidia = try #require(places["NVDA"])
        journal.trimBase[.init(rule: "cut", instrument: nvidia)] = try Quantity(parsing: base)
      }
      #expect(try world.orders == orders)
    }
  }

  // cites: trim-3
  @Test func aTrimOfASetDividesByWhatIsHeld() throws {
    // 8% and 4%: half of each may stay.
    let world = Meaning(
      "rule cut { trim pair to 6% of nav }",
      ["NVDA 100 held 80", "MSFT 50 held 80"],
      cash: "88_000 USD"
    )
    #expect(try world.orders == ["sell MSFT 40", "sell NVDA 40"])
  }

  // cites: trim-4
  @Test func aTrimOfEachCutsEveryMemberByItself() throws {
    let world = Meaning(
      "rule cut { trim each pair to 6% of nav }",
      ["NVDA 100 held 80", "MSFT 50 held 80"],
      cash: "88_000 USD"
    )
    #expect(try world.orders == ["sell NVDA 20"])
  }

  // cites: trim-5
  @Test func aTrimToNothingSellsOddLotsToo() throws {
    let world = Meaning(
      "rule cut { trim NVDA to 0% of nav }",
      ["NVDA 100 held 10.25"],
      cash: "98_975 USD"
    )
    #expect(try world.orders == ["sell NVDA 10.25"])
  }

  // MARK: Freeze

  // cites: freeze-1
  @Test(
    arguments: [
      ("freeze NVDA", [], []), ("freeze buys of NVDA", [], ["sell NVDA 10"]),
      ("freeze sells of NVDA", ["buy NVDA 30"], []),
    ] as [(String, [String], [String])]
  )
  func aFreezeForbidsOneSideOrBoth(freeze: String, ups: [String], downs: [String]) throws {
    let still = "rule still { \(freeze) }\n"
    #expect(try held(still + "rule more { build NVDA to 5% of nav }", 20).orders == ups)
    #expect(try held(still + "rule less { trim NVDA to 1% of nav }", 20).orders == downs)
  }

  // MARK: Hedge

  // 100 NVDA are 10,000; one unit of HEDG offsets 50.
  private func hedge(_ clause: String, _ nvidia: String, _ fund: String = "") -> Meaning {
    Meaning(
      "rule guard { when weight(NVDA) > 0% \(clause) }",
      ["NVDA 100 held 100 \(nvidia)", "HEDG 50 kind inverse_fund leverage -1 \(fund)"],
      cash: "90_000 USD"
    )
  }

  // cites: hedge-1
  @Test func aHedgeOffsetsItsShareOfTheExposure() throws {
    #expect(try hedge("hedge 50% of NVDA by value with HEDG", "").orders == ["buy HEDG 100"])
    #expect(try hedge("hedge 100% of NVDA by value with HEDG", "").orders == ["buy HEDG 200"])
  }

  // cites: hedge-2
  @Test func byBetaEachExposureCountsTimesItsBeta() throws {
    let world = hedge("hedge 50% of NVDA by beta with HEDG", "beta 1.8", "beta 1.2")
    #expect(try world.orders == ["buy HEDG 150"])
    let byValue = hedge("hedge 50% of NVDA by value with HEDG", "beta 1.8", "beta 1.2")
    #expect(try byValue.orders == ["buy HEDG 100"])
  }

  // cites: hedge-3
  @Test func withoutABetaAHedgeIsUndecidedOrGoesByValue() throws {
    let undecided = try hedge("hedge 50% of NVDA by beta with HEDG", "", "beta 1.2").propose()
    #expect(undecided.orders == [])
    #expect(undecided.blocks == ["guard: undecided_rule"])
    let whole = hedge("hedge 50% of NVDA by beta otherwise by value with HEDG", "", "beta 1.2")
    #expect(try whole.orders == ["buy HEDG 100"])
    // Of two members the one with a beta goes by value as well.
    let two = Meaning(
      "rule guard { when gross > 0% hedge 50% of pair by beta otherwise by value with HEDG }",
      [
        "NVDA 100 held 100 beta 2", "MSFT 50 held 100",
        "HEDG 50 kind inverse_fund leverage -1 beta 1",
      ],
      cash: "85_000 USD"
    )
    #expect(try two.orders == ["buy HEDG 150"])
  }

  // cites: hedge-4
  @Test func aHedgeIsRoundedDown() throws {
    // 3,390 ÷ 50 = 67.8.
    #expect(try hedge("hedge 33.9% of NVDA by value with HEDG", "").orders == ["buy HEDG 67"])
  }

  // cites: hedge-5
  @Test(
    arguments: [(95, ""), (94, "buy HEDG 6"), (100, ""), (103, "sell HEDG 3")]
      as [(Int, String)]
  )
  func aHedgeMayBeALittleTooSmallButNeverTooLarge(units: Int, order: String) throws {
    var world = hedge("hedge 50% of NVDA by value with HEDG within 5%", "", "held \(units)")
    world.cash = ["\(90_000 - 50 * units) USD"]
    world.journal = { journal, places in
      journal.lastApplied = try Meaning.moment("2025-12-10")
      let fund = try #require(places["HEDG"])
      journal.putOn[.init(rule: "guard", instrument: fund)] = .whole(units)
    }
    #expect(try world.orders == (order.isEmpty ? [] : [order]))
  }

  // cites: hedge-8
  @Test func anEndedHedgeTakesOffWhatItPutOn() throws {
    var world = Meaning(
      "rule guard { when weight(NVDA) > 50% hedge 50% of NVDA by value with HEDG }",
      ["NVDA 100 held 100", "HEDG 50 kind inverse_fund leverage -1 held 100"],
      cash: "85_000 USD"
    )
    #expect(try world.orders == [])
    world.journal = { journal, places in
      journal.lastApplied = try Meaning.moment("2025-12-10")
      let fund = try #require(places["HEDG"])
      journal.putOn[.init(rule: "guard", instrument: fund)] = .whole(60)
    }
    #expect(try world.orders == ["sell HEDG 60"])
  }

  // MARK: Review, and rules for each

  // cites: review-1
  @Test func aReviewListsAndTradesNothing() throws {
    let proposal = try held("rule look { review NVDA }", 20).propose()
    #expect(proposal.orders == [])
    #expect(proposal.reviewCodes == ["look: asked_by_rule"])
  }

  // cites: rule-2, set-1
  @Test func aRuleForEachStandsOnceForEveryInstrument() throws {
    let world = Meaning(
      "rule cut for each stock in all { when weight(stock) > 1% trim stock to 1% of nav }",
      ["NVDA 100 held 80", "MSFT 50 held 80", "AMD 20"],
      cash: "88_000 USD"
    )
    #expect(try world.orders == ["sell MSFT 60", "sell NVDA 70"])
  }
}
