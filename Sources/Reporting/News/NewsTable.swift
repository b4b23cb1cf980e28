internal import Portfolio
internal import Quantities

/// News items for people.
enum NewsTable {
  static func blocks(_ report: NewsReport) -> [Block] {
    switch report.kind {
    case .list: [.table(list(report.entries))]
    case .quarantine: [.table(quarantine(report.entries))]
    case .item: item(report.entries)
    }
  }

  private static func list(_ entries: [NewsReport.Entry]) -> TextTable {
    TextTable(
      columns: [
        .number("item"), .text("available"), .text("source"), .number("score"), .text("about"),
        .text("title"),
      ],
      rows: entries.map { entry in
        [
          StyledText(String(entry.number), .strong), StyledText(available(entry.item)),
          StyledText(source(entry)), StyledText(score(entry.item)), StyledText(about(entry.item)),
          StyledText(DisplayText.clean(entry.item.title, limit: 200)),
        ]
      }
    )
  }

  private static func quarantine(_ entries: [NewsReport.Entry]) -> TextTable {
    TextTable(
      columns: [
        .number("item"), .text("available"), .text("provider"), .text("title"), .text("reason"),
      ],
      rows: entries.map { entry in
        [
          StyledText(String(entry.number), .strong), StyledText(available(entry.item)),
          StyledText(DisplayText.clean(entry.item.provider, limit: 20)),
          StyledText(DisplayText.clean(entry.item.title, limit: 40)),
          StyledText(DisplayText.clean(entry.item.quarantine ?? "", limit: 200), .caution),
        ]
      }
    )
  }

  // MARK: One item

  private static func item(_ entries: [NewsReport.Entry]) -> [Block] {
    guard let last = entries.last else { return [] }
    var blocks: [Block] = [
      .title(StyledText(DisplayText.clean(last.item.title, limit: 500), .strong))
    ]
    for text in [last.item.summary, last.item.body] where !text.isEmpty {
      blocks.append(.paragraph(StyledText(DisplayText.clean(text, limit: 2_000))))
    }
    blocks += facts(last.item).map { .paragraph($0) }
    blocks += [.heading("revisions"), .table(revisions(entries))]
    if !last.item.subjects.isEmpty {
      blocks += [.heading("subjects"), .table(subjects(last.item))]
    }
    if !last.copies.isEmpty { blocks += [.heading("copies"), .table(copies(last))] }
    return blocks
  }

  private static func facts(_ item: Item) -> [StyledText] {
    let owner = item.owner == item.source ? "" : ", owned by \(item.owner)"
    let scores: [String?] = [
      item.impact.map { "impact \($0)" },
      item.label.map { "label `\(DisplayText.clean($0, limit: 60))`" },
      item.scoreIsFromLabel ? "score made from a label" : nil,
      item.hasContent ? nil : "no content: its scores are no signals",
    ]
    let texts: [String?] = [
      item.source.isEmpty ? "source not known" : "source \(item.source)\(owner)",
      item.url.map { DisplayText.clean($0, limit: 500) },
      "provider \(item.provider), id \(DisplayText.clean(item.identifier, limit: 300))",
      "times: \(timeQuality(item))",
      scores.compactMap { $0 }.joined(separator: ", "),
    ]
    return texts.compactMap { $0 }.filter { !$0.isEmpty }.map { StyledText($0) }
  }

  private static func timeQuality(_ item: Item) -> String {
    switch item.timeQuality {
    case .exact: "exact"
    case .assumedZone: "without a zone, taken for UTC"
    case .receivedOnly: "only the moment of receipt is known"
    case .none: "none; counts as known at the moment asked about"
    }
  }

  private static func revisions(_ entries: [NewsReport.Entry]) -> TextTable {
    TextTable(
      columns: [
        .number("item"), .number("revision"), .text("published"), .text("available"),
        .number("score"),
        .text("state"),
      ],
      rows: entries.map { entry in
        let item = entry.item
        let state = item.quarantine.map { "does not count: " + DisplayText.clean($0, limit: 200) }
        return [
          StyledText(String(entry.number), .strong), StyledText(String(item.revision)),
          StyledText(item.published.map(JournalTable.minute) ?? ""), StyledText(available(item)),
          StyledText(score(item)),
          StyledText(
            state ?? (item.isDeleted ? "withdrawn" : ""),
            state == nil ? .plain : .caution
          ),
        ]
      }
    )
  }

  private static func subjects(_ item: Item) -> TextTable {
    TextTable(
      columns: [
        .text("subject"), .text("kind"), .number("relevance"), .number("as given"),
        .number("score"),
      ],
      rows: item.subjects.map { subject in
        [
          StyledText(DisplayText.clean(subject.name, limit: 60)), StyledText(subject.kind.rawValue),
          StyledText(subject.relevance?.description ?? ""),
          StyledText(DisplayText.clean(subject.relevanceRaw ?? "", limit: 20)),
          StyledText(subject.sentiment?.description ?? ""),
        ]
      }
    ).withoutEmptyColumns()
  }

  private static func copies(_ entry: NewsReport.Entry) -> TextTable {
    TextTable(
      columns: [.text("provider"), .text("available"), .text("source"), .text("because of")],
      rows: entry.copies.map { copy in
        [
          StyledText(copy.item.provider), StyledText(available(copy.item)),
          StyledText(DisplayText.clean(copy.item.source, limit: 30)),
          StyledText(copy.reason.rawValue),
        ]
      }
    )
  }

  // MARK: Cells

  private static func available(_ item: Item) -> String {
    item.available.map(JournalTable.minute) ?? "no time"
  }

  private static func source(_ entry: NewsReport.Entry) -> String {
    let name = DisplayText.clean(entry.item.source, limit: 24)
    return entry.copies.isEmpty ? name : "\(name) +\(entry.copies.count)"
  }

  private static func score(_ item: Item) -> String {
    if let own = item.sentiment { return own.description }
    let scores = item.subjects.compactMap(\.sentiment)
    guard let first = scores.first, scores.count == 1 else { return "" }
    return first.description
  }

  /// At most three names.
  private static func about(_ item: Item) -> String {
    let symbols = item.subjects.filter { $0.kind == .symbol }
    let shown = symbols.isEmpty ? item.subjects : symbols
    let names = shown.prefix(3).map { DisplayText.clean($0.name, limit: 20) }
    return names.joined(separator: " ") + (shown.count > 3 ? " …" : "")
  }
}
