import Portfolio
import Quantities
import RuleChecker

/// Where an account stands with the steps of builds that the world alone decides: which are filled here, and what the
/// journal has of them. All else of them stands in the header.
extension AccountRun {
  /// Those where something in the account is the build's concern, or the journal has anything of it.
  func stepStandings() throws(ArithmeticFailure) -> [StepStanding] {
    var standings: [StepStanding] = []
    standings.reserveCapacity(asks.count)
    let recorded = Set(journal.steps.keys.map { $0.rule })
    for number in firings.indices where plans[firings[number].plan].isBuild {
      let isConcerned = firings[number].ask.map { asks[$0].concerns } ?? false
      let isRecorded = !recorded.isEmpty && recorded.contains(plans[firings[number].plan].key)
      if !isConcerned && !isRecorded { continue }
      let count = standings.count
      try addStepStandings(of: firings[number], to: &standings)
      if !isConcerned, standings[count...].allSatisfy({ $0.progress.isEmpty }) {
        standings.removeSubrange(count...)
      }
    }
    return standings
  }

  /// Of one build; none where the account has a say in the rule's state.
  func stepStandings(of firing: Firing) throws(ArithmeticFailure) -> [StepStanding] {
    var standings: [StepStanding] = []
    try addStepStandings(of: firing, to: &standings)
    return standings
  }

  private func addStepStandings(
    of firing: Firing,
    to standings: inout [StepStanding]
  ) throws(ArithmeticFailure) {
    let plan = plans[firing.plan]
    guard plan.worldState == firing.state, let build = plan.build else { return }
    for index in plan.stepNames.indices {
      let state =
        if let ask = firing.ask {
          try state(of: index, asks[ask], firing.state)
        } else {
          RuleReporter(world: world).worldReport(of: plan, firing.state).steps[index].state
        }
      let progress = journal.steps.isEmpty ? [] : progress(of: build.action.steps[index].name, plan)
      standings.append(
        StepStanding(step: plan.stepNames[index], state: state, progress: progress)
      )
    }
  }
}
