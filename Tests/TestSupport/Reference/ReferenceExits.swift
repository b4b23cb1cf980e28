internal import Portfolio
internal import Quantities
internal import RuleChecker

/// Stage 3: what an exit takes off.
extension ReferencePlan {
  mutating func boundExit(_ firing: ReferenceFiring, _ asks: [ReferenceAsk]) {
    let target: Target
    switch firing.instance.rule.action {
    case .build(let build): target = build.target
    case .hold(let hold): target = hold.target
    default: return
    }
    let members = members(target, firing.instance)
    if journal.lastApplied == nil {
      if members.contains(where: { book.isHeld($0) }) {
        review(firing.instance.label, "exit_without_fills")
      }
      return
    }
    for index in members where book.isHeld(index) {
      let key = Journal.HoldingKey(rule: firing.instance.label, instrument: index)
      let recorded = journal.putOn[key].map { BigRatio($0) } ?? .zero
      guard recorded.sign == book.quantities[index].sign else { continue }
      // What other rules in force ask for stays: they would only buy it again.
      let builds = asks.filter {
        $0.index == index && $0.firing.instance.label != firing.instance.label
      }
      let wanted = builds.map(\.goal) + lowerEdges(of: index)
      let kept = min(held(index), wanted.max() ?? .zero)
      let rest = held(index) - min(held(index), recorded.magnitude)
      let bound = max(rest, kept)
      if bound < held(index) { addUpper(index, bound, firing.instance.label, isExit: true) }
    }
  }
}
