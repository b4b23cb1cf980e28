import Portfolio
import Quantities
import RuleChecker

/// Where an account stands with the steps of builds that the world alone decides: which are filled here, and what the
/// journal has of them. All else of them stands in the header.
extension AccountRun {
  /// Those where something in the account is the build's concern, or the journal has anything of it.
  func stepStandings() throws(ArithmeticFailure) -> [StepStanding] {
    var standings: [StepStanding] = []
    for firing in firings where plans[firing.plan].isBuild {
      let ask = ask(of: firing)
      let isConcerned = ask.map { !$0.members.isEmpty } ?? false
      if !isConcerned, journal.steps.isEmpty { continue }
      let own = try stepStandings(of: firing, ask)
      if isConcerned || !own.allSatisfy(\.progress.isEmpty) { standings += own }
    }
    return standings
  }

  /// Of one build; none where the account has a say in the rule's state.
  func stepStandings(of firing: Firing) throws(ArithmeticFailure) -> [StepStanding] {
    try stepStandings(of: firing, ask(of: firing))
  }

  private func stepStandings(
    of firing: Firing,
    _ ask: BuildAsk?
  ) throws(ArithmeticFailure) -> [StepStanding] {
    let plan = plans[firing.plan]
    guard plan.worldState == firing.state, case .build(let build) = plan.rule.action else {
      return []
    }
    var standings: [StepStanding] = []
    for (index, name) in plan.stepNames.enumerated() {
      let state =
        if let ask {
          try state(of: index, ask, firing.state)
        } else {
          RuleReporter(world: world).worldReport(of: plan, firing.state).steps[index].state
        }
      let progress = journal.steps.isEmpty ? [] : progress(of: build.steps[index].name, plan)
      standings.append(StepStanding(step: name, state: state, progress: progress))
    }
    return standings
  }

  /// What a build that fires asks for.
  private func ask(of firing: Firing) -> BuildAsk? {
    firing.state == .fires ? asks.first { $0.plan == firing.plan } : nil
  }
}
