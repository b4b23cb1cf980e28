import TestSupport
import Testing

/// Both evaluators on generated scenarios: as many as properties are tried on, from the same seed on.
/// `TRANCHE_FAILURES` says how many differences are shown of each range of seeds, `TRANCHE_SHRINK=0`
/// leaves them as large as they are.
@Suite struct ReferenceDifferentialTests {
  @Test(arguments: Property.chunks)
  func bothEvaluatorsAgree(_ seeds: Range<Int>) {
    var changes = 0
    var failures = 0
    for seed in seeds {
      let scenario = ScenarioGenerator.scenario(seed: UInt64(seed))
      let reference = scenario.reference
      changes += reference.changes.count
      let differences = scenario.differences(from: reference)
      if differences.isEmpty { continue }
      failures += 1
      report(scenario, differences)
      if failures == Property.setting("TRANCHE_FAILURES", otherwise: 3) { break }
    }
    #expect(failures == 0, "the evaluators differ on \(failures) scenarios of \(seeds)")
    let isWhole = seeds.count >= 100 && failures == 0
    #expect(!isWhole || changes > seeds.count / 4, "generated scenarios must lead to changes")
  }

  /// Prints the smallest scenario that differs in the same fields.
  private func report(_ scenario: Scenario, _ differences: [String]) {
    if Property.setting("TRANCHE_SHRINK", otherwise: 1) == 0 {
      Issue.record("seed \(scenario.seed): \(differences.joined(separator: "\n  "))")
      return
    }
    func fields(_ differences: [String]) -> [Substring] {
      differences.map { $0.prefix { $0 != ":" } }
    }
    let least = scenario.shrunk { fields($0.differences) == fields(differences) }
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
