import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Which instruments a set holds, seen by which a review of each member lists.
@Suite struct SetMeaningTests {
  static let world = [
    "AMD 20 held 10 tag sector:chips", "BILL 10 kind cash_like held 10",
    "HEDG 50 kind inverse_fund leverage -1", "MSFT 50 held 20 tag sector:software", "NVDA 100",
    "QCOM 10 tag sector:chips",
  ]
  static let hedge = "rule guard { when gross > 99% hedge 10% of NVDA by value with HEDG }\n"

  /// The members for which a rule `for each` of the set stands.
  private func members(of set: String) throws -> [String] {
    let world = Meaning(
      Self.hedge + "rule look for each s in \(set) { when gross >= 0% review s }",
      Self.world
    )
    return try world.propose().reviews.filter { $0.code == "asked_by_rule" }
      .map { String($0.subject.dropFirst("look[".count).dropLast()) }
  }

  // cites: set-1, set-2, set-3, set-4, set-5
  @Test(
    arguments: [
      ("NVDA", ["NVDA"]), ("pair", ["MSFT", "NVDA"]), ("tag sector:chips", ["AMD", "QCOM"]),
      ("all", ["AMD", "MSFT", "NVDA", "QCOM"]), ("held in all", ["AMD", "MSFT"]),
      ("held in tag sector:chips", ["AMD"]), ("held in (all except MSFT)", ["AMD"]),
      ("all except NVDA except AMD", ["MSFT", "QCOM"]),
      ("all except (NVDA except NVDA)", ["AMD", "MSFT", "NVDA", "QCOM"]),
      ("held in all except AMD", ["MSFT"]),
    ] as [(String, [String])]
  )
  func aSetHolds(set: String, symbols: [String]) throws {
    #expect(try members(of: set) == symbols)
  }

  // cites: set-6
  @Test func allLeavesOutHedgesAndCashLikeOnesUnlessItIsFrozen() throws {
    #expect(try members(of: "BILL") == ["BILL"])
    let trim = Meaning("rule cut { trim each all to 0% of nav }", Self.world)
    #expect(try trim.orders == ["sell AMD 10", "sell MSFT 20"])
    let named = Meaning("rule cut { trim BILL to 0% of nav }", Self.world)
    #expect(try named.orders == ["sell BILL 10"])
    for still in ["rule still { freeze all }", "limit still no trade of all"] {
      let frozen = Meaning("rule cut { trim BILL to 0% of nav }\n" + still, Self.world)
      #expect(try frozen.orders == [])
    }
    // A hedge instrument is frozen by `all` too.
    let hedge = "rule guard { when gross > 0% hedge 50% of MSFT by value with HEDG }\n"
    #expect(try Meaning(hedge, Self.world).orders == ["buy HEDG 10"])
    #expect(try Meaning(hedge + "rule still { freeze all }", Self.world).orders == [])
    #expect(
      try Meaning(hedge + "rule still { freeze tag sector:chips }", Self.world).orders
        == ["buy HEDG 10"]
    )
  }

  // cites: set-7
  @Test func eachOfATagMeansTheMembersThatAreHeld() throws {
    let tag = Meaning("rule own { build each tag sector:chips to 1% of nav }", Self.world)
    #expect(try tag.orders == ["buy AMD 40"])
    let basket = Meaning("rule own { build each pair to 2% of nav }", Self.world)
    #expect(try basket.orders == ["buy MSFT 20", "buy NVDA 20"])
  }

  // cites: set-5, set-7
  @Test func eachOfATagMeansTheHeldOnesWhateverIsLeftOut() throws {
    let chips = "(tag sector:chips except NVDA)"
    let tag = Meaning("rule own { build each \(chips) to 1% of nav }", Self.world)
    #expect(try tag.orders == ["buy AMD 40"])
    // What is left out is left out, held or not.
    let basket = """
      basket three { AMD 40% NVDA 30% QCOM 30% }
      rule own { build each (three except tag sector:chips) to 2% of nav }
      """
    #expect(try Meaning(basket, Self.world).orders == ["buy NVDA 20"])
    let hold = Meaning("rule own { hold each \(chips) at 1% of nav }", Self.world)
    #expect(try hold.orders == ["buy AMD 40"])
  }

  // cites: set-6, trim-4
  @Test func noRuleTradesAHedgeInstrumentThatATagReaches() throws {
    var world = Self.world
    world[2] = "HEDG 50 kind inverse_fund leverage -1 held 40 tag sector:chips"
    for rule in [
      "rule cut { trim each tag sector:chips to 0% of nav }",
      "rule cut { trim tag sector:chips to 0% of nav }",
      "rule cut for each s in tag sector:chips { trim s to 0% of nav }",
    ] {
      #expect(try Meaning(Self.hedge + rule, world).orders == ["sell AMD 10"], "\(rule)")
    }
    let build = "rule own { build each tag sector:chips to 1% of nav }"
    #expect(try Meaning(Self.hedge + build, world).orders == ["buy AMD 41"])
  }
}
