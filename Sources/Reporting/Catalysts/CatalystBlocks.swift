internal import Evaluator
internal import Portfolio
internal import Quantities

/// One catalyst as text: where it stands, what was said of it, and what waits for it.
enum CatalystBlocks {
  static func blocks(_ catalyst: CatalystDetail, isWhole: Bool) -> [Block] {
    // The first says where it stands, the others are sentences.
    let standing = CatalystSection.blocks(of: catalyst.report)
    var blocks = Array(standing.prefix(1))
    if let title = catalyst.title { blocks.append(.item(StyledText(title), level: 1)) }
    if let facts = facts(catalyst) { blocks.append(.item(facts, level: 1)) }
    blocks += standing.dropFirst()
    if isWhole { blocks += catalyst.acts.map { .item(act($0), level: 1) } }
    blocks += catalyst.readers.map { .item(reader($0), level: 1) }
    if catalyst.readers.isEmpty {
      blocks.append(.item(StyledText("no rule reads it", .faint), level: 1))
    }
    return blocks
  }

  /// `due 2025-12-21; 2 sources: a, b; 3 sentences count, 1 is held back`.
  private static func facts(_ catalyst: CatalystDetail) -> StyledText? {
    var parts: [String] = []
    if let due = catalyst.due { parts.append("due \(due)") }
    if !catalyst.outcomes.isEmpty {
      parts.append("outcomes: \(catalyst.outcomes.joined(separator: ", "))")
    }
    let evidence = catalyst.report.evidence
    let counting = evidence.count { $0.heldBackBy == nil }
    if !catalyst.owners.isEmpty {
      let list = catalyst.owners.joined(separator: ", ")
      parts.append("\(counted(catalyst.owners.count, "source")): \(list)")
    }
    if !evidence.isEmpty {
      let verb = counting == 1 ? "counts" : "count"
      let held = evidence.count - counting
      parts.append(
        "\(counted(counting, "sentence")) \(verb), \(held) \(held == 1 ? "is" : "are") held back"
      )
    }
    return parts.isEmpty ? nil : StyledText(parts.joined(separator: "; "))
  }

  private static func act(_ act: CatalystAct) -> StyledText {
    var text = StyledText("\(max(act.at, act.recorded).date) ", .faint)
    text.append(CatalystWords.past(act.kind), .strong)
    if !act.who.isEmpty { text.append(" by \(act.who)") }
    if !act.evidence.isEmpty { text.append(", evidence \(act.evidence)") }
    if !act.note.isEmpty { text.append(": \(act.note)") }
    return text
  }

  private static func reader(_ reader: CatalystDetail.Reader) -> StyledText {
    var text = StyledText(reader.name, .strong)
    switch reader.clause {
    case .step: text.append(", step of a \(reader.action): ")
    case .when, .exit, .until: text.append(", \(reader.action), `\(reader.clause.rawValue)`: ")
    }
    switch reader.verdict {
    case .holds?: text.append("true", .good)
    case .fails?, .quiet?: text.append("waits", .caution)
    case .blind?: text.append("undecided, what it reads is missing", .caution)
    case nil: text.append("depends on the account", .faint)
    }
    return text
  }
}
