import Foundation
import TestSupport
import Testing

/// Both evaluators on generated scenarios: 400 of them, or as many as `TRANCHE_CASES` says, from
/// the seed that `TRANCHE_SEED` says.
@Suite struct ReferenceDifferentialTests {
  static func setting(_ name: String, otherwise: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? otherwise
  }

  @Test func bothEvaluatorsAgree() {
    let cases = Self.setting("TRANCHE_CASES", otherwise: 400)
    let first = Self.setting("TRANCHE_SEED", otherwise: 1)
    var changes = 0
    var failures = 0
    for seed in first..<(first + cases) {
      let scenario = ScenarioGenerator.scenario(seed: UInt64(seed))
      let differences = scenario.differences
      changes += scenario.reference.changes.count
      if differences.isEmpty { continue }
      failures += 1
      report(scenario, differences)
      if failures == Self.setting("TRANCHE_FAILURES", otherwise: 3) { break }
    }
    #expect(failures == 0, "the evaluators differ on \(failures) scenarios")
    #expect(changes > cases / 4, "generated scenarios must lead to changes")
  }

  /// Prints the smallest scenario that differs in the same field.
  private func report(_ scenario: Scenario, _ differences: [String]) {
    if Self.setting("TRANCHE_SHRINK", otherwise: 1) == 0 {
      Issue.record("seed \(scenario.seed): \(differences.joined(separator: "\n  "))")
      return
    }
    let field = differences[0].prefix { $0 != ":" }
    let least = scenario.shrunk { candidate in
      candidate.differences.contains { $0.prefix { $0 != ":" } == field }
    }
    Issue.record(
      """
      seed \(scenario.seed): \(differences.joined(separator: "\n  "))
      shrunk: \(least.differences.joined(separator: "\n  "))
      keep it in Tests/EvaluatorTests/Differences:
      \(least.text)
      """
    )
  }
}
