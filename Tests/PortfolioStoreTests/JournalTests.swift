import Portfolio
import PortfolioStore
import Quantities
import Testing

/// Account `growth` (2) holds 330 AAPL and 240 AVGO in the sample; the journal is written by hand.
@Suite struct JournalTests {
  private static let entries = """
    INSERT INTO entry (id, kind, recorded) VALUES
      (1, 'run', 1000), (2, 'run', 2000), (3, 'run', 3000)
    """
  private static let runs = """
    INSERT INTO run (id, at, rulebook, rulebook_hash, proposal) VALUES
      (1, 1000, 'r', 'h', 'p1'), (2, 2000, 'r', 'h', 'p2'), (3, 3000, 'r', 'h', 'p3')
    """

  private func journal(_ sql: String...) throws -> (Journal, Market) {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    try execute(path, Self.entries, Self.runs)
    for statement in sql { try execute(path, statement) }
    let file = try PortfolioFile.open(at: path)
    let market = try file.market(asOf: try instant("2025-12-14"))
    var found: Journal?
    try file.forEachAccount(named: ["growth"], market: market, rulebook: "r") { _, journal in
      found = journal
    }
    return (try #require(found), market)
  }

  private func change(
    _ id: Int,
    run: Int,
    _ quantity: Int,
    _ symbol: String = "AAPL",
    _ action: String = "buy",
    state: String = "filled"
  ) -> String {
    """
    INSERT INTO change (account, id, run, instrument, action, quantity_e8, price_e8, value_e4, state)
    SELECT 2, \(id), \(run), id, '\(action)', \(quantity) * 100000000, 100000000,
      \(quantity) * 10000, '\(state)' FROM instrument WHERE symbol = '\(symbol)'
    """
  }

  private func cause(_ change: Int, _ number: Int, _ step: String, goal: String) -> String {
    "INSERT INTO change_cause (account, change, number, rule, step, goal_e8) "
      + "VALUES (2, \(change), \(number), 'scale_in', '\(step)', \(goal))"
  }

  private func step(_ run: Int, _ step: String, goal: String, isFilled: Bool = false) -> String {
    """
    INSERT INTO run_step (account, run, rule, step, instrument, goal_e8, is_filled)
    SELECT 2, \(run), 'scale_in', '\(step)', id, \(goal), \(isFilled ? 1 : 0) FROM instrument
    WHERE symbol = 'AAPL'
    """
  }

  private func fill(_ change: Int, _ number: Int, _ quantity: Int) -> String {
    "INSERT INTO fill (account, change, number, entry, at, quantity_e8, price_e8) "
      + "SELECT 2, \(change), \(number), run, 1500, \(quantity) * 100000000, 100000000 "
      + "FROM change WHERE id = \(change)"
  }

  @Test func fillsGoToStepsInOrder() throws {
    let (journal, market) = try journal(
      change(1, run: 1, 10, state: "sent"),
      cause(1, 1, "foothold", goal: "400000000"),
      cause(1, 2, "default_on", goal: "600000000"),
      fill(1, 1, 3),
      fill(1, 2, 4),
      step(1, "foothold", goal: "400000000"),
      step(1, "default_on", goal: "600000000"),
      "INSERT INTO run_account (account, run) VALUES (2, 1), (2, 3), (1, 2)"
    )
    let apple = try #require(market.indexBySymbol["AAPL"])
    let opened = Instant(secondsSinceEpoch: 1000)
    #expect(journal.lastApplied == Instant(secondsSinceEpoch: 3000))
    #expect(
      journal.steps == [
        Journal.StepKey(rule: "scale_in", step: "foothold", instrument: apple):
          Journal.OpenStep(
            opened: opened,
            goal: Quantity(units: 400_000_000),
            filled: Quantity(units: 400_000_000),
            filledAt: opened
          ),
        Journal.StepKey(rule: "scale_in", step: "default_on", instrument: apple):
          Journal.OpenStep(
            opened: opened,
            goal: Quantity(units: 600_000_000),
            filled: Quantity(units: 300_000_000),
            sent: Quantity(units: 300_000_000)
          ),
      ]
    )
    let key = Journal.HoldingKey(rule: "scale_in", instrument: apple)
    #expect(journal.putOn == [key: Quantity(units: 700_000_000)])
    #expect(journal.pending == [apple: Quantity(units: 300_000_000)])
    #expect(journal.trades == [Journal.Trade(at: opened, value: Amount(units: 100_000))])
  }

  @Test func sellsLowerWhatWasPutOnAndExitsCloseSteps() throws {
    let (journal, market) = try journal(
      change(1, run: 1, 10),
      cause(1, 1, "foothold", goal: "1000000000"),
      fill(1, 1, 10),
      change(2, run: 2, 4, "AAPL", "sell"),
      cause(2, 1, "", goal: "NULL"),
      fill(2, 1, 4),
      "INSERT INTO rule_state (account, run, rule, is_active, has_exited) "
        + "VALUES (2, 2, 'scale_in', 0, 1), (2, 3, 'cut', 1, 0)"
    )
    let apple = try #require(market.indexBySymbol["AAPL"])
    #expect(journal.steps.isEmpty)
    let key = Journal.HoldingKey(rule: "scale_in", instrument: apple)
    #expect(journal.putOn == [key: Quantity(units: 600_000_000)])
    #expect(
      journal.exits == [Journal.StateKey(rule: "scale_in"): Instant(secondsSinceEpoch: 2000)]
    )
    #expect(journal.states[Journal.StateKey(rule: "cut")]?.isActive == true)
  }

  @Test func whatWasPutOnIsAtMostWhatIsHeld() throws {
    let (journal, market) = try journal(
      change(1, run: 1, 5000),
      cause(1, 1, "foothold", goal: "500000000000"),
      fill(1, 1, 5000),
      change(2, run: 1, 5, "NVDA"),
      cause(2, 1, "", goal: "NULL"),
      fill(2, 1, 5),
      change(3, run: 2, 5, "AVGO", "short"),
      cause(3, 1, "", goal: "NULL"),
      fill(3, 1, 5)
    )
    let apple = try #require(market.indexBySymbol["AAPL"])
    let key = Journal.HoldingKey(rule: "scale_in", instrument: apple)
    #expect(journal.putOn == [key: Quantity(units: 33_000_000_000)])
  }

  @Test func cancelledChangesCountWhatWasFilled() throws {
    let (journal, _) = try journal(
      change(1, run: 1, 10, state: "cancelled"),
      fill(1, 1, 3),
      change(2, run: 2, 10, state: "cancelled")
    )
    #expect(
      journal.trades == [
        Journal.Trade(at: Instant(secondsSinceEpoch: 1000), value: Amount(units: 30_000))
      ]
    )
    #expect(journal.pending.isEmpty)
  }

  /// Ten shares of the first run are twenty after the split; the five of the second come later.
  @Test func splitsChangeWhatCameBeforeThem() throws {
    let (journal, market) = try journal(
      change(1, run: 1, 10),
      cause(1, 1, "foothold", goal: "1000000000"),
      step(1, "foothold", goal: "1000000000"),
      fill(1, 1, 10),
      "INSERT INTO corporate_action (instrument, at, kind, units_after, units_before) "
        + "SELECT id, 1700, 'split', 2, 1 FROM instrument WHERE symbol = 'AAPL'",
      change(2, run: 2, 5),
      cause(2, 1, "default_on", goal: "500000000"),
      fill(2, 1, 5)
    )
    let apple = try #require(market.indexBySymbol["AAPL"])
    let step = Journal.StepKey(rule: "scale_in", step: "foothold", instrument: apple)
    #expect(journal.steps[step]?.goal == Quantity(units: 2_000_000_000))
    #expect(journal.steps[step]?.filled == Quantity(units: 2_000_000_000))
    let key = Journal.HoldingKey(rule: "scale_in", instrument: apple)
    #expect(journal.putOn == [key: Quantity(units: 2_500_000_000)])
  }

  @Test func aNewSymbolRenamesMembers() throws {
    let (journal, _) = try journal(
      "INSERT INTO rule_state (account, run, rule, member, is_active) "
        + "VALUES (2, 1, 'cut', 'OLD', 1), (2, 2, 'cut', 'AAPL', 0), (2, 1, 'cut', 'AVGO', 1)",
      "INSERT INTO corporate_action (instrument, at, kind, former_symbol) "
        + "SELECT id, 1700, 'symbol_change', 'OLD' FROM instrument WHERE symbol = 'AAPL'"
    )
    #expect(
      journal.states.mapValues(\.isActive) == [
        Journal.StateKey(rule: "cut", member: "AAPL"): false,
        Journal.StateKey(rule: "cut", member: "AVGO"): true,
      ]
    )
  }

  /// The second run wrote down 4 shares: 6 were sold by hand, and whatever was bought since is the
  /// person's.
  @Test func whatRunsWroteDownAsHeldIsTheMostThatRulesHavePutOn() throws {
    let (journal, market) = try journal(
      change(1, run: 1, 10),
      cause(1, 1, "foothold", goal: "1000000000"),
      fill(1, 1, 10),
      "INSERT INTO run_input (run, account, kind, subject, value_e8) "
        + "VALUES (2, 2, 'position', 'AAPL', 400000000)",
      "INSERT INTO run_account (account, run) VALUES (2, 2)"
    )
    let apple = try #require(market.indexBySymbol["AAPL"])
    let key = Journal.HoldingKey(rule: "scale_in", instrument: apple)
    #expect(journal.putOn == [key: Quantity(units: 400_000_000)])
  }

  @Test func trimBasesAndConversionsAreRead() throws {
    let (journal, market) = try journal(
      "INSERT INTO run_account (account, run) VALUES (2, 1)",
      "INSERT INTO run_trim (account, run, rule, instrument, quantity_e8) "
        + "SELECT 2, 1, 'cut', id, 700000000 FROM instrument WHERE symbol = 'AAPL'",
      """
      INSERT INTO change (account, id, run, currency, action, quantity_e8, price_e8, value_e4,
        sold_currency, sold_e4)
      VALUES (2, 1, 1, 'EUR', 'convert', 10000000000, 110000000, 1100000, 'USD', 1100000)
      """
    )
    let apple = try #require(market.indexBySymbol["AAPL"])
    let key = Journal.HoldingKey(rule: "cut", instrument: apple)
    #expect(journal.trimBase == [key: Quantity(units: 700_000_000)])
    #expect(
      journal.pendingCash == [
        try currency("EUR"): Amount(units: 1_000_000),
        try currency("USD"): Amount(units: -1_100_000),
      ]
    )
  }
}
