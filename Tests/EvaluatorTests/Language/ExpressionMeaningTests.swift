import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Conditions on one account: 50 NVDA at 100 and 20 MSFT at 50 sold short, and 96,000 dollars. NAV is
/// 100,000.
@Suite struct ExpressionMeaningTests {
  private func world(_ more: String = "") -> Meaning {
    Meaning(
      more,
      [
        "NVDA 100 held 50 beta 2", "MSFT 50 held -20 beta 0.5", "AMD 20",
        "ASML 100 in EUR", "FUND 10 leverage -2 kind inverse_fund",
      ],
      cash: "96_000 USD"
    )
  }

  private func expectTrue(_ conditions: [String], _ world: Meaning) throws {
    for condition in conditions {
      #expect(try world.state(of: condition) == "fires", "\(condition)")
    }
  }

  // cites: figure-1
  @Test func weightIsSignedExposure() throws {
    try expectTrue(
      [
        "weight(NVDA) = 5%", "weight(MSFT) = -1%", "weight(pair) = 4%", "weight(AMD) = 0%",
        "weight(all except NVDA) = -1%",
      ],
      world()
    )
    let fund = Meaning("", ["FUND 10 leverage -2 kind inverse_fund held 100"], cash: "99_000 USD")
    try expectTrue(["weight(FUND) = -2%", "value(FUND) = 1000 USD"], fund)
  }

  // cites: figure-2
  @Test func valueAndExposureAreSignedMoney() throws {
    try expectTrue(
      [
        "value(NVDA) = 5000 USD", "value(MSFT) = -1000 USD", "exposure(pair) = 4000 USD",
        "value(pair) = 4% * nav",
      ],
      world()
    )
  }

  // cites: figure-3
  @Test func quantityIsInUnits() throws {
    try expectTrue(["quantity(NVDA) = 50", "quantity(MSFT) = -20", "quantity(AMD) = 0"], world())
  }

  // cites: figure-4
  @Test func betaIsWeightedByExposure() throws {
    // (5,000 · 2 − 1,000 · 0.5) ÷ 4,000.
    try expectTrue(["beta(NVDA) = 2", "beta(pair) = 2.375"], world())
  }

  // cites: figure-5, type-14
  @Test func priceIsTheLatestInItsOwnCurrency() throws {
    var world = world()
    world.rates = ["EUR": "1.1"]
    try expectTrue(
      ["price(NVDA) = 100 USD", "price(ASML) = 100 EUR", "price(NVDA) < 1.1 * price(NVDA)"],
      world
    )
  }

  // cites: figure-6, type-12
  @Test func cashAndNavAreMoneyThatMeetsAnyCurrency() throws {
    var world = world()
    world.rates = ["EUR": "1.25"]
    try expectTrue(
      [
        "cash = 96_000 USD", "nav = 100_000 USD", "nav = 80_000 EUR", "value(NVDA) = 4_000 EUR",
        "cash + 800 EUR = 97_000 USD",
      ],
      world
    )
  }

  // cites: figure-7
  @Test func grossAndNetAreShares() throws {
    try expectTrue(["gross = 6%", "net = 4%"], world())
  }

  // MARK: Operators

  // cites: expr-1, expr-2
  @Test func operatorsGroupAsWritten() throws {
    try expectTrue(
      [
        "10 - 4 - 3 = 3", "16 / 4 / 2 = 2", "1 + 2 * 3 = 7", "-2 + 3 = 1",
        "not gross > 9% and net > 1%", "gross > 1% or gross > 9% and net > 9%",
        "not net > 9% or net > 1%",
        "-sentiment(rust, over: 3d) otherwise 0.5 = -0.5",
        "2 * sentiment(rust, over: 3d) otherwise 3 = 6",
      ],
      world()
    )
  }

  // cites: expr-7
  @Test func valuesAreExact() throws {
    try expectTrue(
      [
        "0.1 + 0.2 = 0.3", "nav / 3 * 3 = nav", "1 / 3 + 1 / 3 + 1 / 3 = 1",
        "0.00000001 * 0.00000001 > 0",
      ],
      world()
    )
  }

  // cites: let-1
  @Test func aLetMeansItsExpression() throws {
    try expectTrue(
      ["small and net = sum", "not (sum > 5%)"],
      world("let sum = weight(NVDA) + weight(MSFT)\nlet small = sum < 5%")
    )
  }

  // cites: spell-4, spell-3
  @Test func aBasisPointIsAHundredthOfAPercentage() throws {
    try expectTrue(["400bp = 4%", "0.5bp = 0.005%", "100_000 = 100000"], world())
  }

  // cites: spell-5, spell-13
  @Test func durationsAreMeasuredBackFromTheMoment() throws {
    // From the end of Monday 2025-12-15: news of Friday the 12th, 00:00, are four days old, all but a
    // second, and two weekdays and the rest of Monday.
    var world = world()
    world.items = [Meaning.item("Rust", on: "2025-12-12", sentiment: 10)]
    try expectTrue(
      [
        "age(rust) < 4d", "age(rust) > 3d", "age(rust) < 96h", "age(rust) > 95h",
        "age(rust) > 5_700min", "age(rust) < 1w", "age(rust) > 1bd", "age(rust) < 3bd",
      ],
      world
    )
  }

  // cites: spell-21
  @Test func aBareDateIsItsFirstMomentAndAnEvaluationsItsLast() throws {
    var world = world()
    world.items = [Meaning.item("Rust", on: "2025-12-15", sentiment: 10)]
    try expectTrue(
      ["2025-12-15 = 2025-12-15T00:00Z", "2025-12-15 < 2025-12-15T00:01Z", "age(rust) > 23h"],
      world
    )
  }

  // MARK: Catalysts

  // cites: ask-1, ask-3, catalyst-1
  @Test(
    arguments: [
      ("ready is confirmed", "fires"), ("ready is none", "waits"),
      ("ready is (reported, confirmed)", "fires"), ("ready is (reported, denied)", "waits"),
      ("ready is at least reported", "fires"), ("ready is at least confirmed", "fires"),
      ("later is at least none", "waits"), ("later is denied", "fires"),
      ("later is at least confirmed", "waits"),
    ]
  )
  func aStateIsAskedFor(condition: String, state: String) throws {
    var world = world()
    world.acts = [try Meaning.act(.confirm), try Meaning.act(.deny, "later")]
    #expect(try world.state(of: condition) == state)
  }

  // cites: ask-2, catalyst-12, catalyst-13
  @Test func anOutcomeIsAskedForInstrumentByInstrument() throws {
    var world = world()
    world.acts = [try Meaning.act(.outcome("miss"), "earnings", of: "NVDA")]
    try expectTrue(
      [
        "earnings(NVDA) is miss", "not earnings(NVDA) is beat", "earnings(NVDA) is (beat, miss)",
        "earnings(NVDA) is confirmed", "not earnings(MSFT) is miss",
      ],
      world
    )
  }

  // cites: ask-4
  @Test func aMoveIsAskedFor() throws {
    var world = world()
    world.asOf = "2025-12-15T00:00Z"
    world.acts = [try Meaning.act(.confirm, on: "2025-12-10")]
    #expect(try world.state(of: "ready changed within 6d") == "fires")
    // The window is open on the left.
    #expect(try world.state(of: "ready changed within 5d") == "waits")
    #expect(try world.state(of: "later changed within 400d") == "waits")
  }

  // cites: ask-6
  @Test func aQuantifierCounts() throws {
    var world = world()
    world.acts = [try Meaning.act(.confirm)]
    try expectTrue(
      [
        "any of (ready, later) is confirmed", "not all of (ready, later) is confirmed",
        "at least 2 of (gross > 1%, net > 1%, net > 50%)",
        "not at least 2 of (gross > 1%, net > 40%, net > 50%)",
        "all of (gross > 1%, net > 1%)", "not any of (gross > 9%, net > 9%)",
      ],
      world
    )
  }

  // cites: ask-7, catalyst-9
  @Test func daysCountFromAndToADate() throws {
    let world = world(
      """
      catalyst due { expected on 2025-12-20 official "a.com" }
      catalyst past { expected by 2025-12-10 official "a.com" }
      """
    )
    try expectTrue(
      [
        "days_until(due) = 5", "days_since(due) = -5", "days_until(past) = -5",
        "days_since(past) = 5", "due is expected",
      ],
      world
    )
    #expect(try world.state(of: "days_since(ready) > 0") == "quiet")
  }

  // MARK: News

  // cites: news-1, news-2, news-4, news-5, news-6
  @Test func newsFunctionsReadTheItemsOfTheWindow() throws {
    var world = world()
    world.items = [
      Meaning.item("Rust", on: "2025-12-13", sentiment: 40, impact: 30, by: "One"),
      Meaning.item("Rust", on: "2025-12-14", sentiment: 20, impact: 50, by: "One"),
      Meaning.item("Rust", on: "2025-12-01", sentiment: -90, impact: 90, by: "Two"),
      Meaning.item("Chips", on: "2025-12-14", sentiment: -50, by: "Two", about: "NVDA"),
    ]
    try expectTrue(
      [
        "sentiment(rust, over: 3d) = 0.3", "impact(rust, over: 3d) = 0.5",
        "articles(rust, over: 3d) = 2", "sources(rust, over: 3d) = 1",
        "articles(rust, over: 30d) = 3", "sources(rust, over: 30d) = 2",
        "sentiment(NVDA, over: 3d) = -0.5", "age(rust) < 2d", "age(rust) > 1d",
      ],
      world
    )
  }

  // cites: news-14
  @Test func ageMayLookAtAllOfThePast() throws {
    var world = world()
    world.items.append(Meaning.item("Rust", on: "2025-06-01", sentiment: 40))
    try expectTrue(["age(rust) > 30d"], world)
    #expect(try world.state(of: "age(rust, over: 30d) > 1d") == "quiet")
  }
}
