import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Conditions that compare now with the past: gains since a purchase, changes of a price.
@Suite struct PastMeaningTests {
  private func expectTrue(_ conditions: [String], _ world: Meaning) throws {
    for condition in conditions {
      #expect(try world.state(of: condition) == "fires", "\(condition)")
    }
  }

  // MARK: Gain

  // cites: figure-8, figure-10
  @Test func aGainIsAShareOfTheCostAndAProfitIsPositiveOnEitherSide() throws {
    let world = Meaning(
      "",
      ["NVDA 100 held 50 cost 80", "MSFT 50 held -20 cost 60", "AMD 20 held 10 cost 25"]
    )
    try expectTrue(
      [
        "gain(NVDA) = 25%",
        // Sold at 60, worth 50.
        "gain(MSFT) * 6 = 100%", "gain(AMD) = -20%",
        // (1000 + 200) ÷ (4000 + 1200)
        "gain(pair) * 13 = 300%",
        // (1000 + 200 − 50) ÷ (4000 + 1200 + 250)
        "gain(all) * 109 = 2300%", "gain(held in all) = gain(all)",
      ],
      world
    )
  }

  // cites: figure-10
  @Test func ratesOfTodayWeighCurrenciesAndLeaveOneInstrumentAlone() throws {
    var world = Meaning("", ["ASML 120 held 10 cost 100 in EUR", "NVDA 100 held 10 cost 100"])
    world.rates = ["EUR": "1.5"]
    try expectTrue(["gain(ASML) = 20%", "gain(all) = 12%"], world)
  }

  @Test func leverageAndMultiplierChangeNoGain() throws {
    let world = Meaning(
      "",
      [
        "FUND 12 held 10 cost 10 leverage -2 kind inverse_fund",
        "FUT 110 held 1 cost 100 kind future multiplier 50",
      ]
    )
    // 20 and 500 on 100 and 5,000.
    try expectTrue(["gain(FUND) = 20%", "gain(FUT) = 10%", "gain(all) * 51 = 520%"], world)
  }

  // cites: figure-11
  @Test func aGainOfNothingIsQuietAndOneWithoutACostIsBlind() throws {
    let world = Meaning("", ["NVDA 100 held 50", "MSFT 50", "AMD 20 held 10 cost 25"])
    #expect(try world.state(of: "gain(MSFT) < 0%") == "quiet")
    #expect(try world.state(of: "gain(NVDA) > 0%") == "blind")
    #expect(try world.state(of: "gain(all) > 0%") == "blind")
    #expect(try world.state(of: "gain(all except NVDA) < 0%") == "fires")
    let unpriced = Meaning("", ["NVDA unpriced held 50 cost 80", "MSFT 50 held 10 cost 0"])
    #expect(try unpriced.state(of: "gain(NVDA) > 0%") == "blind")
    #expect(try unpriced.state(of: "gain(MSFT) > 0%") == "blind")
  }

  @Test func whatWouldDecideIsNamed() throws {
    let world = Meaning(
      "rule asked { when gain(all) > 0% or return(MSFT, over: 30d) > 0% review NVDA }",
      ["NVDA 100 held 50", "MSFT 50"]
    )
    let report = try world.propose().rules.first { $0.rule == "asked" }
    #expect(
      report?.findings.map(\.missing) == [
        "gain(all) needs what NVDA cost",
        "return(MSFT, over: 30d) needs a price of MSFT known at 2025-11-15T23:59:59Z and then no "
          + "older than 4d",
      ]
    )
  }

  // cites: figure-10
  @Test func whatIsOnOrderCountsAsTradedAtTodaysPrice() throws {
    var world = Meaning("", ["NVDA 100 held 50 cost 80"])
    world.journal = { journal, places in
      journal.pending[places["NVDA"] ?? 0] = .init(units: 50 * Quantity.scale)
    }
    // 1,000 on 4,000 + 5,000.
    try expectTrue(["gain(NVDA) * 9 = 100%"], world)
    world.journal = { journal, places in
      journal.pending[places["NVDA"] ?? 0] = .init(units: -25 * Quantity.scale)
    }
    try expectTrue(["gain(NVDA) = 25%"], world)
  }

  // MARK: Return

  // cites: figure-9, figure-12
  @Test func aReturnComparesWithThePriceKnownAtTheStart() throws {
    var world = Meaning("", ["NVDA 120"])
    world.asOf = "2025-12-15T12:00Z"
    world.history = ["NVDA": ["100 2025-12-05", "80 2025-12-01", "240 2025-12-06"]]
    try expectTrue(["return(NVDA, over: 10d) = 20%", "return(NVDA, over: 14d) = 50%"], world)
    // Made on the 5th, known on the 8th.
    world.history = ["NVDA": ["100 2025-12-05 2025-12-08", "80 2025-12-04"]]
    try expectTrue(["return(NVDA, over: 10d) = 50%"], world)
  }

  // cites: figure-12
  @Test(arguments: [
    ("2025-12-10", "10 for 1"), ("2025-12-15", "10 for 1"), ("2025-12-10", "1 for 10"),
  ])
  func aSplitChangesNoReturn(day: String, terms: String) throws {
    var world = Meaning("", ["NVDA 120 held 10"])
    world.asOf = "2025-12-15T12:00Z"
    let isUp = terms == "10 for 1"
    world.history = ["NVDA": [isUp ? "1000 2025-12-05" : "10 2025-12-05"]]
    world.corporateActions = [
      CorporateAction(
        symbol: "NVDA",
        at: try Meaning.moment(day),
        kind: .split(unitsAfter: isUp ? 10 : 1, unitsBefore: isUp ? 1 : 10)
      )
    ]
    try expectTrue(["return(NVDA, over: 10d) = 20%", "value(NVDA) = 1200 USD"], world)
  }

  // cites: figure-12
  @Test func aPriceFromBeforeASplitValuesTheUnitsOfNow() throws {
    var world = Meaning("", ["NVDA 1200 held 10 priced 2025-12-12 cost 100"])
    world.corporateActions = [
      CorporateAction(
        symbol: "NVDA",
        at: try Meaning.moment("2025-12-15"),
        kind: .split(unitsAfter: 10, unitsBefore: 1)
      )
    ]
    try expectTrue(["price(NVDA) = 120 USD", "value(NVDA) = 1200 USD", "gain(NVDA) = 20%"], world)
  }

  // cites: figure-13, setting-2
  @Test func aReturnWithoutFreshPricesIsBlind() throws {
    var world = Meaning("", ["NVDA 120", "MSFT 50 priced 2025-12-01", "AMD unpriced"])
    world.asOf = "2025-12-15T12:00Z"
    let old = ["100 2025-12-01T11:00Z"]
    world.history = ["NVDA": old, "MSFT": ["40 2025-12-05"], "AMD": ["40 2025-12-05"]]
    // 4 days and an hour old at the start of the window.
    #expect(try world.state(of: "return(NVDA, over: 10d) > 0%") == "blind")
    try expectTrue(["return(NVDA, over: 11d) = 20%"], world)
    for symbol in ["MSFT", "AMD"] {
      #expect(try world.state(of: "return(\(symbol), over: 10d) > 0%") == "blind")
    }
    #expect(try world.state(of: "return(NVDA, over: 60d) > 0%") == "blind")
  }
}
