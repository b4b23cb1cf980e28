internal import Evaluator
internal import Quantities

/// The limits that shaped the result, or soon will.
enum LimitSection {
  static func blocks(_ limits: [LimitReport], isVerbose: Bool) -> [Block] {
    let shown = limits.filter { isVerbose || $0.isTelling }
    if shown.isEmpty { return [] }
    let known = shown.filter { isVerbose || $0.state != .undecided }
    let undecided = shown.filter { !isVerbose && $0.state == .undecided }
    var blocks: [Block] = [.heading("Limits")]
    if !known.isEmpty { blocks.append(.table(table(known))) }
    return blocks + sentences(undecided)
  }

  private static func table(_ limits: [LimitReport]) -> TextTable {
    TextTable(
      columns: [
        .text("limit"), .text("subject"), .number("before"), .number("after"), .text("state"),
        .text("bound"),
      ],
      rows: limits.map { limit in
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
  }

  /// One sentence for all subjects of a limit that lack the same.
  private static func sentences(_ limits: [LimitReport]) -> [Block] {
    var groups: [[LimitReport]] = []
    for limit in limits {
      let last = groups.last?.last
      if last?.limit == limit.limit, last?.detail == limit.detail {
        groups[groups.count - 1].append(limit)
      } else {
        groups.append([limit])
      }
    }
    return groups.compactMap { group in
      guard let first = group.first else { return nil }
      var text = StyledText(first.limit, .strong)
      text.append(" is ")
      text.append(state(of: first))
      let subjects = group.map(\.subject).filter { $0 != "account" }
      if !subjects.isEmpty { text.append(" for \(subjects.joined(separator: ", "))") }
      text.append(": \(first.text)")
      if !first.detail.isEmpty { text.append("; \(first.detail)") }
      return .item(text, level: 0)
    }
  }

  private static func figure(_ value: Ratio?, of limit: LimitReport) -> StyledText {
    guard let value else { return StyledText(limit.bound == nil ? "" : NumberText.unknown) }
    let text = limit.isPercent ? NumberText.percent(value) : NumberText.number(value)
    return StyledText(text, value.isNegative ? .bad : .plain)
  }

  static func state(of limit: LimitReport) -> StyledText {
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
