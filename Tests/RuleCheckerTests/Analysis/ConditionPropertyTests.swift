import Quantities
import RuleChecker
import RuleSyntax
import Testing

/// What the checker says about whole conditions, against every value on a grid that is finer than the
/// numbers in them.
@Suite struct ConditionPropertyTests {
  private static let atoms =
    comparisons(of: "impact(NVDA, over: 7d)", with: ["0", "0.25", "0.5", "1"])
    + comparisons(of: "weight(NVDA)", with: ["2%", "4%"])
    + ["-2 * weight(NVDA) > -6%", "impact(NVDA, over: 7d) + 0.25 < 0.75"]
    + ["launch is confirmed", "launch is at least reported", "launch is (none, denied)"]
    + ["known(impact(NVDA, over: 7d))", "launch is expired"]

  /// Every combination of values, the unknown ones included.
  private func everywhere(_ body: (KleeneEvaluator) -> Void) {
    var evaluator = KleeneEvaluator(lets: [])
    let states: [CatalystState?] = [
      nil, .some(.none), .rumoured, .reported, .confirmed, .denied, .retracted,
    ]
    for impact in [nil] + Array(stride(from: 0, through: 100, by: 25)) + [10, 30, 60, 80] {
      for weight in [nil, -1, 0, 2, 3, 4, 5] {
        for state in states {
          evaluator.news[.impact] = impact.map { hundredths($0) }
          evaluator.weight = weight.map { hundredths($0) }
          evaluator.state = state
          body(evaluator)
        }
      }
    }
  }

  private func truths(of expressions: [Expression]) -> [[Bool?]] {
    var found: [[Bool?]] = []
    everywhere { evaluator in found.append(expressions.map { evaluator.truth(of: $0) }) }
    return found
  }

  /// The part of a condition at a place, with the negations around it left aside.
  private func part(of expression: Expression, at span: Span) -> Expression? {
    if expression.span == span { return expression }
    for operand in expression.operands {
      if let found = part(of: operand, at: span) { return found }
    }
    return nil
  }

  private func expectTrue(_ finding: Diagnostic, in condition: Expression, _ text: Comment) throws {
    let places = [finding.span] + finding.notes.map(\.span)
    let parts = try places.map { try #require(part(of: condition, at: $0), text) }
    let table = truths(of: parts)
    switch finding.message {
    case "this never holds": #expect(table.allSatisfy { $0[0] != true }, text)
    case "this always holds": #expect(table.allSatisfy { $0[0] != false }, text)
    case "this and another part never hold together":
      #expect(table.allSatisfy { !($0[0] == true && $0[1] == true) }, text)
    case "this or another part always holds":
      #expect(table.allSatisfy { !($0[0] == false && $0[1] == false) }, text)
    case "this is counted twice": #expect(table.allSatisfy { $0[0] == $0[1] }, text)
    case "this part changes nothing beside another one":
      let isImplied = table.allSatisfy { rank($0[1]) <= rank($0[0]) }
      let implies = table.allSatisfy { rank($0[1]) >= rank($0[0]) }
      #expect(isImplied || implies, text)
    default: Issue.record("\(finding.message)")
    }
  }

  private func rank(_ truth: Bool?) -> Int { truth.map { $0 ? 2 : 0 } ?? 1 }

  @Test(arguments: 0..<8)
  func whatIsSaidIsTrueAndWhatIsConstantIsSaid(seed: UInt64) throws {
    var generator = ConditionGenerator(seed: seed, atoms: ConditionPropertyTests.atoms)
    var told = 0
    for _ in 0..<40 {
      let condition = generator.condition()
      let result = check(
        """
        catalyst launch { official "example.com" }
        rule seen { when launch is reported review NVDA }
        rule look { when \(condition) review NVDA }
        """
      )
      let rulebook = try #require(result.rulebook, "\(condition)")
      let rule = try #require(rulebook.rules.first { $0.name == "look" })
      let expression = try #require(rule.when)
      let findings = result.diagnostics.filter {
        $0.code == "constant-condition" || $0.code == "redundant-condition"
      }
      told += findings.count
      for finding in findings { try expectTrue(finding, in: expression, "\(condition)") }
      let whole = truths(of: [expression]).map { $0[0] }
      let isConstant = !whole.contains(true) || !whole.contains(false)
      // `known` and `otherwise` may be constant because of what is never known; the grid has it all.
      if isConstant { #expect(!findings.isEmpty, "\(condition)") }
    }
    #expect(told > 20)
  }
}
