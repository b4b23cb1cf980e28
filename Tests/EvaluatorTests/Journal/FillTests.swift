import Portfolio
import Quantities
import Testing

/// What is sent, filled and cancelled, and what evaluations then ask for.
@Suite struct FillTests {
  /// 10% of 100,000 dollars is 100 shares at 100.
  static let build = "rule grow { build NVDA to 10% of nav }"

  @Test func whatIsSentIsNotOrderedAgain() throws {
    var past = try Past(Self.build)
    #expect(try past.apply(on: "2025-12-15") == ["buy NVDA 100"])
    #expect(try past.journal.pending == [past.place("NVDA"): Quantity(parsing: "100")])
    #expect(try past.orders(on: "2025-12-15") == [])
    #expect(try past.held("NVDA") == .zero)
  }

  @Test func whatIsFilledIsNotOrderedAgain() throws {
    var past = try Past(Self.build)
    try past.settle(on: "2025-12-15")
    #expect(try past.held("NVDA") == Quantity(parsing: "100"))
    #expect(past.cash == (try Amount(parsing: "90000")))
    #expect(try past.orders(on: "2025-12-15") == [])
    let step = try #require(try past.step("grow", "all", "NVDA"))
    #expect(step.goal == (try Quantity(parsing: "100")))
    #expect(step.filled == step.goal)
    #expect(step.filledAt == Instant(parsing: "2025-12-15", bareDate: .end))
  }

  @Test func afterAPartialFillTheRestIsOrdered() throws {
    var past = try Past(Self.build)
    try past.apply(on: "2025-12-15")
    try past.fill("45.5")
    #expect(try past.held("NVDA") == Quantity(parsing: "45"))
    #expect(try past.journal.pending.isEmpty)
    #expect(try past.orders(on: "2025-12-15") == ["buy NVDA 55"])
    #expect(try past.putOn("grow", "NVDA") == Quantity(parsing: "45"))
  }

  @Test func aFillLeftOpenKeepsTheRestOnOrder() throws {
    var past = try Past(Self.build)
    try past.apply(on: "2025-12-15")
    try past.fill("45", leavingOpen: true)
    #expect(try past.journal.pending == [past.place("NVDA"): Quantity(parsing: "55")])
    #expect(try past.orders(on: "2025-12-15") == [])
    try past.fill("100")
    #expect(try past.held("NVDA") == Quantity(parsing: "100"))
    #expect(try past.step("grow", "all", "NVDA")?.filledAt != nil)
  }

  @Test func whatIsCancelledIsOrderedAgain() throws {
    var past = try Past(Self.build)
    try past.apply(on: "2025-12-15")
    try past.history.cancel()
    #expect(try past.journal.pending.isEmpty)
    #expect(try past.journal.trades.isEmpty)
    #expect(try past.orders(on: "2025-12-15") == ["buy NVDA 100"])
  }

  /// Sent at 100, the goal is 100 shares; at 80 dollars 10% of NAV would be 125.
  @Test func aFallAfterSendingBuysNothingMore() throws {
    var past = try Past(Self.build)
    try past.apply(on: "2025-12-15")
    past.world.instruments = ["NVDA 80", "MSFT 50"]
    #expect(try past.orders(on: "2025-12-15") == [])
  }
}
