import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Builds and their gates, on an account worth 100,000: one percent is 10 NVDA or 20 MSFT.
@Suite struct BuildMeaningTests {
  static let ladder = """
    rule own {
      build NVDA to 10% of nav in tranches {
        first  50% at once
        second 30% once ready is confirmed
        third  20% at once
      }
    }
    """

  // cites: build-1
  @Test func aBuildAsksForAtLeastItsWeight() throws {
    let rule = "rule own { build NVDA to 5% of nav }"
    #expect(try Meaning(rule).orders == ["buy NVDA 50"])
    let more = Meaning(rule, ["NVDA 100 held 80"], cash: "92_000 USD")
    #expect(try more.orders == [])
  }

  // cites: build-2
  @Test func aShortBuildAsksForAtLeastItsWeightShort() throws {
    let rule = "settings { shorting allowed }\nrule own { build short NVDA to 5% of nav }"
    #expect(try Meaning(rule).orders == ["short NVDA 50"])
    let more = Meaning(rule, ["NVDA 100 held -80"], cash: "108_000 USD")
    #expect(try more.orders == [])
  }

  // cites: build-3
  @Test func aHoldingOnTheOtherSideIsBlocked() throws {
    let long = try Meaning(
      "rule own { build NVDA to 5% of nav }",
      ["NVDA 100 held -3"],
      cash: "100_300 USD"
    ).propose()
    #expect(long.orders == [] && long.blocks == ["NVDA: opposite_side"])
    let short = try Meaning(
      "settings { shorting allowed }\nrule own { build short NVDA to 5% of nav }",
      ["NVDA 100 held 3"],
      cash: "99_700 USD"
    ).propose()
    #expect(short.orders == [] && short.blocks == ["NVDA: opposite_side"])
  }

  // cites: build-5, set-1
  @Test func aBasketSharesTheWeightAndEachRepeatsIt() throws {
    #expect(
      try Meaning("rule own { build pair to 10% of nav }").orders == ["buy MSFT 80", "buy NVDA 60"]
    )
    #expect(
      try Meaning("rule own { build each pair to 10% of nav }").orders
        == ["buy MSFT 200", "buy NVDA 100"]
    )
  }

  // cites: build-6
  @Test func whatIsHeldCounts() throws {
    let held = Meaning(
      "rule own { build NVDA to 5% of nav }",
      ["NVDA 100 held 20"],
      cash: "98_000 USD"
    )
    #expect(try held.orders == ["buy NVDA 30"])
    // MSFT alone is 12% of 10%.
    let full = Meaning(
      "rule own { build pair to 10% of nav }",
      ["NVDA 100", "MSFT 50 held 240"],
      cash: "88_000 USD"
    )
    #expect(try full.orders == [])
    // MSFT has 8% of the 10%: 2% are left for NVDA, which wants 6%.
    let half = Meaning(
      "rule own { build pair to 10% of nav }",
      ["NVDA 100", "MSFT 50 held 160"],
      cash: "92_000 USD"
    )
    #expect(try half.orders == ["buy NVDA 20"])
  }

  // cites: build-8
  @Test func withoutTranchesTheWholeIsOneStep() throws {
    let proposal = try Meaning("rule own { build NVDA to 5% of nav }").propose()
    #expect(proposal.changes.map(\.steps) == [["own.all"]])
    #expect(proposal.rules.first?.steps.map(\.share.description) == ["100%"])
  }

  // cites: build-9, gate-1, gate-2
  @Test func stepsUnlockFromTheFirstToTheLast() throws {
    var world = Meaning(Self.ladder)
    #expect(try world.orders == ["buy NVDA 50"])
    world.acts = [try Meaning.act(.confirm)]
    #expect(try world.orders == ["buy NVDA 100"])
  }

  // cites: build-10
  @Test func anEarlierStepNeedNotBeFilled() throws {
    var world = Meaning(Self.ladder, ["NVDA 100 held 20"], cash: "98_000 USD")
    world.acts = [try Meaning.act(.confirm)]
    world.journal = { journal, places in
      let then = try Meaning.moment("2025-12-05")
      journal.lastApplied = then
      let nvidia = try #require(places["NVDA"])
      journal.steps[.init(rule: "own", step: "first", instrument: nvidia)] = .init(
        opened: then,
        goal: try Quantity(parsing: "50"),
        filled: try Quantity(parsing: "20")
      )
    }
    #expect(try world.orders == ["buy NVDA 80"])
  }

  // cites: build-11
  @Test func aFilledStepIsNotBoughtAgain() throws {
    // At half the price 50 shares are 2.6% of nav, and 5% are asked for.
    var world = Meaning(
      "rule own { build NVDA to 5% of nav }",
      ["NVDA 50 held 50"],
      cash: "95_000 USD"
    )
    #expect(try world.orders == ["buy NVDA 47"])
    world.journal = try filled("all", on: "2025-12-05")
    #expect(try world.orders == [])
  }

  // MARK: Gates

  // cites: gate-3
  @Test func aDelayCountsFromWhenTheStepWasFilled() throws {
    let rule = """
      rule own {
        build NVDA to 10% of nav in tranches { first 50% at once second 50% at least 10d after first }
      }
      """
    var world = Meaning(rule, ["NVDA 100 held 50"], cash: "95_000 USD")
    world.journal = try filled("first", on: "2025-12-05")
    #expect(try world.orders == ["buy NVDA 50"])
    world.journal = try filled("first", on: "2025-12-06")
    world.asOf = "2025-12-15T23:00Z"
    #expect(try world.orders == [])
    // Opened and not filled, however long ago.
    world.instruments = ["NVDA 100"]
    world.cash = ["100_000 USD"]
    world.journal = { _, _ in }
    #expect(try world.orders == ["buy NVDA 50"])
  }

  // cites: gate-4
  @Test func aConditionAndADelayAreBothNeeded() throws {
    let rule = """
      rule own {
        build NVDA to 10% of nav in tranches {
          first  50% at once
          second 50% once ready is confirmed, at least 10d after first
        }
      }
      """
    var world = Meaning(rule, ["NVDA 100 held 50"], cash: "95_000 USD")
    world.journal = try filled("first", on: "2025-12-01")
    #expect(try world.orders == [])
    world.acts = [try Meaning.act(.confirm)]
    #expect(try world.orders == ["buy NVDA 50"])
    world.journal = try filled("first", on: "2025-12-14")
    #expect(try world.orders == [])
  }

  // cites: gate-5
  @Test func aGateLostBeforeTheFillCloses() throws {
    var world = Meaning(Self.gated)
    world.acts = [try Meaning.act(.confirm)]
    #expect(try world.orders == ["buy NVDA 50"])
    world.acts.append(try Meaning.act(.deny, on: "2025-12-12"))
    let proposal = try world.propose()
    #expect(proposal.orders == [] && proposal.reviewCodes == [])
  }

  // cites: gate-6
  @Test func aGateLostAfterTheFillAsksForAPerson() throws {
    var world = Meaning(Self.gated, ["NVDA 100 held 50"], cash: "95_000 USD")
    world.acts = [try Meaning.act(.confirm), try Meaning.act(.deny, on: "2025-12-12")]
    world.journal = try filled("only", on: "2025-12-11")
    let proposal = try world.propose()
    #expect(proposal.orders == [])
    #expect(proposal.reviewCodes == ["own.only: gate_lost"])
    #expect(proposal.status == .review)
  }

  // cites: gate-5, gate-6
  @Test func aGateLostInTheMiddleOfAFillClosesAndTheSharesStay() throws {
    // 50 were asked for, 20 are filled.
    var world = Meaning(Self.gated, ["NVDA 100 held 20"], cash: "98_000 USD")
    world.acts = [try Meaning.act(.confirm)]
    let moment = try Meaning.moment("2025-12-11")
    world.journal = { journal, places in
      journal.lastApplied = moment
      let nvidia = try #require(places["NVDA"])
      journal.putOn[.init(rule: "own", instrument: nvidia)] = try Quantity(parsing: "20")
      journal.steps[.init(rule: "own", step: "only", instrument: nvidia)] = .init(
        opened: moment,
        goal: try Quantity(parsing: "50"),
        filled: try Quantity(parsing: "20")
      )
    }
    #expect(try world.orders == ["buy NVDA 30"])
    world.acts.append(try Meaning.act(.deny, on: "2025-12-12"))
    let lost = try world.propose()
    #expect(lost.orders == [] && lost.reviewCodes == ["own.only: gate_lost"])
    // Open again, it goes on towards the goal that was fixed.
    world.acts.append(try Meaning.act(.confirm, on: "2025-12-13"))
    #expect(try world.orders == ["buy NVDA 30"])
  }

  static let gated = """
    rule own { build NVDA to 5% of nav in tranches { only 100% once ready is confirmed } }
    """

  private func filled(
    _ step: String,
    on day: String
  ) throws -> (inout Journal, [String: Int]) throws -> Void {
    let end = try #require(Instant(parsing: day, bareDate: .end))
    return { journal, places in
      journal.lastApplied = end
      let nvidia = try #require(places["NVDA"])
      let fifty = try Quantity(parsing: "50")
      journal.putOn[.init(rule: "own", instrument: nvidia)] = fifty
      journal.steps[.init(rule: "own", step: step, instrument: nvidia)] = .init(
        opened: end,
        goal: fifty,
        filled: fifty,
        filledAt: end
      )
    }
  }
}
