import Evaluator
import Portfolio
import Quantities
import Testing

/// What rules have put on, and what exits therefore take off.
@Suite struct PutOnTests {
  static let rule = """
    rule grow { when not ready is denied build NVDA to 10% of nav exit when ready is denied }
    """

  private func denied(_ past: Past, _ catalyst: String = "ready") throws -> Past {
    var later = past
    later.world.acts.append(try Meaning.act(.deny, catalyst, on: "2025-12-16"))
    return later
  }

  private func grown(_ instruments: [String] = ["NVDA 100", "MSFT 50"]) throws -> Past {
    var past = try Past(Self.rule, instruments)
    past.world.acts = [try Meaning.act(.confirm, on: "2025-12-10")]
    try past.settle(on: "2025-12-15")
    return past
  }

  @Test func anExitTakesOffOnlyWhatItsRulePutOn() throws {
    var past = try denied(try grown(["NVDA 100 held 30", "MSFT 50"]))
    let bought = try past.putOn("grow", "NVDA")
    #expect(bought > .zero)
    #expect(try past.settle(on: "2025-12-16") == ["sell NVDA \(bought)"])
    #expect(try past.held("NVDA") == Quantity(parsing: "30"))
    #expect(try past.putOn("grow", "NVDA") == .zero)
    #expect(try past.journal.steps.isEmpty)
    #expect(try past.orders(on: "2025-12-16") == [])
  }

  @Test func anExitThatIsSentIsNotSentAgain() throws {
    var past = try denied(try grown(["NVDA 100 held 30", "MSFT 50"]))
    #expect(try past.apply(on: "2025-12-16") == ["sell NVDA 73"])
    #expect(try past.orders(on: "2025-12-16") == [])
    try past.fill("50")
    #expect(try past.orders(on: "2025-12-16") == ["sell NVDA 37"])
  }

  @Test func whatAPersonSellsAndBuysBackIsThePersons() throws {
    var past = try grown()
    try past.byHand("NVDA", "-30")
    #expect(try past.putOn("grow", "NVDA") == Quantity(parsing: "70"))
    try past.byHand("NVDA", "30")
    #expect(try past.putOn("grow", "NVDA") == Quantity(parsing: "70"))
    past = try denied(past)
    #expect(try past.orders(on: "2025-12-16") == ["sell NVDA 70"])
  }

  @Test func afterAnExitTheRuleWaitsForItsCooldown() throws {
    var past = try denied(try grown())
    try past.settle(on: "2025-12-16")
    past.world.acts = [try Meaning.act(.confirm, on: "2025-12-10")]
    #expect(try past.proposal(on: "2025-12-16").state(of: "grow") == .cooldown)
    #expect(try past.settle(on: "2025-12-17") == ["buy NVDA 100"])
    #expect(try past.putOn("grow", "NVDA") == Quantity(parsing: "100"))
  }

  /// Both miss the same shares: one fill is credited to each, up to what it misses.
  static let two = """
    rule large { when not ready is denied build NVDA to 10% of nav exit when ready is denied }
    rule small { when not later is denied build NVDA to 6% of nav exit when later is denied }
    """

  private func shared() throws -> Past {
    var past = try Past(Self.two)
    past.world.acts = [
      try Meaning.act(.confirm, on: "2025-12-10"),
      try Meaning.act(.confirm, "later", on: "2025-12-10"),
    ]
    #expect(try past.settle(on: "2025-12-15") == ["buy NVDA 100"])
    return past
  }

  @Test func twoRulesShareAFill() throws {
    var past = try shared()
    #expect(try past.putOn("large", "NVDA") == Quantity(parsing: "100"))
    #expect(try past.putOn("small", "NVDA") == Quantity(parsing: "60"))
    #expect(try past.orders(on: "2025-12-15") == [])
    past = try denied(past)
    #expect(try past.settle(on: "2025-12-16") == ["sell NVDA 40"])
    #expect(try past.orders(on: "2025-12-16") == [])
    #expect(try past.putOn("small", "NVDA") == Quantity(parsing: "60"))
  }

  @Test func whenBothExitAPersonKeepsTheRest() throws {
    var past = try shared()
    try past.byHand("NVDA", "25")
    past = try denied(try denied(past), "later")
    #expect(try past.settle(on: "2025-12-16") == ["sell NVDA 100"])
    #expect(try past.settle(on: "2025-12-17") == [])
    #expect(try past.held("NVDA") == Quantity(parsing: "25"))
  }

  /// Put on one after the other, nothing of it is shared: two runs take it all off.
  @Test func whenBothExitNothingOfTheirsIsLeft() throws {
    var past = try Past(
      """
      rule large { when ready is confirmed build NVDA to 10% of nav exit when ready is denied }
      rule small { when not later is denied build NVDA to 5% of nav exit when later is denied }
      """,
      ["NVDA 100", "MSFT 50"]
    )
    past.world.acts = [try Meaning.act(.confirm, "later", on: "2025-12-10")]
    #expect(try past.settle(on: "2025-12-14") == ["buy NVDA 50"])
    past.world.acts.append(try Meaning.act(.confirm, on: "2025-12-10"))
    #expect(try past.settle(on: "2025-12-15") == ["buy NVDA 50"])
    try past.byHand("NVDA", "7")
    past = try denied(try denied(past), "later")
    try past.settle(on: "2025-12-16")
    try past.settle(on: "2025-12-17")
    #expect(try past.settle(on: "2025-12-18") == [])
    #expect(try past.held("NVDA") == Quantity(parsing: "7"))
  }

  @Test func anExitWorksForAHoldToo() throws {
    var past = try Past(
      "rule keep { hold NVDA at 10% of nav within 1% exit when ready is denied }"
    )
    past.world.acts = [try Meaning.act(.confirm, on: "2025-12-10")]
    #expect(try past.settle(on: "2025-12-15") == ["buy NVDA 90"])
    #expect(try past.putOn("keep", "NVDA") == Quantity(parsing: "90"))
    past = try denied(past)
    #expect(try past.orders(on: "2025-12-16") == ["sell NVDA 90"])
  }

  @Test func anExitWithoutAnyRunAsksAPerson() throws {
    var past = try denied(try Past(Self.rule, ["NVDA 100 held 30", "MSFT 50"]))
    let proposal = try past.proposal(on: "2025-12-16")
    #expect(proposal.orders == [])
    #expect(proposal.reviewCodes.contains("grow: exit_without_fills"))
    // The exit was recorded: from now on nothing is known to be the rule's.
    try past.apply(on: "2025-12-16")
    #expect(try past.proposal(on: "2025-12-16").reviewCodes == [])
  }

  @Test func aFillWhoseRuleIsGoneAsksAPerson() throws {
    var past = try grown()
    past.world.rules = "rule other { review NVDA }"
    let reviews = try past.proposal(on: "2025-12-15").reviews
    let orphan = try #require(reviews.first { $0.code == "orphan_fill" })
    #expect(orphan.subject == "grow")
    #expect(orphan.detail.contains("100 NVDA"))
  }

  @Test func twoRulebooksNeverMix() throws {
    var past = try grown()
    let rules = past.world.rules
    past.world.rules = "language 1\nrulebook other\n" + rules
    #expect(try past.journal.lastApplied == nil)
    #expect(try past.journal.putOn.isEmpty)
    #expect(try past.proposal(on: "2025-12-15").reviewCodes == [])
    past = try denied(past)
    #expect(try past.proposal(on: "2025-12-16").reviewCodes == ["grow: exit_without_fills"])
    past.world.rules = rules
    #expect(try past.orders(on: "2025-12-16") == ["sell NVDA 100"])
  }

  /// What one rulebook has on order counts as held for every other.
  @Test func anotherRulebooksOrderCountsAsHeld() throws {
    var past = try Past(Self.rule)
    past.world.acts = [try Meaning.act(.confirm, on: "2025-12-10")]
    try past.apply(on: "2025-12-15")
    past.world.rules = "language 1\nrulebook other\n" + Self.rule
    #expect(try past.orders(on: "2025-12-15") == [])
  }
}
