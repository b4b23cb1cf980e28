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
      + sight.clauses.flatMap { clause -> [Block] in
        [.item(StyledText("\(clause.clause)"), level: 1)] + lines(of: clause.tree, level: 2)
      }
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

  // MARK: Conditions

  private func lines(of tree: ConditionTree, level: Int) -> [Block] {
    let parts = tree.parts.filter { $0.kind != .literal && !isShown($0, by: tree) }
    return [.item(line(of: tree), level: level)]
      + parts.flatMap { lines(of: $0, level: level + 1) }
  }

  /// A comparison tells the value of a side that is a single reading.
  private func isShown(_ part: ConditionTree, by whole: ConditionTree) -> Bool {
    whole.kind == .comparison && part.kind == .reading && part == whole.parts.first
  }

  private func line(of tree: ConditionTree) -> StyledText {
    var line = StyledText()
    if tree.isCondition {
      line.append(tree.verdict?.rawValue ?? "", tone(of: tree.verdict))
      line.append("  \(tree.title)")
    } else {
      line.append(tree.text)
    }
    let detail = tree.detail
    if !detail.isEmpty { line.append("  \(detail)", .faint) }
    return line
  }

  private func tone(of verdict: Finding.Verdict?) -> Tone {
    switch verdict {
    case .holds: .good
    case .fails: .bad
    case .quiet, .blind: .caution
    case nil: .plain
    }
  }
}

extension ConditionTree {
  /// Whether it has a truth, and not a value.
  fileprivate var isCondition: Bool {
    switch kind {
    case .all, .any, .atLeast, .not, .comparison, .catalyst, .known, .delay: true
    case .otherwise, .name: verdict != nil && value == nil
    case .arithmetic, .literal, .reading: false
    }
  }

  /// The parts of `and`, `or` and their like stand below and are not repeated.
  fileprivate var title: String {
    switch kind {
    case .all: "all of"
    case .any: "any of"
    case .atLeast(let count): "at least \(count) of"
    case .not: "not"
    default: text
    }
  }

  /// `0.21, needs at least 0.25 (+0.04)`
  fileprivate var detail: String {
    switch kind {
    case .all, .any, .atLeast, .not, .known: return ""
    case .comparison, .catalyst, .delay:
      var text = "is \(actual)"
      if verdict != .holds {
        text += ", needs \(needed)"
        if !distance.isEmpty { text += " (\(distance))" }
      }
      return missing.isEmpty ? text : "\(text); \(missing)"
    case .name, .otherwise, .arithmetic, .literal, .reading:
      if isCondition { return "" }
      return missing.isEmpty ? "is \(actual)" : "is \(actual); \(missing)"
    }
  }
}
