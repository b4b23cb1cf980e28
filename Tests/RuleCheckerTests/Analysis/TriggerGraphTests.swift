import RuleChecker
import RuleSyntax
import Testing

/// Which rules can set off which, as data.
@Suite struct TriggerGraphTests {
  private func graph(_ text: String) throws -> TriggerGraph {
    let result = check(text)
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    let graph = RulebookAnalysis(of: rulebook).triggers
    #expect(graph.isComplete)
    return graph
  }

  /// `a → b when`, in order.
  private func edges(_ text: String) throws -> [String] {
    try graph(text).edges.map {
      "\($0.from)\($0.isExit ? " leaving" : "") → \($0.to) \($0.clause.word)"
    }
  }

  @Test(arguments: [
    ("weight(NVDA) > 2%", true), ("weight(NVDA) < 2%", false), ("value(NVDA) > 2 USD", true),
    ("quantity(NVDA) = 3", true), ("exposure(NVDA) > 2 USD", true), ("price(NVDA) > 2 USD", false),
    ("weight(AMD) > 2%", false), ("weight(all) > 2%", true),
    ("weight(all except NVDA) > 2%", false),
    ("weight(held in NVDA) > 2%", true), ("gross > 2%", true), ("gross < 2%", false),
    ("net > 2%", true), ("cash < 2 USD", true), ("cash > 2 USD", false), ("nav > 2 USD", false),
    ("cash < 2% * nav", true), ("not weight(NVDA) < 2%", true), ("beta(NVDA) > 1", false),
    ("weight(NVDA) - weight(AMD) > 1%", true), ("weight(AMD) - weight(NVDA) > 1%", false),
    ("weight(NVDA) * gross > 1%", true), ("impact(NVDA, over: 7d) > 0.2", false),
    ("weight(NVDA) > 5%", false), ("weight(NVDA) >= 5%", true),
    ("known(weight(NVDA))", true), ("weight(tag sector:technology) > 2%", true),
  ])
  func aPurchaseSetsOff(condition: String, isSet: Bool) throws {
    let found = try edges(
      """
      dimension sector
      limit single weight of each instrument <= 10%
      rule buy { build NVDA to 5% of nav }
      rule read { when \(condition) freeze MSFT }
      """
    )
    #expect(found == (isSet ? ["buy → read when"] : []), "\(condition)")
  }

  @Test func costsMoveTheNetAssetValue() throws {
    let found = try edges(
      """
      settings { costs 1 USD per order plus 2bp }
      limit single weight of each instrument <= 10%
      rule buy { build NVDA to 5% of nav }
      rule read { when nav < 100 USD freeze MSFT }
      """
    )
    #expect(found == ["buy → read when"])
  }

  @Test func everyClauseIsAPlace() throws {
    let found = try edges(
      """
      limit single weight of each instrument <= 10%
      rule buy { when impact(NVDA, over: 7d) > 0.2 build NVDA to 5% of nav }
      rule four {
        build AMD to 2% of nav in tranches { one 50% at once two 50% once gross > 30% }
        exit when weight(NVDA) > 4%
      }
      rule three { when impact(AMD, over: 7d) > 0.2 freeze AMD until weight(NVDA) > 3% }
      """
    )
    #expect(
      found == [
        "buy → four the gate of two", "buy → four exit when", "buy → three until",
        "four → four the gate of two",
      ]
    )
  }

  @Test func trimsExitsAndHedgesMoveWhatTheyTrade() throws {
    let found = try edges(
      """
      limit single weight of each instrument <= 10%
      rule cut { when impact(NVDA, over: 7d) > 0.2 trim NVDA to 2% of nav }
      rule guard { when impact(NVDA, over: 7d) > 0.3 hedge 20% of NVDA by value with PSQ }
      rule leave { build AMD to 2% of nav exit when impact(AMD, over: 7d) > 0.9 }
      rule read_cut { when weight(NVDA) < 2% freeze MSFT }
      rule read_hedge { when weight(PSQ) < 0% freeze MSFT }
      rule read_exit { when weight(AMD) < 1% freeze MSFT }
      rule seen { when weight(PSQ) < 0% review MSFT }
      """
    )
    #expect(
      found == [
        "cut → read_cut when", "guard → read_hedge when", "leave leaving → read_exit when",
      ]
    )
  }

  @Test func cyclesAreFoundOnceFromTheirFirstRule() throws {
    let graph = try graph(
      """
      rule a { when weight(MSFT) > 2% hold NVDA at 5% of nav }
      rule b { when weight(NVDA) > 2% hold AMD at 5% of nav }
      rule c { when weight(AMD) > 2% hold MSFT at 5% of nav }
      rule d { when weight(AMD) > 2% hold QQQ at 5% of nav }
      """
    )
    #expect(graph.edges.count == 4)
    #expect(graph.cycles.map { $0.map(\.from) } == [["a", "b", "c"]])
    for cycle in graph.cycles {
      for (edge, next) in zip(cycle, cycle.dropFirst() + cycle.prefix(1)) {
        #expect(edge.to == next.from)
      }
    }
  }

  @Test func aLongRingIsFound() throws {
    let count = 200
    let rules = (0..<count).map { index -> String in
      let number = String(1000 + index).dropFirst()
      return
        "rule r\(number) { when weight(S\(index)) > 2% hold S\((index + 1) % count) at 5% of nav }"
    }
    let graph = try graph(rules.joined(separator: "\n"))
    #expect(graph.edges.count == count)
    #expect(graph.cycles.map(\.count) == [count])
  }

  @Test func tooManyPairsAreLeftOut() throws {
    let rules = (0..<500).map { "rule r\($0) { when gross > 2% hold S\($0) at 5% of nav }" }
    let result = check(rules.joined(separator: "\n"))
    let analysis = RulebookAnalysis(of: try #require(result.rulebook))
    #expect(!analysis.triggers.isComplete)
    #expect(analysis.triggers.cycles.count <= 20)
  }
}
