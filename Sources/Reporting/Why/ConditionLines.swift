internal import Evaluator

/// A condition as an indented tree: a line a part, with what it came to and how far it is from turning.
///
/// ```
/// ✗ scale_in: thesis
/// ├─ ✗ sentiment(kernel_rust, over: 30d) is 0.21, needs at least 0.25 (+0.04)
/// └─ ✓ impact(kernel_rust, over: 30d) is 0.28, needs at least 0.20 (0.08 to spare)
/// ```
enum ConditionLines {
  static func blocks(_ tree: ConditionTree, label: String) -> [Block] {
    var text = mark(tree)
    text.append("\(label): ", .strong)
    text.append(said(tree))
    var known: Set<String> = []
    return [.item(text, level: 0)] + parts(of: tree, prefix: "", known: &known)
  }

  private static func parts(
    of tree: ConditionTree,
    prefix: String,
    known: inout Set<String>
  ) -> [Block] {
    var blocks: [Block] = []
    let shown = shownParts(of: tree)
    for (number, part) in shown.enumerated() {
      let isLast = number == shown.count - 1
      var text = mark(part)
      let isRepeated = part.kind == .name && known.contains(part.text)
      text.append(said(part))
      if isRepeated { text.append(" (as above)", .faint) }
      if !part.isNeeded && tree.isNeeded { text.append(" (not needed)", .faint) }
      let deeper = prefix + (isLast ? "   " : "│  ")
      let branch = prefix + (isLast ? "└─ " : "├─ ")
      blocks.append(.branch(text, prefix: branch, hanging: deeper))
      if isRepeated { continue }
      if part.kind == .name { known.insert(part.text) }
      blocks += parts(of: part, prefix: deeper, known: &known)
    }
    return blocks
  }

  /// A let shows what it stands for; a comparison shows its sides only where they are computed, as
  /// its own line says the rest.
  private static func shownParts(of tree: ConditionTree) -> [ConditionTree] {
    switch tree.kind {
    case .comparison, .arithmetic, .otherwise:
      tree.parts.filter { part in
        switch part.kind {
        case .literal: false
        case .reading: tree.kind != .comparison
        default: true
        }
      }
    case .name:
      // `thesis` stands for `all of …`: its parts follow at once.
      tree.parts.flatMap { part in
        switch part.kind {
        case .all, .any: part.parts
        default: [part]
        }
      }
    default: tree.parts
    }
  }

  private static func said(_ tree: ConditionTree) -> StyledText {
    switch tree.kind {
    case .all: return StyledText("all of these (\(tree.actual))")
    case .any: return StyledText("any of these (\(tree.actual))")
    case .atLeast(let count):
      return StyledText("at least \(count) of these (\(tree.actual), needs \(count))")
    case .not: return StyledText("not")
    case .name:
      var text = StyledText(tree.text, .strong)
      switch tree.parts.first?.kind {
      case .all: text.append(", all of these (\(tree.parts[0].actual))")
      case .any: text.append(", any of these (\(tree.parts[0].actual))")
      default: text.append(" is \(tree.actual)")
      }
      return text
    case .comparison, .catalyst, .delay: return leaf(tree)
    case .known, .otherwise, .arithmetic, .reading, .literal:
      var text = StyledText("\(tree.text) is ")
      text.append(tree.actual, .strong)
      if !tree.missing.isEmpty { text.append("; missing: \(tree.missing)", .caution) }
      return text
    }
  }

  private static func leaf(_ tree: ConditionTree) -> StyledText {
    var text = StyledText(subject(of: tree) + (tree.kind == .delay ? ": " : " is "))
    text.append(tree.actual, .strong)
    if tree.kind != .delay { text.append(", needs \(tree.needed)") }
    if !tree.distance.isEmpty { text.append(" (\(distance(of: tree)))", .caution) }
    if !tree.missing.isEmpty { text.append("; missing: \(tree.missing)", .caution) }
    return text
  }

  /// `+0.04` is what it needs to hold; `0.05 to spare` what it may lose.
  private static func distance(of tree: ConditionTree) -> String {
    guard tree.verdict == .holds else { return tree.distance }
    if tree.distance.contains("on ") || tree.distance.hasPrefix("any") {
      return "turns with \(tree.distance)"
    }
    return "\(tree.distance.drop { "+-".contains($0) }) to spare"
  }

  private static func subject(of tree: ConditionTree) -> String {
    switch tree.kind {
    case .comparison:
      return (tree.parts.first { $0.kind != .literal } ?? tree.parts.first)?.text ?? tree.text
    case .catalyst: return tree.facts.first ?? tree.text
    default: return tree.text
    }
  }

  private static func mark(_ tree: ConditionTree) -> StyledText {
    switch tree.verdict {
    case .holds?: StyledText("✓ ", .good)
    case .fails?: StyledText("✗ ", .bad)
    case .quiet?, .blind?: StyledText("? ", .caution)
    case nil: StyledText()
    }
  }
}
