internal import Evaluator
internal import Quantities

/// What is true of the whole run: the rulebook, what the news says, where the catalysts stand, and
/// the rules that no account can change.
enum HeaderSections {
  /// Of the proposal's id, which JSON gives whole: enough to tell two runs apart.
  private static let shownDigits = 12

  static func blocks(_ header: ProposalHeader, _ options: ReportOptions) -> [Block] {
    var blocks: [Block] = [.title(title(of: header)), .paragraph(inputs(of: header))]
    blocks += assumed(header.assumptions)
    blocks += notices(header.notices)
    blocks += facts(header.facts)
    blocks += CatalystSection.blocks(header.catalysts)
    blocks += RuleSection.blocks(header.rules, heading: "Rules", options)
    return blocks
  }

  private static func title(of header: ProposalHeader) -> StyledText {
    var text = StyledText(header.rulebookName, .strong)
    if let title = header.rulebookTitle { text.append(": \(title)") }
    return text
  }

  private static func inputs(of header: ProposalHeader) -> StyledText {
    let items = counted(header.inputs.items, "news item")
    let acts = counted(header.inputs.acts, "person's act", "persons' acts")
    let inputs = header.inputs.acts == 0 ? items : "\(items), \(acts)"
    var text = StyledText("as of \(header.asOf)")
    text.append(", \(inputs), proposal \(header.id.prefix(shownDigits))", .faint)
    return text
  }

  /// What the whole rests on besides what is so.
  static func assumed(_ assumptions: [AssumedFact]) -> [Block] {
    if assumptions.isEmpty { return [] }
    var text = StyledText("assumed: ", .caution)
    text.append(assumptions.map(\.text).joined(separator: ", "), .strong)
    return [.paragraph(text)]
  }

  static func notices(_ notices: [Notice]) -> [Block] {
    if notices.isEmpty { return [] }
    return [.heading("Notices")]
      + notices.map { notice in
        let tone: Tone =
          switch notice.severity {
          case .note: .plain
          case .warning: .caution
          case .error: .bad
          }
        var text = StyledText("\(notice.severity.rawValue): ", tone)
        text.append(notice.message)
        text.append(" (\(notice.code))", .faint)
        return .item(text, level: 0)
      }
  }

  private static func facts(_ facts: [Fact]) -> [Block] {
    if facts.isEmpty { return [] }
    let table = TextTable(
      columns: [.text("what rules read"), .number("value"), .text("from")],
      rows: facts.map { fact in
        let counts = fact.items.isEmpty ? "" : counted(fact.items.count, "item")
        let items = fact.isAssumed ? "assumed" : counts
        return [StyledText(fact.id), StyledText(fact.value), StyledText(items, .faint)]
      }
    )
    return [.heading("News"), .table(table)]
  }
}
