import Evaluator
import RuleTesting
import Testing

@Suite("Coverage")
struct CoverageTests {
  private static let rules = """
    let good = sentiment(chips, over: 5d) > 0.2
    rule own {
      when  good and nav > 1 USD
      build NVDA to 2% of nav in tranches {
        first 50% at once  second 50% once launch is confirmed
      }
      exit  when sentiment(chips, over: 5d) < -0.2
    }
    rule idle { when good review AMD }

    """

  @Test("Without tests nothing is seen, and every point is known")
  func empty() throws {
    let coverage = try Trial.outcome(Self.rules).coverage
    #expect(coverage.seen == 0)
    // Two rules; of four clauses three can be quiet, and all can be blind; three comparisons on two sides:
    // 2 + (4 + 3 + 4 + 4) + 2 · 3.
    #expect(coverage.total == 23)
    #expect(coverage.percent == 0)
    #expect(
      coverage.thresholds.map(\.text) == [
        "sentiment(chips, over: 5d) > 0.2", "nav > 1 USD", "sentiment(chips, over: 5d) < -0.2",
      ]
    )
    #expect(try Trial.outcome("").coverage.percent == 100)
  }

  @Test("Clauses are seen true, false, quiet and blind, and comparisons on both sides")
  func counting() throws {
    let coverage = try Trial.outcome(
      Self.rules
        + Trial.test(
          """
          as of 2025-12-10 { }
          signal chips sentiment 0.5 at 2025-12-12
          as of 2025-12-12 { }
          """
        )
    ).coverage
    let own = try #require(coverage.rules.first { $0.rule == "own" })
    #expect(own.hasFired)
    let seen = Dictionary(uniqueKeysWithValues: own.clauses.map { ($0.clause, $0.point.seen) })
    #expect(seen[.when] == [.quiet, .holds])
    #expect(seen[.step("second")] == [.fails])
    #expect(seen[.exitWhen] == [.quiet, .fails])
    #expect(seen.count == 3)
    #expect(coverage.thresholds.map(\.seen) == [[.quiet, .holds], [.holds], [.quiet, .fails]])
    // own: 1 + 2 + 1 + 2; idle: 1 + 2; comparisons 3.
    #expect(coverage.seen == 12)
    #expect(coverage.percent == 12 * 100 / 23)
    let missing = Dictionary(
      uniqueKeysWithValues: own.clauses.map { ($0.clause, $0.point.missing) }
    )
    #expect(missing[.when] == [.fails, .blind])
    // A catalyst is not quiet: without evidence it stands where it stood.
    #expect(missing[.step("second")] == [.holds, .blind])
  }

  @Test("A percentage of 100 means that nothing is missing")
  func complete() throws {
    let coverage = try Trial.outcome(
      "rule look { when nav > 5 USD review AMD }\n"
        + Trial.test("as of 2025-12-12 { }")
        + "test \"poor\" { account { cash 1 USD } as of 2025-12-12 { } }"
        + "test \"unpriced\" { account { cash 1 USD  holds AMD 1 } as of 2025-12-12 { } }"
    ).coverage
    #expect(coverage.percent == 100)
    #expect(coverage.rules.allSatisfy { $0.clauses.allSatisfy(\.point.isComplete) })
  }
}
