import Evaluator
import RuleChecker
import RuleTesting
import Testing

@Suite("Expectations")
struct ExpectationTests {
  // cites: test-25, test-26, test-27, test-28
  @Test("States of a rule")
  func states() throws {
    let rules = """
      rule own {
        when  sentiment(chips, over: 2d) > 0.2
        build NVDA to 1% of nav
        exit  when sentiment(chips, over: 2d) < -0.2
      }

      """
    let found = try Trial.failures(
      rules,
      """
      as of 2025-12-10 { expect own is unknown  expect own fires }
      signal chips sentiment 0.5 at 2025-12-12
      as of 2025-12-12 { expect own fires  expect own waits }
      fill 100%
      signal chips sentiment -0.5 at 2025-12-15
      as of 2025-12-15 { expect own exits  expect own fires  expect sell NVDA 10 }
      fill 100%
      as of 2025-12-16 { expect own exits }
      signal chips sentiment 0.1 at 2025-12-20
      as of 2025-12-20 { expect own waits  expect own is unknown }
      """
    )
    #expect(
      found == [
        "own fires: own is unknown, as no news is in its window",
        "own waits: own fires",
        "own fires: own exits",
        "own is unknown: own waits",
      ]
    )
  }

  // cites: test-29
  @Test("Blocked is what the proposal names as blocked")
  func blocked() throws {
    let found = try Trial.failures(
      """
      rule own { build NVDA to 1% of nav }
      rule other { build AMD to 1% of nav }
      limit risk beta <= 1

      """,
      """
      price NVDA 100 USD at 2025-11-01
      as of 2025-12-15 {
        expect own is blocked  expect own is blocked for NVDA
        expect other is blocked for NVDA  expect risk is blocked
      }
      """
    )
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("other is blocked for NVDA: blocked: ") == true)
  }

  // cites: test-30, test-33
  @Test("A step is reached once it is unlocked, filled or not")
  func steps() throws {
    let found = try Trial.failures(
      """
      rule own {
        build NVDA to 2% of nav in tranches {
          first 50% at once  second 50% once launch is confirmed
        }
      }

      """,
      """
      as of 2025-12-15 {
        expect own reaches first  expect own reaches second
        expect no trade for second  expect no trade for first
      }
      fill 100%
      as of 2025-12-16 { expect own reaches first  expect no trade for own }
      catalyst launch confirmed at 2025-12-17
      as of 2025-12-17 { expect own reaches second  expect no trade for first }
      """
    )
    #expect(found == ["own reaches second: own reaches first", "no trade for first: buy NVDA 10"])
  }

  // cites: test-31
  @Test("Limits and rules cut")
  func cuts() throws {
    let found = try Trial.failures(
      """
      rule own { build NVDA to 20% of nav }
      rule less { trim AMD to 1% of nav }
      limit single weight of each instrument <= 5%
      limit floor cash >= 1%

      """,
      """
      as of 2025-12-15 {
        expect single cuts  expect single cuts NVDA  expect less cuts AMD  expect less cuts
        expect single cuts AMD  expect floor cuts  expect own cuts
      }
      """,
      account: "holds AMD 100"
    )
    #expect(
      found == [
        "single cuts AMD: nothing is cut", "floor cuts: cut by single", "own cuts: cut by single",
      ]
    )
  }

  // cites: test-32, test-33, test-38
  @Test("Trades are exact, and the rest of the proposal may be anything")
  func trades() throws {
    let rules = "rule own { build NVDA to 1% of nav }\nrule less { trim AMD to 1% of nav }\n"
    let found = try Trial.failures(
      rules,
      """
      as of 2025-12-15 {
        expect buy NVDA  expect buy NVDA 10  expect sell AMD
        expect buy NVDA 9  expect sell NVDA 10  expect buy SH 1
        expect no trade in SH  expect no trade in NVDA  expect no trade
      }
      """,
      account: "holds AMD 100"
    )
    #expect(
      found == [
        "buy NVDA 9: buy NVDA 10", "sell NVDA 10: buy NVDA 10", "buy SH 1: no trade in SH",
        "no trade in NVDA: buy NVDA 10", "no trade: sell AMD 79, buy NVDA 10",
      ]
    )
  }

  // cites: test-34, test-35, test-36
  @Test("Conflicts, reviews and the account's status")
  func account() throws {
    let rules = """
      rule more { build NVDA to 10% of nav }
      rule less { trim NVDA to 5% of nav }
      rule look { review AMD }

      """
    let found = try Trial.failures(
      rules,
      """
      as of 2025-12-15 {
        expect conflict less and more  expect review look  expect account review
        expect conflict look and more  expect review less  expect account ready
      }
      """
    )
    #expect(
      found == [
        "conflict look and more: conflict more and less in NVDA",
        "review less: review of `look` (asked_by_rule)",
        "account ready: account review: asked_by_rule of look, conflict in NVDA",
      ]
    )
  }

  // cites: test-37
  @Test("Of a rule for each, one member suffices, and all must wait")
  func members() throws {
    let rules = """
      rule cut for each stock in all {
        when sentiment(stock, over: 3d) < -0.3
        trim stock to 1% of nav
      }

      """
    let found = try Trial.failures(
      rules,
      """
      signal NVDA sentiment -0.5 at 2025-12-15
      signal AMD sentiment 0.5 at 2025-12-15
      as of 2025-12-15 {
        expect cut fires  expect cut fires for NVDA  expect cut waits for AMD
        expect cut is unknown for SH  expect cut waits  expect cut fires for AMD
        expect cut fires for INTC
      }
      """
    )
    #expect(
      found == [
        "cut waits: cut[NVDA] fires", "cut fires for AMD: cut waits for AMD",
        "cut fires for INTC: `cut` does not speak of INTC here",
      ]
    )
  }

  @Test("A failure carries the whole proposal, the rules concerned and the number that comes out")
  func failures() throws {
    let outcome = try Trial.outcome(
      "rule own { when nav > 1 USD build NVDA to 1% of nav }\nrule less { trim AMD to 1% of nav }\n"
        + Trial.test(
          "as of 2025-12-15 { expect buy NVDA 9  expect no trade in SH }",
          account: "holds AMD 100"
        )
    )
    let failure = try #require(outcome.tests.first?.failures.first)
    #expect(failure.correction?.text == "10")
    #expect(
      failure.trades == [
        TradeRow(symbol: "AMD", expected: nil, actual: "sell 79", differs: false, causes: ["less"]),
        TradeRow(
          symbol: "NVDA",
          expected: "buy 9",
          actual: "buy 10",
          differs: true,
          causes: ["own.all"]
        ),
        TradeRow(symbol: "SH", expected: "no trade", actual: nil, differs: false, causes: []),
      ]
    )
    #expect(failure.rules.map(\.rule) == ["own"])
    #expect(failure.rules.flatMap(\.clauses).map(\.tree.text) == ["nav > 1 USD"])
  }

  @Test("A filter is part of a test's name or of a name that it expects something of")
  func filters() throws {
    let rules = """
      rule own { build NVDA to 1% of nav }
      test "Buying" { account { cash 1 USD } as of 2025-12-15 { expect own fires } }
      test "other" { account { cash 1 USD } as of 2025-12-15 { expect no trade } }

      """
    #expect(try Trial.outcome(rules, filter: "buy").tests.map(\.name) == ["Buying"])
    #expect(try Trial.outcome(rules, filter: "OWN").tests.map(\.name) == ["Buying"])
    #expect(try Trial.outcome(rules, filter: "o").tests.map(\.name) == ["Buying", "other"])
    #expect(try Trial.outcome(rules, filter: "x").tests.isEmpty)
  }
}
