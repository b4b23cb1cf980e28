internal import Evaluator

/// What asks for a person: conflicts, what is withheld, and reviews.
enum AttentionSection {
  static func blocks(_ proposal: AccountProposal) -> [Block] {
    var blocks: [Block] = []
    if !proposal.blocked.isEmpty {
      blocks.append(.heading("Blocked"))
      blocks += proposal.blocked.map { item($0.subject, .bad, code: $0.code, detail: $0.detail) }
    }
    if !proposal.conflicts.isEmpty {
      blocks.append(.heading("Conflicts"))
      blocks += proposal.conflicts.map { conflict in
        let rules = named(conflict).joined(separator: " and ")
        let detail = conflict.detail.isEmpty ? rules : "\(rules): \(conflict.detail)"
        return item(conflict.symbol, .caution, code: "", detail: detail)
      }
    }
    if !proposal.reviews.isEmpty {
      blocks.append(.heading("For review"))
      blocks += proposal.reviews.map {
        item($0.subject, .caution, code: $0.code, detail: $0.detail)
      }
    }
    return blocks
  }

  /// `more (rules/a.tranche:12)`: each rule with its place, where it was read from a file.
  private static func named(_ conflict: Conflict) -> [String] {
    conflict.rules.enumerated().map { number, rule in
      guard conflict.places.indices.contains(number), !conflict.places[number].isEmpty else {
        return rule
      }
      return "\(rule) (\(conflict.places[number]))"
    }
  }

  private static func item(_ subject: String, _ tone: Tone, code: String, detail: String) -> Block {
    var text = StyledText(subject, tone)
    if !detail.isEmpty { text.append(": \(detail)") }
    if !code.isEmpty { text.append(" (\(code))", .faint) }
    return .item(text, level: 0)
  }
}
