internal import Portfolio
internal import Quantities

/// The journal as a list: an entry a line, the latest last.
enum JournalTable {
  static func blocks(_ entries: [RecordedEntry]) -> [Block] {
    let table = TextTable(
      columns: [
        .number("entry"), .text("kind"), .text("recorded"), .text("what"), .text("note"),
      ],
      rows: entries.map { entry in
        let isUndone = entry.undoneBy != nil
        let tone: Tone = isUndone ? .faint : .plain
        return [
          StyledText(String(entry.number), isUndone ? .faint : .strong),
          StyledText(entry.kind.rawValue, tone),
          StyledText(minute(entry.recorded), tone),
          StyledText(summary(entry), tone),
          StyledText(remark(entry), .faint),
        ]
      }
    )
    return [.table(table.withoutEmptyColumns())]
  }

  /// `2025-12-15 14:02Z`.
  static func minute(_ moment: Instant) -> String {
    let text = moment.description
    guard text.count == 20 else { return text }
    return text.prefix(16).replacing("T", with: " ") + "Z"
  }

  static func summary(_ entry: RecordedEntry) -> String {
    switch entry.kind {
    case .run: return run(entry)
    case .fills:
      let fills = entry.orders.flatMap(\.fills).count { $0.entry == entry.number }
      // What was undone is no fill any more.
      let number = fills == 0 ? "fills" : counted(fills, "fill")
      return number + " of " + counted(entry.orders.count, "order")
    case .cancel:
      let runs = Set(entry.orders.map(\.run)).sorted().map(String.init).joined(separator: ", ")
      return counted(entry.orders.count, "order") + (runs.isEmpty ? "" : " of run \(runs)")
    case .undo: return entry.undoes.map { "entry \($0)" } ?? ""
    case .split, .symbol, .rename: return entry.change
    }
  }

  private static func remark(_ entry: RecordedEntry) -> String {
    [entry.undoneBy.map { "undone by \($0)" }, entry.note.isEmpty ? nil : entry.note]
      .compactMap { $0 }.joined(separator: "; ")
  }

  private static func run(_ entry: RecordedEntry) -> String {
    guard let run = entry.run else { return "" }
    var text = run.rulebook
    if run.accounts.count != 1 { text += ", " + counted(run.accounts.count, "account") }
    let own = entry.orders.filter { $0.run == entry.number }
    if own.isEmpty { return text + ", no orders" }
    if entry.undoneBy != nil { return text + ", " + counted(own.count, "order") }
    let states: [(RecordedOrder.State, String)] = [
      (.sent, "open"), (.filled, "filled"), (.cancelled, "cancelled"),
    ]
    let parts = states.compactMap { state, word in
      let count = own.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(word)"
    }
    text += ", " + counted(own.count, "order") + ": " + parts.joined(separator: ", ")
    return text
  }
}
