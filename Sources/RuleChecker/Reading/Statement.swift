/// A condition on its way to sentences: a clause, or clauses with the word that groups them.
indirect enum Statement: Hashable {
  /// `NVDA is denied`: without a capital and a full stop.
  case clause(String)
  case group(Grouping, [Statement])

  enum Grouping: Hashable {
    case all, any, none, notAll
    case atLeast(Int)
    case fewerThan(Int)

    /// What stands before a list.
    var head: String {
      switch self {
      case .all: "all of these hold"
      case .any: "at least one of these holds"
      case .none: "none of these holds"
      case .notAll: "at least one of these does not hold"
      case .atLeast(let count): "at least \(count) of these hold"
      case .fewerThan(let count): "fewer than \(count) of these hold"
      }
    }
  }

  /// More than this in one sentence is easier to read as a list.
  static let longestInline = 100

  /// The whole as part of a sentence, when that is short and can be read in one way only.
  var inline: String? {
    switch self {
    case .clause(let text): return text
    case .group(let grouping, let parts):
      guard parts.count == 2, let word = grouping.word, case .clause(let one)? = parts.first,
        case .clause(let two)? = parts.last, one.count + two.count <= Statement.longestInline,
        !Statement.isCompound(one), !Statement.isCompound(two)
      else { return nil }
      return "\(one) \(word) \(two)"
    }
  }

  /// Whether a clause holds words that could be taken for the group's own.
  private static func isCompound(_ clause: String) -> Bool {
    [" and ", " or ", "(", ", ", ": "].contains { clause.contains($0) }
  }

  /// As the entry of a list.
  var point: RulebookReading.Point {
    switch self {
    case .clause(let text): return RulebookReading.Point(capitalized(text) + ".")
    case .group(let grouping, let parts):
      if let inline {
        return RulebookReading.Point((grouping == .all ? "Both " : "Either ") + inline + ".")
      }
      return RulebookReading.Point(
        text: capitalized(grouping.head) + ":",
        points: parts.map(\.point)
      )
    }
  }

  /// `LEAD CONDITION.`, or `LEAD all of these hold:` with a list.
  func paragraph(_ lead: String, label: String? = nil) -> RulebookReading.Paragraph {
    if let inline { return RulebookReading.Paragraph("\(lead) \(inline).", label: label) }
    guard case .group(let grouping, let parts) = self else {
      return RulebookReading.Paragraph("\(lead).", label: label)
    }
    return RulebookReading.Paragraph(
      "\(lead) \(grouping.head):",
      label: label,
      points: parts.map(\.point)
    )
  }

  /// The same as an entry of a list: `LEAD CONDITION.`
  func point(_ lead: String) -> RulebookReading.Point {
    let paragraph = paragraph(lead)
    return RulebookReading.Point(text: paragraph.text, points: paragraph.points)
  }
}

extension Statement.Grouping {
  fileprivate var word: String? {
    switch self {
    case .all: "and"
    case .any: "or"
    case .none, .notAll, .atLeast, .fewerThan: nil
    }
  }
}

/// A statement within a sentence whatever its length, every grouping in parentheses.
func flat(_ statement: Statement) -> String {
  switch statement {
  case .clause(let text): return text
  case .group(let grouping, let parts):
    let list = parts.map { "(\(flat($0)))" }
    switch grouping {
    case .all: return list.joined(separator: " and ")
    case .any: return list.joined(separator: " or ")
    default: return "\(grouping.head): \(list.joined(separator: ", "))"
    }
  }
}
