import RuleChecker
import Testing

/// Which causes can leave a condition undecided, as an author would reason.
@Suite("Reachable unknowns")
struct ReachableUnknownsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var condition: String
    var unknowns: String
    var testDescription: String { condition }

    init(_ condition: String, _ unknowns: String) {
      self.condition = condition
      self.unknowns = unknowns
    }
  }

  private static let declarations = """
    language 1
    rulebook trial
    topic chips { mentions "chips" }
    catalyst launch { topic chips  outcomes early, late }
    catalyst meeting { expected on 2026-01-28  outcomes hike, cut }
    catalyst results for each stock in all { expected from calendar "earnings"  outcomes beat, miss }
    catalyst told { expected from calendar "told"  evidence "told" }
    let good = sentiment(chips, over: 5d) > 0.2

    """

  static let cases = [
    Case("sentiment(chips, over: 5d) > 0.2", "quiet blind"),
    Case("good and gross < 100%", "quiet blind"),
    Case("articles(chips, over: 5d) > 2", "blind"),
    Case("age(chips) > 2d", "quiet blind"),
    Case("impact(chips, over: 5d) otherwise 0 > 0.2", ""),
    Case("launch is confirmed", "blind"),
    Case("meeting changed within 2d", "blind"),
    Case("results(NVDA) is beat", ""),
    Case("told is confirmed", "blind"),
    Case("days_since(launch) > 3", "quiet blind"),
    Case("days_since(meeting) > 3", ""),
    Case("days_until(results(NVDA)) > 3", "quiet"),
    // What was confirmed has a date.
    Case("launch is late and days_since(launch) > 3", "blind"),
    Case("results(NVDA) is beat and days_since(results(NVDA)) > 3", ""),
    Case("launch is at least reported and days_since(launch) > 3", "quiet blind"),
    Case("weight(NVDA) > 2%", "blind"),
    Case("quantity(NVDA) > 2", ""),
    Case("quantity(NVDA) / quantity(AMD) > 2", "blind"),
    Case("quantity(NVDA) / 2 > 2", ""),
    Case("gain(NVDA) > 2%", "quiet blind"),
    Case("return(NVDA, over: 5d) > 2%", "blind"),
    Case("price(NVDA) > 2 USD", "blind"),
    Case("1 < 2", ""),
    // Parts that look at what is known.
    Case("known(good)", ""),
    Case("known(good) and good", ""),
    Case("not known(good) or good", ""),
    Case("known(sentiment(chips, over: 6d)) and good", "quiet"),
    // A count rules a silence out: a silence is a count below what the score asks for.
    Case("articles(chips, over: 5d) >= 1 and good", "blind"),
    Case("sources(chips, over: 4d) >= 1 and good", "blind"),
    Case("articles(chips, over: 6d) >= 1 and good", "quiet blind"),
    Case("sources(chips, over: 5d) >= 3 and sentiment(chips, over: 5d, sources: 3) > 0", "blind"),
    Case(
      "sources(chips, over: 5d) >= 2 and sentiment(chips, over: 5d, sources: 3) > 0",
      "quiet blind"
    ),
    Case(
      "articles(chips, over: 5d) > 3 and sentiment(chips, over: 5d, sources: 3) > 0",
      "quiet blind"
    ),
    Case("at least 2 of (good, launch is early, quantity(NVDA) > 2)", "quiet blind"),
    Case("at least 3 of (known(good), good, quantity(NVDA) > 2)", ""),
    Case("any of (launch, meeting) changed within 7d", "blind"),
  ]

  @Test("What a condition reads says how it can be undecided", arguments: cases)
  func derived(_ example: Case) throws {
    let text = Self.declarations + "rule look { when \(example.condition) review NVDA }"
    let result = check(text)
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    let condition = try #require(rulebook.rules.first?.when)
    let found = ReachableUnknowns(of: condition, in: rulebook)
    let words = [found.quiet ? "quiet" : "", found.blind ? "blind" : ""].filter { !$0.isEmpty }
    #expect(words.joined(separator: " ") == example.unknowns)
  }
}
