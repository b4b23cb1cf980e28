internal import Evaluator
internal import Quantities

/// Where each catalyst stands, and the sentences that were found for it.
enum CatalystSection {
  static func blocks(_ catalysts: [CatalystReport]) -> [Block] {
    if catalysts.isEmpty { return [] }
    return [.heading("Catalysts")] + catalysts.flatMap { blocks(of: $0) }
  }

  /// Where one catalyst stands, and below it the sentences.
  static func blocks(of catalyst: CatalystReport) -> [Block] {
    var text = StyledText(catalyst.name, .strong)
    if let member = catalyst.member { text.append("(\(member))") }
    text.append(" is ")
    text.append(catalyst.outcome ?? catalyst.state, catalyst.state == "none" ? .plain : .caution)
    if catalyst.isAssumed { text.append(" (assumed)", .caution) }
    if !catalyst.isAssumed, let since = catalyst.since { text.append(" since \(since.date)") }
    if catalyst.isOverdue { text.append(", overdue: its date passed without an outcome", .bad) }
    var blocks: [Block] = [.item(text, level: 0)]
    blocks += catalyst.evidence.prefix(mostSentences).map { .item(sentence($0), level: 1) }
    let left = catalyst.evidence.count - mostSentences
    if left > 0 {
      let more = "\(counted(left, "more sentence")): `--format json` has all"
      blocks.append(.item(StyledText(more, .faint), level: 1))
    }
    return blocks
  }

  /// A report that was sent out ten thousand times must not push everything else off the screen.
  private static let mostSentences = 20

  private static func sentence(_ evidence: CatalystReport.Evidence) -> StyledText {
    var text = StyledText()
    if let word = evidence.heldBackBy {
      text.append("held back by the word `\(word)`", .caution)
    } else {
      text.append("counts", .good)
    }
    text.append(": \"\(evidence.sentence)\"")
    let source = [evidence.owner, evidence.item].filter { !$0.isEmpty }.joined(separator: ", ")
    text.append(" (\(source))", .faint)
    return text
  }
}
