import Evaluator
import Portfolio
import Quantities
import Testing

/// What catalysts and news could make of a proposal.
@Suite struct ScenarioTests {
  private func scenarios(_ example: Example) throws -> AccountScenarios {
    let evaluation = try example.evaluation()
    let account = try example.account(in: evaluation.market)
    return ScenarioAnalysis(evaluation).scenarios(for: account, journal: example.journal)
  }

  private func text(_ outcome: ScenarioOutcome) -> [String] {
    outcome.cases.map { $0.map { "\($0.catalyst) \($0.text)" }.joined(separator: ", ") }
  }

  private func after(_ outcome: ScenarioOutcome) -> [String] {
    outcome.positions.map { "\($0.symbol) \($0.after)" }
  }

  @Test func theLaddersTwoOutcomes() throws {
    let result = try scenarios(Example(BuildExampleTests.ladder))
    #expect(result.tried.map(\.states) == [["confirmed", "anything else"]])
    #expect(result.outcomes.map(\.isNow) == [true, false])
    #expect(
      result.outcomes.map(text) == [
        ["default_build is not confirmed"], ["default_build is confirmed"],
      ]
    )
    #expect(
      result.outcomes.map(after) == [
        ["GOOGL 1", "MSFT 1", "NVDA 4", "PSQ 17"], ["GOOGL 5", "MSFT 3", "NVDA 13", "PSQ 62"],
      ]
    )
  }

  @Test func eachOutcomeIsWhatTheSameAssumptionGives() throws {
    var example = Example(BuildExampleTests.ladder)
    let outcomes = try scenarios(example).outcomes
    for (state, outcome) in zip(["none", "confirmed"], outcomes) {
      example.assumptions = ["default_build is \(state)"]
      let orders = Set(try example.propose().changes.map { "\($0.symbol) \($0.quantity)" })
      #expect(Set(after(outcome)) == orders)
    }
  }

  @Test func theAssumedStateIsTheOneOfNow() throws {
    var example = Example(BuildExampleTests.ladder)
    example.assumptions = ["default_build is confirmed"]
    let result = try scenarios(example)
    #expect(result.tried.map(\.now) == ["confirmed"])
    #expect(result.outcomes.first.map(text) == ["default_build is confirmed"])
    #expect(result.outcomes.first?.isNow == true)
  }

  // MARK: Thresholds

  @Test func thresholdsTurnAtTheirBounds() throws {
    let result = try scenarios(Example(BuildExampleTests.ladder))
    #expect(
      result.thresholds.map { "\($0.fact) \($0.now) \($0.turnsAt) \($0.distance)" } == [
        "impact(kernel_rust, over: 30d) 0.28 below 0.20 -0.08",
        "sentiment(kernel_rust, over: 14d) 0.30 below -0.25 -0.55",
        "sentiment(kernel_rust, over: 30d) 0.30 below 0.25 -0.05",
      ]
    )
    for threshold in result.thresholds {
      #expect(threshold.effect.map { "\($0.symbol) \($0.before) \($0.after)" }.contains("NVDA 4 0"))
    }
    #expect(result.thresholds[1].readers == ["scale_in exit when"])
  }

  /// On the bound and one step beside it, an assumption gives what the threshold promises.
  @Test func theBoundIsExact() throws {
    var example = Example(BuildExampleTests.ladder)
    example.assumptions = ["sentiment(kernel_rust, over: 30d) = 0.25"]
    #expect(try example.propose().orders.count == 4)
    example.assumptions = ["sentiment(kernel_rust, over: 30d) = 0.24999999"]
    #expect(try example.propose().orders == [])
  }

  @Test func anUnknownTurnsWhereItWouldHold() throws {
    var example = Example("rule own { when sources(NVDA, over: 9d) >= 2 build NVDA to 6% of nav }")
    let known = try #require(try scenarios(example).thresholds.first)
    #expect([known.now, known.turnsAt, known.distance] == ["0", "2", "+2"])
    #expect(known.effect.map { "\($0.symbol) \($0.after)" } == ["NVDA 33"])
    example.publishedOn = "2025-11-01"
    let unknown = try #require(try scenarios(example).thresholds.first)
    #expect([unknown.now, unknown.turnsAt, unknown.distance] == ["unknown", "2", ""])
  }

  @Test func whatOnlyReviewsReadIsNotTried() throws {
    let result = try scenarios(
      Example(
        """
        rule look { when default_build changed within 7d or impact(kernel_rust, over: 3d) > 0.5
          review NVDA }
        rule own { build NVDA to 6% of nav }
        """
      )
    )
    #expect(result.tried.isEmpty && result.thresholds.isEmpty)
    #expect(result.outcomes.count == 1 && result.outcomes[0].cases == [[]])
  }

  // MARK: Many catalysts

  /// Six catalysts, four states each: what they lead to is said in a few words.
  @Test func sixAtOnce() throws {
    let result = try scenarios(manyCatalysts(6))
    #expect(result.tried.count == 6)
    #expect(result.leftOut.isEmpty && result.unmoving.isEmpty)
    #expect(result.outcomes.count == 2)
    #expect(
      result.outcomes.last.map(text) == [
        (0..<6).map { "c\($0) is at least reported" }.joined(separator: ", ")
      ]
    )
    #expect(result.outcomes.first?.cases.count == 6)
  }

  @Test func ofMoreThanSixTheOthersAreNamed() throws {
    let result = try scenarios(manyCatalysts(8))
    #expect(result.tried.map(\.name) == (0..<6).map { "c\($0)" })
    #expect(result.leftOut == ["c6", "c7"])
  }

  @Test func thoseThatMoveSomethingAloneComeFirst() throws {
    var example = manyCatalysts(8)
    example.rules +=
      "rule stop { when c7 is denied freeze all }\nrule more { build MSFT to 1% of nav }"
    let result = try scenarios(example)
    #expect(result.tried.map(\.name) == (0..<5).map { "c\($0)" } + ["c7"])
    #expect(result.leftOut == ["c5", "c6"])
  }

  private func manyCatalysts(_ count: Int) -> Example {
    let names = (0..<count).map { "c\($0)" }
    let declared = names.map { "catalyst \($0) { topic kernel_rust }\n" }.joined()
    let condition = names.map { "\($0) is at least reported" }.joined(separator: " and ")
    return Example("\(declared)rule own { when \(condition) build NVDA to 6% of nav }\n")
  }
}
