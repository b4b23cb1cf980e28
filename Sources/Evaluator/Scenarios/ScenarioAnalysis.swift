public import Portfolio
import Quantities
import RuleChecker

/// Tries other states of catalysts, and other values of the news, on one account after another. Each
/// account is looked at alone; the same inputs give the same result.
///
/// The work for an account is bounded: at most `mostAlone` catalysts are tried one by one, and
/// combinations of at most `mostTogether` of them, no more than `mostCombinations`, of which only
/// those that some condition tells apart are evaluated; and one evaluation for each threshold.
public struct ScenarioAnalysis: Sendable {
  /// How many catalysts are tried together.
  public static let mostTogether = 6
  static let mostCombinations = 4096
  /// How many are tried alone, to find those that matter, where there are more than fit together.
  static let mostAlone = 60

  let base: Evaluation
  let catalysts: [CatalystChoice]
  let thresholds: [ThresholdTrial]

  public init(_ evaluation: Evaluation) {
    base = evaluation
    catalysts = CatalystChoice.all(in: evaluation)
    thresholds = ThresholdTrial.all(in: evaluation)
  }

  /// What could become of `account`.
  public func scenarios(for account: Account, journal: Journal) -> AccountScenarios {
    let trial = AccountTrial(account: account, journal: journal, market: base.world.market)
    let now = trial.result(of: base)
    let chosen = choose(trial, now)
    let grid = OutcomeGrid(base: base, choices: chosen, trial: trial)
    let taken = Set(chosen.map(\.key))
    return AccountScenarios(
      account: account.name,
      baseCurrency: account.baseCurrency,
      nav: now.nav,
      tried: chosen.map { $0.described },
      unmoving: grid.unmoving.map(\.name),
      leftOut: catalysts.filter { !taken.contains($0.key) }.map(\.name),
      outcomes: grid.outcomes(heldNow: trial),
      thresholds: thresholds.map { $0.tried(on: trial, in: base, now: now) }
    )
  }

  /// The catalysts to try together: all, or first those that change something when taken alone.
  private func choose(_ trial: AccountTrial, _ now: AccountTrial.Result) -> [CatalystChoice] {
    var ordered = catalysts
    if catalysts.count > Self.mostTogether {
      let moving = Set(
        catalysts.prefix(Self.mostAlone).filter { choice in
          choice.classes.contains { candidate in
            let other = ScenarioWorld(base, [choice]).evaluation([candidate.state])
            return trial.result(of: other).shape != now.shape
          }
        }.map(\.key)
      )
      ordered = catalysts.filter { moving.contains($0.key) }
      ordered += catalysts.filter { !moving.contains($0.key) }
    }
    var chosen: [CatalystChoice] = []
    var combinations = 1
    for choice in ordered.prefix(Self.mostTogether) {
      combinations *= choice.classes.count
      if combinations > Self.mostCombinations { break }
      chosen.append(choice)
    }
    return chosen.sorted { $0.name < $1.name }
  }
}
