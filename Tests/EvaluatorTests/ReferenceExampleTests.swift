import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// The example of the language's own page, as values, with the figures that stand beside it.
@Suite struct ReferenceExampleTests {
  let world = WorkedExample()

  @Test func theFirstTrancheIsBoughtAndHedged() throws {
    let outcome = try world.evaluate(asOf: "2025-12-15", Account.example(holds: [:]), Journal())
    #expect(
      outcome.changes.map(\.line) == ["buy GOOGL 1", "buy MSFT 1", "buy NVDA 4", "buy PSQ 17"]
    )
    #expect(outcome.status == "ready")
    #expect(outcome.rules.first { $0.rule == "scale_in" }?.steps == ["unlocked", "waits", "waits"])
    #expect(outcome.nav == .whole(100_000))
    #expect(outcome.wantedHedges == ["PSQ": .whole(17)])
    #expect(outcome.cashAfter == .whole(100_000 - 720 - 310 - 480 - 646))
  }

  @Test func theSecondWaitsForTheCatalystAndMakesUpForWhatWasNotFilled() throws {
    let held = ["GOOGL": 1, "MSFT": 1, "NVDA": 4, "PSQ": 17]
    let filled = try world.journal(of: held)
    let waiting = try world.evaluate(asOf: "2025-12-22", .example(holds: held), filled)
    #expect(waiting.changes.isEmpty)
    var confirmed = world
    try confirmed.confirm("default_build", at: "2025-12-21")
    let outcome = try confirmed.evaluate(asOf: "2025-12-22", .example(holds: held), filled)
    #expect(outcome.changes.contains { $0.line == "buy NVDA 4" })
    let rule = try #require(outcome.rules.first { $0.rule == "scale_in" })
    #expect(rule.steps == ["filled", "unlocked", "waits"])
    #expect(outcome.reviews == [ReferenceOutcome.Mark(subject: "reassess", code: "asked_by_rule")])
  }

  @Test func aTightCashFloorShrinksAllIncreasesByOneFactor() throws {
    var tight = world
    tight.rulebook.limits.append(Limit("tight", .cash, .atLeast, .thousandths(985)))
    let outcome = try tight.evaluate(asOf: "2025-12-15", .example(holds: [:]), Journal())
    // 4.53 × 0.4411 = 1.99…: one NVDA and no other share; what is left hedges 0.4 × 180 × 1.7.
    #expect(outcome.factor != nil)
    let spent = outcome.changes.compactMap(\.value).map(\.units).reduce(0, +)
    #expect(spent <= Amount.whole(1500).units)
    #expect(outcome.cashAfter.map { $0 >= .whole(98_500) } == true)
  }

  // cites: trim-1, order-5
  @Test func aTrimSellsWholeLotsAndAFreezeBeatsIt() throws {
    var trimming = world
    trimming.rulebook.rules.append(
      Rule(
        "cut",
        .trim(
          Trim(
            target: Target(isEach: false, set: .symbol("NVDA")),
            bound: .toWeight(.basisPoints(100))
          )
        )
      )
    )
    let held = try trimming.evaluate(
      asOf: "2025-12-15",
      .example(holds: ["NVDA": 100]),
      Journal()
    )
    // NAV 118,000: 1% is 6.55 shares, so 93.45 go, rounded up.
    #expect(held.changes.contains { $0.line == "sell NVDA 94" })
    trimming.rulebook.rules.append(
      Rule("still", .freeze(Freeze(side: .sells, set: .symbol("NVDA"))))
    )
    let frozen = try trimming.evaluate(
      asOf: "2025-12-15",
      .example(holds: ["NVDA": 100]),
      Journal()
    )
    #expect(!frozen.changes.contains { $0.symbol == "NVDA" })
    #expect(
      frozen.conflicts == [ReferenceOutcome.Conflict(symbol: "NVDA", rules: ["cut", "still"])]
    )
  }
}

extension ReferenceOutcome.Change {
  /// `buy NVDA 4`.
  var line: String { "\(action) \(symbol) \(quantity)" }
}

extension Account {
  static func example(holds: [String: Int]) -> Account {
    let order = ["GOOGL", "MSFT", "NVDA", "PSQ"]
    let positions = order.enumerated().compactMap { index, symbol in
      holds[symbol].map { Position(instrument: index, quantity: .whole($0)) }
    }
    let spent = zip(order, [310, 480, 180, 38]).map { (holds[$0] ?? 0) * $1 }.reduce(0, +)
    let usd = WorkedExample.usd
    let isFilled = holds["PSQ"] != nil
    return Account(
      name: "main",
      baseCurrency: usd,
      positions: positions,
      cash: [Money(.whole(isFilled ? 100_000 - spent : 100_000), usd)]
    )
  }
}
