import Evaluator
import Portfolio
import Quantities
import Testing

/// What runs record of hedges, trims and other rules with a state.
@Suite struct RuleStateTests {
  static let hedge = """
    rule cover { when ready is confirmed hedge 50% of NVDA by value with PSQ until later is confirmed }
    """
  static let instruments = [
    "NVDA 100 held 100", "MSFT 50", "PSQ 20 kind inverse_fund leverage -1 held 10",
  ]

  private func hedged(_ rules: String = hedge) throws -> Past {
    var past = try Past(rules, Self.instruments)
    past.world.acts = [try Meaning.act(.confirm, on: "2025-12-10")]
    return past
  }

  @Test func anEndedHedgeTakesOffWhatItPutOn() throws {
    var past = try hedged()
    // 50% of 10,000 are 250 shares at 20, of which a person holds 10.
    #expect(try past.settle(on: "2025-12-15") == ["buy PSQ 240"])
    #expect(try past.putOn("cover", "PSQ") == Quantity(parsing: "240"))
    #expect(try past.journal.states[Journal.StateKey(rule: "cover")]?.isActive == true)
    #expect(try past.orders(on: "2025-12-15") == [])
    past.world.acts.append(try Meaning.act(.confirm, "later", on: "2025-12-16"))
    #expect(try past.settle(on: "2025-12-16") == ["sell PSQ 240"])
    #expect(try past.held("PSQ") == Quantity(parsing: "10"))
    #expect(try past.journal.putOn.isEmpty)
    #expect(try past.journal.states[Journal.StateKey(rule: "cover")]?.isActive == false)
  }

  /// Two hedges add up, so a fill is shared out; when one ends the other keeps its part.
  @Test func hedgesShareOneInstrument() throws {
    var past = try hedged(
      """
      rule one { when ready is confirmed hedge 30% of NVDA by value with PSQ until later is confirmed }
      rule two { when ready is confirmed hedge 20% of NVDA by value with PSQ until later is denied }
      """
    )
    #expect(try past.settle(on: "2025-12-15") == ["buy PSQ 240"])
    let one = try past.putOn("one", "PSQ")
    let two = try past.putOn("two", "PSQ")
    #expect(try one.adding(two) == Quantity(parsing: "240"))
    past.world.acts.append(try Meaning.act(.confirm, "later", on: "2025-12-16"))
    // 100 shares are wanted still; a person's 10 count.
    #expect(try past.settle(on: "2025-12-16") == ["sell PSQ 150"])
    #expect(try past.putOn("one", "PSQ") == .zero)
    #expect(try past.putOn("two", "PSQ") == Quantity(parsing: "90"))
  }

  @Test func aTrimMeasuresWhatWasHeldWhenItBegan() throws {
    var past = try Past(
      "rule cut { when ready is confirmed trim NVDA by 40% }",
      ["NVDA 100 held 100", "MSFT 50"]
    )
    past.world.acts = [try Meaning.act(.confirm, on: "2025-12-10")]
    #expect(try past.settle(on: "2025-12-15") == ["sell NVDA 40"])
    #expect(try past.orders(on: "2025-12-15") == [])
    let key = Journal.HoldingKey(rule: "cut", instrument: try past.place("NVDA"))
    #expect(try past.journal.trimBase[key] == Quantity(parsing: "100"))
    // It waits for a day, and begins anew with what is held then.
    past.world.acts.append(try Meaning.act(.deny, on: "2025-12-16"))
    try past.settle(on: "2025-12-16")
    #expect(try past.journal.trimBase.isEmpty)
    past.world.acts = [try Meaning.act(.confirm, on: "2025-12-10")]
    #expect(try past.settle(on: "2025-12-17") == ["sell NVDA 24"])
  }

  @Test func statesAreRecordedWithoutAnyOrder() throws {
    var past = try Past(
      "rule stop { when weight(NVDA) > 8% freeze NVDA until weight(NVDA) < 2% }",
      ["NVDA 100 held 100", "MSFT 50"]
    )
    #expect(try past.apply(on: "2025-12-15") == [])
    #expect(try past.journal.lastApplied == Instant(parsing: "2025-12-15", bareDate: .end))
    try past.byHand("NVDA", "-50")
    #expect(try past.proposal(on: "2025-12-16").state(of: "stop") == .fires)
    #expect(try past.journal.states[Journal.StateKey(rule: "stop")]?.isActive == true)
  }

  @Test func turnoverCountsWhatWasFilled() throws {
    var past = try Past("rule grow { build NVDA to 10% of nav }")
    try past.apply(on: "2025-12-15")
    #expect(try past.journal.trades.map(\.value) == [Amount(parsing: "10000")])
    try past.fill("30")
    #expect(try past.journal.trades.map(\.value) == [Amount(parsing: "3000")])
  }
}
