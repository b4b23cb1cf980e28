import RuleChecker
import RuleSyntax
import Testing

/// The stated cost, counted by hand.
@Suite struct CostBoundTests {
  private func cost(_ text: String) throws -> CostBound {
    let result = check(text)
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    return RulebookAnalysis(of: rulebook).cost
  }

  // cites: check-8
  @Test func conditionsOverNewsCostOncePerRun() throws {
    // The comparison, the figure and the number.
    let cost = try cost("rule look { when impact(NVDA, over: 7d) > 0.2 review NVDA }")
    #expect(cost.perRun == StepCount(constant: 3))
    #expect(cost.perAccount == .zero)
  }

  // cites: check-8
  @Test func conditionsOverTheAccountCostOncePerAccount() throws {
    // The figure takes a step more for its one instrument.
    let cost = try cost("rule look { when weight(NVDA) > 2% review NVDA }")
    #expect(cost.perRun == .zero)
    #expect(cost.perAccount == StepCount(constant: 4))
  }

  @Test func letsCountWhereverTheyAreNamed() throws {
    let cost = try cost(
      """
      let calm = gross < 90%
      rule look { when calm and not calm or calm review NVDA }
      """
    )
    // Three references of 1 + 3, the `not`, the `and` and the `or`.
    #expect(cost.perAccount == StepCount(constant: 15))
  }

  @Test func basketsAndOpenSetsCountTheirMembers() throws {
    let basket = try cost(
      """
      basket chips { NVDA 50% AMD 30% MSFT 20% }
      rule look { when weight(chips) > 2% review chips }
      """
    )
    #expect(basket.perAccount == StepCount(constant: 6))
    let open = try cost("rule look { when weight(all) > 2% review NVDA }")
    #expect(open.perAccount == StepCount(constant: 3, perInstrument: 1))
    #expect(open.perAccount.total(instruments: 500) == 503)
  }

  @Test func forEachMultiplies() throws {
    let named = try cost(
      """
      basket chips { NVDA 50% AMD 50% }
      rule look for each x in chips { when weight(x) > 2% and impact(x, over: 7d) > 0.2 review x }
      """
    )
    #expect(named.perAccount == StepCount(constant: 2 * 8))
    let open = try cost("rule look for each x in all { when weight(x) > weight(all) review x }")
    #expect(open.perAccount == StepCount(constant: 0, perInstrument: 4, perPair: 1))
    #expect(open.perAccount.total(instruments: 10) == 140)
  }

  @Test func pastDaysCountForRulesThatUntilEnds() throws {
    let worldly = try cost(
      """
      rule cut {
        when sentiment(NVDA, over: 7d) < 0 trim NVDA to 2% of nav until sentiment(NVDA, over: 7d) > 0
      }
      """
    )
    #expect(worldly.perRun == StepCount(constant: 6 * 401))
    let mixed = try cost(
      "rule cut { when gross > 90% trim NVDA to 2% of nav until sentiment(NVDA, over: 7d) > 0 }"
    )
    #expect(mixed.perRun == StepCount(constant: 3))
    #expect(mixed.perAccount == StepCount(constant: 3))
  }

  @Test func countsStopAtTheLargest() {
    let huge = StepCount(constant: .max, perInstrument: 1, perPair: 1)
    #expect(huge.total(instruments: .max) == .max)
  }
}
