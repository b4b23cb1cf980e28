import Quantities
import RuleChecker
import RuleSyntax
import Testing

/// What the checker says about pairs of conditions of one rule, against every value on a grid.
@Suite struct EndPropertyTests {
  private static let atoms =
    comparisons(of: "impact(NVDA, over: 7d)", with: ["0.25", "0.5"])
    + comparisons(of: "weight(NVDA)", with: ["2%", "4%"])

  private struct Findings {
    var rule: Rule
    var codes: [String]
  }

  private func findings(_ text: String) throws -> Findings {
    let result = check("limit single weight of each instrument <= 10%\n" + text)
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    let rule = try #require(rulebook.rules.first)
    return Findings(rule: rule, codes: result.diagnostics.map(\.code))
  }

  /// The truths of two conditions together, everywhere.
  private func truths(_ one: Expression?, _ two: Expression?) throws -> [(Bool?, Bool?)] {
    let first = try #require(one)
    let second = try #require(two)
    var found: [(Bool?, Bool?)] = []
    var evaluator = KleeneEvaluator(lets: [])
    for impact in [nil, 0, 10, 25, 30, 50, 60, 100] {
      for weight in [nil, -1, 0, 2, 3, 4, 5] {
        evaluator.news[.impact] = impact.map { hundredths($0) }
        evaluator.weight = weight.map { hundredths($0) }
        found.append((evaluator.truth(of: first), evaluator.truth(of: second)))
      }
    }
    return found
  }

  private func generator(_ seed: UInt64) -> ConditionGenerator {
    var generator = ConditionGenerator(seed: 300 + seed, atoms: EndPropertyTests.atoms)
    generator.allowsUnknowns = false
    return generator
  }

  /// Whether nothing is odd about either condition by itself, so that only the pair can be.
  private func areSound(_ codes: [String]) -> Bool {
    !codes.contains("constant-condition") && !codes.contains("redundant-condition")
  }

  @Test(arguments: 0..<6)
  func anUntilThatLeavesNoRoomIsTold(seed: UInt64) throws {
    var generator = generator(seed)
    var told = 0
    for _ in 0..<80 {
      let when = generator.condition(depth: 1)
      let until = generator.condition(depth: 1)
      let found = try findings("rule cut { when \(when) trim NVDA to 2% of nav until \(until) }")
      guard areSound(found.codes) else { continue }
      let canStart = try truths(found.rule.when, found.rule.until)
        .contains { $0.0 == true && $0.1 == false }
      let isTold = found.codes.contains("never-applies")
      #expect(isTold == !canStart, "\(when) until \(until)")
      told += isTold ? 1 : 0
    }
    #expect(told > 0)
  }

  @Test(arguments: 0..<6)
  func anExitThatLeavesNoRoomIsTold(seed: UInt64) throws {
    var generator = generator(10 + seed)
    for _ in 0..<80 {
      let when = generator.condition(depth: 1)
      let exit = generator.condition(depth: 1)
      let found = try findings(
        "rule own { when \(when) build NVDA to 2% of nav exit when \(exit) }"
      )
      guard areSound(found.codes) else { continue }
      let pairs = try truths(found.rule.when, found.rule.exit)
      let canAct = pairs.contains { $0.0 == true && $0.1 != true }
      #expect(found.codes.contains("never-applies") == !canAct, "\(when) exit \(exit)")
      // An overlap is only told where there is one.
      if found.codes.contains("exit-above-entry") {
        #expect(pairs.contains { $0.0 == true && $0.1 == true }, "\(when) exit \(exit)")
      }
    }
  }

  @Test(arguments: 0..<6)
  func aGateThatCannotOpenIsTold(seed: UInt64) throws {
    var generator = generator(20 + seed)
    for _ in 0..<80 {
      let when = generator.condition(depth: 1)
      let gate = generator.condition(depth: 1)
      let found = try findings(
        "rule own { when \(when) build NVDA to 2% of nav in tranches { one 100% once \(gate) } }"
      )
      guard areSound(found.codes) else { continue }
      guard case .build(let build) = found.rule.action else { continue }
      let canOpen = try truths(found.rule.when, build.steps.first?.gate.condition)
        .contains { $0.0 == true && $0.1 == true }
      #expect(found.codes.contains("never-applies") == !canOpen, "\(when) gate \(gate)")
    }
  }

  /// Bounds are only said to exclude each other where both conditions can hold, and always then.
  @Test(arguments: 0..<6)
  func boundsMeetExactlyWhereTheirConditionsDo(seed: UInt64) throws {
    var generator = generator(30 + seed)
    for _ in 0..<60 {
      let one = generator.condition(depth: 1)
      let two = generator.condition(depth: 1)
      let result = check(
        """
        rule cut { when \(one) trim NVDA to 2% of nav }
        rule keep { when \(two) hold NVDA at 5% of nav }
        """
      )
      let rulebook = try #require(result.rulebook)
      let codes = result.diagnostics.map(\.code)
      guard areSound(codes) else { continue }
      let canMeet = try truths(rulebook.rules.first?.when, rulebook.rules.last?.when)
        .contains { $0.0 == true && $0.1 == true }
      #expect(codes.contains("excluding-bounds") == canMeet, "\(one) and \(two)")
    }
  }
}
