import Portfolio
import Quantities
import Testing

/// When steps open, what their goals are, and when they are filled.
@Suite struct StepTests {
  static let tranches = """
    rule grow {
      when  known(price(NVDA))
      build NVDA to 10% of nav in tranches {
        first  50% at once
        second 50% once ready is confirmed
      }
    }
    """

  private func confirmed(_ past: Past) throws -> Past {
    var later = past
    later.world.acts = [try Meaning.act(.confirm, on: "2025-12-16")]
    return later
  }

  @Test func aStepOpensEvenWhenNoOrderComesOfIt() throws {
    var past = try Past(Self.tranches, ["NVDA 100 held 80", "MSFT 50"])
    #expect(try past.apply(on: "2025-12-15") == [])
    let step = try #require(try past.step("grow", "first", "NVDA"))
    #expect(step.goal == .zero)
    #expect(step.filledAt == Instant(parsing: "2025-12-15", bareDate: .end))
    #expect(try past.step("grow", "second", "NVDA") == nil)
  }

  /// 30 of the first step's 50 are left; the second aims at 100, of which 50 were filled.
  @Test func whatAPersonSellsIsNotBoughtBackByALaterStep() throws {
    var past = try Past(Self.tranches)
    #expect(try past.settle(on: "2025-12-15") == ["buy NVDA 50"])
    try past.byHand("NVDA", "-20")
    #expect(try past.orders(on: "2025-12-15") == [])
    past = try confirmed(past)
    #expect(try past.settle(on: "2025-12-16") == ["buy NVDA 50"])
    #expect(try past.held("NVDA") == Quantity(parsing: "80"))
    #expect(try past.putOn("grow", "NVDA") == Quantity(parsing: "80"))
  }

  /// A fall buys nothing more for the open step; the later one aims at the cumulative weight.
  @Test func aLaterStepMakesUpForAFall() throws {
    var past = try Past(Self.tranches)
    try past.settle(on: "2025-12-15")
    past.world.instruments = ["NVDA 50", "MSFT 50"]
    #expect(try past.orders(on: "2025-12-15") == [])
    past = try confirmed(past)
    // NAV is 95,000 + 50 · 50 = 97,500: 10% are 195 shares.
    #expect(try past.orders(on: "2025-12-16") == ["buy NVDA 145"])
  }

  @Test func afterARiseAnOpenStepBuysLess() throws {
    var past = try Past(Self.tranches)
    try past.apply(on: "2025-12-15")
    try past.fill("50")
    past.world.instruments = ["NVDA 125", "MSFT 50"]
    // NAV is 97,500 + 25 · 125 = 100,625: 5% are 40.25 shares, 25 are held.
    #expect(try past.settle(on: "2025-12-15") == ["buy NVDA 15"])
    #expect(try past.step("grow", "first", "NVDA")?.filledAt != nil)
    past.world.instruments = ["NVDA 100", "MSFT 50"]
    #expect(try past.orders(on: "2025-12-15") == [])
  }

  @Test func aStepIsFilledWhenItsRestIsNotWorthATrade() throws {
    var past = try Past(
      "settings { minimum trade 600 USD }\n" + Self.tranches
    )
    try past.apply(on: "2025-12-15")
    try past.fill("90")
    #expect(try past.held("NVDA") == Quantity(parsing: "45"))
    #expect(try past.step("grow", "first", "NVDA")?.filledAt != nil)
    #expect(try past.orders(on: "2025-12-15") == [])
  }

  @Test func aDelayCountsFromTheRunThatFilledTheStep() throws {
    var past = try Past(
      """
      rule grow {
        build NVDA to 10% of nav in tranches {
          first  50% at once
          second 50% at least 3d after first
        }
      }
      """
    )
    try past.apply(on: "2025-12-10")
    #expect(try past.orders(on: "2025-12-14") == [])
    try past.fill("50")
    // The rest is sent by the run of the 12th, and fills it.
    try past.settle(on: "2025-12-12")
    #expect(try past.orders(on: "2025-12-14") == [])
    #expect(try past.orders(on: "2025-12-15") == ["buy NVDA 50"])
  }

  @Test func aBasketsFactorFillsItsSteps() throws {
    // MSFT is over its weight: NVDA gets what is left of 10%.
    var past = try Past("rule grow { build pair to 10% of nav }", ["NVDA 100", "MSFT 50 held 200"])
    let orders = try past.settle(on: "2025-12-15")
    #expect(orders.count == 1)
    let step = try #require(try past.step("grow", "all", "NVDA"))
    #expect(step.filled < step.goal)
    #expect(step.filledAt != nil)
    #expect(try past.step("grow", "all", "MSFT")?.filledAt != nil)
    #expect(try past.orders(on: "2025-12-15") == [])
  }
}
