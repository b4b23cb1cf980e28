internal import Portfolio
internal import Quantities

/// One entry of the journal, whole.
enum EntryBlocks {
  static func blocks(_ entry: RecordedEntry) -> [Block] {
    var title = StyledText("\(entry.kind.rawValue) ")
    title.append(String(entry.number), .strong)
    title.append(", recorded \(JournalTable.minute(entry.recorded))")
    if !entry.who.isEmpty { title.append(" by \(entry.who)") }
    var blocks: [Block] = [.title(title)]
    if !entry.note.isEmpty { blocks.append(.paragraph(StyledText(entry.note))) }
    if let undoing = entry.undoneBy {
      blocks.append(.paragraph(StyledText("undone by entry \(undoing)", .caution)))
    }
    if let run = entry.run { blocks += inputs(run) }
    if !entry.change.isEmpty { blocks.append(.paragraph(StyledText(entry.change))) }
    if let undone = entry.undoes {
      blocks.append(.paragraph(StyledText("takes back entry \(undone)")))
    }
    return blocks + orders(entry)
  }

  private static func inputs(_ run: RecordedEntry.Run) -> [Block] {
    var blocks: [Block] = [
      .paragraph(
        StyledText("\(run.rulebook) (\(run.rulebookHash.prefix(12))) as of \(run.at)")
      ),
      .paragraph(StyledText("accounts: " + run.accounts.joined(separator: ", "))),
      .paragraph(StyledText("proposal \(run.proposal.prefix(12))", .faint)),
    ]
    if !run.options.isEmpty { blocks.append(.paragraph(StyledText(run.options, .faint))) }
    if !run.documents.isEmpty {
      blocks.append(
        .paragraph(StyledText("kept with it: " + run.documents.joined(separator: ", "), .faint))
      )
    }
    return blocks
  }

  private static func orders(_ entry: RecordedEntry) -> [Block] {
    if entry.orders.isEmpty {
      return entry.kind == .run ? [.paragraph(StyledText("no orders"))] : []
    }
    var blocks: [Block] = [.heading("orders"), .table(table(entry.orders))]
    let fills = entry.orders.flatMap { order in order.fills.map { (order, $0) } }
    if !fills.isEmpty { blocks += [.heading("fills"), .table(table(fills))] }
    return blocks
  }

  private static func table(_ orders: [RecordedOrder]) -> TextTable {
    TextTable(
      columns: [
        .number("order"), .text("account"), .text("action"), .text("symbol"), .number("quantity"),
        .number("price"), .text(""), .text("state"), .text("for"),
      ],
      rows: orders.map { order in
        [
          StyledText(String(order.number), .strong), StyledText(order.account),
          StyledText(order.action), StyledText(order.symbol),
          StyledText(NumberText.quantity(order.quantity)),
          StyledText(order.price.map(NumberText.price) ?? "none"),
          StyledText(order.currency), StyledText(order.state.rawValue, tone(order.state)),
          StyledText(order.causes.joined(separator: ", "), .faint),
        ]
      }
    )
  }

  private static func tone(_ state: RecordedOrder.State) -> Tone {
    switch state {
    case .sent: .caution
    case .filled: .good
    case .cancelled: .faint
    }
  }

  private static func table(_ fills: [(RecordedOrder, RecordedOrder.Fill)]) -> TextTable {
    TextTable(
      columns: [
        .number("order"), .text("at"), .text("symbol"), .number("quantity"), .number("price"),
        .number("fee"), .number("cash"), .number("entry"),
      ],
      rows: fills.map { order, fill in
        [
          StyledText(String(order.number), .strong), StyledText(JournalTable.minute(fill.at)),
          StyledText(order.symbol), StyledText(NumberText.quantity(fill.quantity)),
          StyledText(fill.price.map(NumberText.price) ?? "none"),
          StyledText(fill.fee.isZero ? "" : NumberText.money(fill.fee)),
          StyledText(NumberText.money(fill.amount)),
          StyledText(String(fill.entry), .faint),
        ]
      }
    ).withoutEmptyColumns()
  }
}
