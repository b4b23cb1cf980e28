internal import Evaluator
internal import RuleTesting

/// A rule as a run saw it: its state, and each clause with the value of every part.
struct RuleSightLines {
  let sight: RuleSight

  var blocks: [Block] {
    let name = sight.member.map { "\(sight.rule)[\($0)]" } ?? sight.rule
    var head = StyledText("`\(name)` ", .strong)
    head.append(word)
    head.append("  \(sight.place)", .faint)
    return [.item(head, level: 0)]
      + sight.clauses.flatMap { ConditionLines.blocks($0.tree, label: $0.clause.description) }
  }

  private var word: String {
    switch sight.state {
    case .fires: "fires"
    case .waits: "waits"
    case .exits: "exits"
    case .ended: "is ended by `until`"
    case .quiet: "is unknown: no news in its window"
    case .blind: "is unknown: a fact is missing"
    case .cooldown: "waits after an exit"
    }
  }
}
