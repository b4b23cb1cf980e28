import Quantities
import RuleChecker
import RuleSyntax
import Testing

/// Which rules are called monotone in sentiment, by form and by brute force.
@Suite struct MonotonicityTests {
  private func obstacle(_ text: String) throws -> String? {
    let result = check("catalyst launch { official \"example.com\" }\n" + text)
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    let found = try #require(RulebookAnalysis(of: rulebook).monotonicity.first)
    #expect(found.isMonotone == (found.obstacle == nil))
    return found.obstacle?.reason
  }

  @Test(arguments: [
    "when sentiment(NVDA, over: 7d) > 0.2 build NVDA to 2% of nav",
    "when 0.2 < sentiment(NVDA, over: 7d) and impact(NVDA, over: 7d) > 0.5 build NVDA to 2% of nav",
    "when not sentiment(NVDA, over: 7d, sources: 3) < 0.2 build NVDA to 2% of nav",
    "when 2 * sentiment(NVDA, over: 7d, half_life: 2d) - 0.1 > 0 build NVDA to 2% of nav",
    "when impact(NVDA, over: 7d) * sentiment(NVDA, over: 7d) > 0.1 build NVDA to 2% of nav",
    "when sentiment_change(NVDA, over: 7d) > 0.1 hedge 10% of NVDA by value with PSQ",
    "when sentiment_change(NVDA, over: 7d) > 0.1 review NVDA",
    "when launch is confirmed build NVDA to 2% of nav exit when sentiment(NVDA, over: 7d) < 0",
    "when sentiment(NVDA, over: 3d) < -0.4 trim NVDA to 2% of nav until sentiment(NVDA, over: 3d) > 0",
    "when sentiment(NVDA, over: 3d) < -0.4 freeze buys of NVDA",
    "when sentiment(NVDA, over: 3d) > 0.4 freeze sells of NVDA until sentiment(NVDA, over: 3d) < 0",
    "when articles(NVDA, over: 3d) > 4 hold NVDA at 2% of nav until age(NVDA) > 3d",
  ])
  func monotone(clauses: String) throws {
    #expect(try obstacle("rule one { \(clauses) }") == nil)
  }

  @Test(arguments: [
    ("when sentiment(NVDA, over: 7d) < 0.2 build NVDA to 2% of nav", "`when` true"),
    ("when sentiment(NVDA, over: 7d) = 0.2 build NVDA to 2% of nav", "`when` true"),
    ("when sentiment_change(NVDA, over: 7d) > 0.2 build NVDA to 2% of nav", "`when` true"),
    ("when -1 * sentiment(NVDA, over: 7d) > 0.2 build NVDA to 2% of nav", "`when` true"),
    ("when weight(NVDA) * sentiment(NVDA, over: 7d) > 2% build NVDA to 2% of nav", "`when` true"),
    ("when 0.1 / sentiment(NVDA, over: 7d) > 0.2 build NVDA to 2% of nav", "`when` true"),
    ("build NVDA to 2% of nav exit when sentiment(NVDA, over: 7d) > 0.2", "`exit when` false"),
    ("build short NVDA to 2% of nav", "short position"),
    (
      "build NVDA to 2% of nav in tranches { all 100% once sentiment(NVDA, over: 7d) < 0 }"
        .replacing("all 100%", with: "whole 100%"),
      "the step `whole`"
    ),
    ("when sentiment(NVDA, over: 3d) > 0.4 trim NVDA to 2% of nav", "`when` false"),
    (
      "when gross > 90% trim NVDA to 2% of nav until sentiment(NVDA, over: 3d) < 0", "`until` true"
    ),
    ("when sentiment(NVDA, over: 3d) < 0 freeze sells of NVDA", "keep what another"),
    ("when sentiment(NVDA, over: 3d) < 0 freeze NVDA", "keep what another"),
    ("when sentiment(NVDA, over: 3d) > 0 hold NVDA at 2% of nav", "a hold raises"),
    (
      "when known(sentiment(NVDA, over: 3d) > 0 and gross > 90%) trim NVDA to 2% of nav",
      "`when` false"
    ),
  ])
  func notMonotone(clauses: String, reason: String) throws {
    let found = try #require(try obstacle("rule one { \(clauses) }"), "\(clauses)")
    #expect(found.contains(reason), "\(found)")
  }

  @Test func throughLets() throws {
    let rising = "let good = sentiment(NVDA, over: 7d) > 0.2\n"
    #expect(try obstacle(rising + "rule one { when good build NVDA to 2% of nav }") == nil)
    #expect(try obstacle(rising + "rule one { when not good build NVDA to 2% of nav }") != nil)
    #expect(try obstacle(rising + "rule one { when not good trim NVDA to 2% of nav }") == nil)
  }

  private static let atoms =
    comparisons(of: "sentiment(NVDA, over: 7d)", with: ["-0.5", "0", "0.5"])
    + comparisons(of: "impact(NVDA, over: 7d)", with: ["0.5"])
    + [
      "impact(NVDA, over: 7d) - sentiment(NVDA, over: 7d) > 0.5",
      "impact(NVDA, over: 7d) * sentiment(NVDA, over: 7d) > 0.25",
      "weight(NVDA) * sentiment(NVDA, over: 7d) > 2%",
      "0.5 / sentiment(NVDA, over: 7d) > 0.5",
      "sentiment(NVDA, over: 7d) / impact(NVDA, over: 7d) > 0.5",
      "known(1 / sentiment(NVDA, over: 7d))",
      "(sentiment(NVDA, over: 7d) otherwise 0.5) > 0",
      "-sentiment(NVDA, over: 7d) < 0.5", "weight(NVDA) > 2%", "launch is confirmed",
    ]

  /// For conditions that let a build, or a trim, be called monotone: worse scores never make the one
  /// true, nor the other false, whatever else is known.
  @Test(arguments: 0..<8)
  func worseScoresNeverMoveAMonotoneConditionTheWrongWay(seed: UInt64) throws {
    var generator = ConditionGenerator(seed: 100 + seed, atoms: MonotonicityTests.atoms)
    var monotone = 0
    for _ in 0..<60 {
      let condition = generator.condition(depth: 2)
      for isTrim in [true, false] {
        // A review shows the same condition without the rules of a build.
        let action = isTrim ? "trim NVDA to 2% of nav" : "freeze sells of NVDA"
        let text = """
          catalyst launch { official "example.com" }
          rule one { when \(condition) \(action) }
          rule two { when launch is reported review NVDA }
          """
        let rulebook = try #require(check(text).rulebook, "\(condition)")
        let analysis = RulebookAnalysis(of: rulebook)
        guard analysis.monotonicity.first?.isMonotone == true else { continue }
        monotone += 1
        let when = try #require(rulebook.rules.first?.when)
        expectNoWrongWay(when, isFalling: isTrim, "\(condition)")
      }
    }
    #expect(monotone > 10)
  }

  private func expectNoWrongWay(_ when: Expression, isFalling: Bool, _ text: Comment) {
    var evaluator = KleeneEvaluator(lets: [])
    for impact in [nil, 0, 30, 50, 80] {
      for weight in [nil, -3, 0, 3] {
        for state: CatalystState? in [nil, .some(.none), .confirmed] {
          evaluator.news[.impact] = impact.map { hundredths($0) }
          evaluator.weight = weight.map { hundredths($0) }
          evaluator.state = state
          let truths = stride(from: -100, through: 100, by: 25).map { score -> Bool? in
            evaluator.news[.sentiment] = hundredths(score)
            return evaluator.truth(of: when)
          }
          for (worse, better) in zip(truths, truths.dropFirst()) {
            let isWrong =
              isFalling ? better == true && worse != true : worse == true && better != true
            if isWrong { Issue.record("\(text): \(truths)") }
          }
        }
      }
    }
  }
}
