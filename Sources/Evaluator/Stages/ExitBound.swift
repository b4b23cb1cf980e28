import Portfolio
import Quantities
import RuleChecker

/// Stage 3, exits: what a rule put on comes off, down to what the other rules in force ask for.
extension AccountRun {
  mutating func boundExit(_ plan: RulePlan) throws(ArithmeticFailure) {
    guard let set = plan.rule.actionSets.first else { return }
    let members = targetLines(of: set, member: plan.member).filter { !lines[$0].held.isZero }
    if journal.lastApplied == nil {
      try reviewExitWithoutFills(plan, members)
      return
    }
    for index in members {
      let line = lines[index]
      let key = Journal.HoldingKey(rule: plan.key, instrument: line.instrument)
      let putOn = journal.putOn[key] ?? .zero
      guard !putOn.isZero, putOn.isNegative == line.held.isNegative else { continue }
      let held = try line.size().ratio
      let own = min(try putOn.ratio.absolute(), held)
      let asked = try mostAsked(of: index, besides: plan)
      let left = max(try held.subtracting(own), asked)
      // One that takes nothing off stands in no other rule's way.
      if left >= held { continue }
      lines[index].isExiting = true
      lines[index].cap(
        at: left,
        by: plan.key,
        as: .exit(putOn: own, asked: asked)
      )
    }
  }

  private mutating func reviewExitWithoutFills(
    _ plan: RulePlan,
    _ members: [Int]
  ) throws(ArithmeticFailure) {
    var held: [String] = []
    for index in members { held.append("\(try lines[index].size()) \(symbol(lines[index]))") }
    if held.isEmpty { return }
    review(
      plan.key,
      "exit_without_fills",
      "it exits, and no applied run says what it bought; held: \(held.joined(separator: ", "))"
    )
  }

  /// The most that the other builds and holds in force ask for, of what is held already: an exit
  /// takes off nothing that they would buy again.
  private func mostAsked(of index: Int, besides plan: RulePlan) throws(ArithmeticFailure) -> Ratio {
    var most = Ratio.zero
    for ask in asks where plans[ask.plan].key != plan.key {
      for member in ask.members where member.line == index {
        if let target = member.target { most = max(most, target) }
      }
    }
    for least in lines[index].leastHeld { most = max(most, least) }
    return min(most, try lines[index].size().ratio)
  }
}
