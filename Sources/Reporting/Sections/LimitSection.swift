internal import Evaluator
internal import Quantities

/// The limits that shaped the result, or soon will.
enum LimitSection {
  static func blocks(_ limits: [LimitReport], isVerbose: Bool) -> [Block] {
    let shown = limits.filter { isVerbose || $0.isTelling }
    if shown.isEmpty { return [] }
    let table = TextTable(
      columns: [
        .text("limit"), .text("subject"), .number("before"), .number("after"), .text("state"),
        .text("bound"),
      ],
      rows: shown.map { limit in
        [
          StyledText(limit.limit, .strong),
          StyledText(limit.subject),
          figure(limit.before, of: limit),
          figure(limit.after, of: limit),
          state(of: limit),
          StyledText(limit.detail.isEmpty ? limit.text : "\(limit.text): \(limit.detail)"),
        ]
      }
    )
    return [.heading("Limits"), .table(table)]
  }

  private static func figure(_ value: Ratio?, of limit: LimitReport) -> StyledText {
    guard let value else { return StyledText(limit.bound == nil ? "" : NumberText.unknown) }
    let text = limit.isPercent ? NumberText.percent(value) : NumberText.number(value)
    return StyledText(text, value.isNegative ? .bad : .plain)
  }

  private static func state(of limit: LimitReport) -> StyledText {
    var text: StyledText =
      switch limit.state {
      case .held: "held"
      case .near: StyledText("near", .caution)
      case .cut: StyledText("cut", .caution)
      case .breached: StyledText("breached", .bad)
      case .brokenByReduction: StyledText("broken by a reduction", .bad)
      case .brokenByHedge: StyledText("broken by a hedge", .bad)
      case .undecided: StyledText("undecided", .bad)
      }
    if limit.isAdvisory { text.append(", advisory") }
    return text
  }
}
