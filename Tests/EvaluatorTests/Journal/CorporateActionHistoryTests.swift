import Portfolio
import Quantities
import TestSupport
import Testing

/// Splits and symbol changes change what is counted, and nothing of its worth.
@Suite struct CorporateActionHistoryTests {
  static let rule = """
    rule grow {
      build NVDA to 10% of nav in tranches {
        first  50% at once
        second 50% once ready is confirmed
      }
      exit when ready is denied
    }
    """

  private func bought() throws -> Past {
    var past = try Past(Self.rule, ["NVDA 120 held 12", "MSFT 50"])
    past.world.acts = [try Meaning.act(.deny, "later", on: "2025-12-10")]
    past.world.items.append(Meaning.item("Rust", on: "2025-12-14"))
    return past
  }

  private func confirmed(_ past: Past) throws -> Past {
    var later = past
    later.world.acts.append(try Meaning.act(.confirm, on: "2025-12-16"))
    return later
  }

  /// What the second step buys with a split of `new` for `old` between the two, and without.
  @Test(arguments: [(2, 1, "NVDA 60"), (3, 2, "NVDA 80"), (1, 10, "NVDA 1200")])
  func aSplitChangesNoValue(_ new: Int, _ old: Int, _ quote: String) throws {
    var past = try Past(
      "settings { shares fractional }\n" + Self.rule,
      ["NVDA 120 held 12", "MSFT 50"]
    )
    try past.settle(on: "2025-12-15")
    var whole = try confirmed(past)
    let expected = try whole.settle(on: "2025-12-16")
    #expect(expected.count == 1)

    try past.history.split(try past.place("NVDA"), into: new, for: old)
    past.world.instruments = [quote, "MSFT 50"]
    #expect(try past.orders(on: "2025-12-15") == [])
    past = try confirmed(past)
    try past.settle(on: "2025-12-16")
    let ratio = try Ratio(Int128(new), over: Int128(old))
    for (figure, other) in [
      (try past.held("NVDA"), try whole.held("NVDA")),
      (try past.putOn("grow", "NVDA"), try whole.putOn("grow", "NVDA")),
    ] {
      let split = try other.ratio.multiplied(by: ratio)
      let distance = try split.subtracting(figure.ratio).absolute()
      #expect(try distance <= Ratio(1, over: 1_000_000), "\(figure) after \(other)")
    }
  }

  @Test func aSplitReachesOpenOrders() throws {
    var past = try Past(Self.rule)
    #expect(try past.apply(on: "2025-12-15") == ["buy NVDA 50"])
    try past.fill("40", leavingOpen: true)
    try past.history.split(try past.place("NVDA"), into: 10, for: 1)
    past.world.instruments = ["NVDA 10", "MSFT 50"]
    #expect(try past.journal.pending == [past.place("NVDA"): Quantity(parsing: "300")])
    #expect(try past.orders(on: "2025-12-15") == [])
    try past.fill("100")
    #expect(try past.held("NVDA") == Quantity(parsing: "500"))
    #expect(past.cash == (try Amount(parsing: "95000")))
    #expect(try past.step("grow", "first", "NVDA")?.filledAt != nil)
  }

  @Test func aReverseSplitLosesWhatNoDecimalHolds() throws {
    var past = try Past(Self.rule, ["NVDA 100 held 1", "MSFT 50"])
    try past.history.split(try past.place("NVDA"), into: 1, for: 3)
    #expect(try past.held("NVDA") == Quantity(parsing: "0.33333333"))
  }

  @Test func aNewSymbolKeepsItsJournal() throws {
    let rule = """
      rule grow for each s in (NVDA except MSFT) {
        build s to 10% of nav
        exit  when ready is denied
      }
      """
    var past = try Past(rule)
    try past.apply(on: "2025-12-15")
    try past.fill("50", leavingOpen: true)
    let before = try past.world.scenario().market
    past.world.rules = rule.replacing("NVDA", with: "ABC")
    past.world.instruments = ["ABC 100", "MSFT 50"]
    let after = try past.world.scenario().market
    past.history.changeSymbol(of: "NVDA", to: "ABC", from: before, to: after)
    #expect(try past.held("ABC") == Quantity(parsing: "50"))
    #expect(try past.putOn("grow[ABC]", "ABC") == Quantity(parsing: "50"))
    #expect(try past.orders(on: "2025-12-15") == [])
    try past.fill("100")
    #expect(try past.held("ABC") == Quantity(parsing: "100"))
    past.world.acts = [try Meaning.act(.deny, on: "2025-12-16")]
    #expect(try past.settle(on: "2025-12-16") == ["sell ABC 100"])
    #expect(try past.journal.exits.keys.map(\.member) == ["ABC"])
  }
}
