import TestSupport
import Testing

/// Generated scenarios as text: what `check` accepts, and means the same when it is read back.
@Suite struct ScenarioTextTests {
  @Test(arguments: [0, 1]) func aScenarioReadBackMeansTheSame(_ half: Int) throws {
    let count = Property.setting("TRANCHE_TEXTS", otherwise: 60)
    let first = Property.setting("TRANCHE_SEED", otherwise: 1)
    for seed in first + half * count / 2..<first + (half + 1) * count / 2 {
      let scenario = ScenarioGenerator.scenario(seed: UInt64(seed))
      let text = scenario.text
      do {
        let copy = try Scenario(reading: text)
        #expect(try Scenario(reading: copy.text).text == copy.text, "seed \(seed)")
        #expect(copy.actual == scenario.actual, "seed \(seed):\n\(text)")
      } catch {
        Issue.record("seed \(seed): \(error)\n\(text)")
      }
    }
  }
}
