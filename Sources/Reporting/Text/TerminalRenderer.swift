/// Blocks as text that fits a terminal: nothing is wider than `width`, and nothing is cut off.
struct TerminalRenderer: Sendable {
  let width: Int
  let style: TextStyle

  init(_ options: ReportOptions) {
    width = options.width
    style = options.style
  }

  func render(_ blocks: [Block], into output: inout [UInt8]) {
    for block in blocks {
      switch block {
      case .title(let text): write(text, indent: 0, hanging: 2, into: &output)
      case .paragraph(let text): write(text, indent: 2, hanging: 2, into: &output)
      case .heading(let text):
        output.append(UInt8(ascii: "\n"))
        write(StyledText(text, .strong), indent: 2, hanging: 2, into: &output)
      case .item(let text, let level):
        write(text, indent: 4 + 2 * level, hanging: 2, into: &output)
      case .table(let table): write(table, into: &output)
      }
    }
  }

  private func write(
    _ text: StyledText,
    indent: Int,
    hanging: Int,
    into output: inout [UInt8]
  ) {
    for (number, line) in text.wrapped(to: width - indent, hanging: hanging).enumerated() {
      let blanks = number == 0 ? indent : indent + hanging
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: blanks))
      output.append(contentsOf: line.painted(style).utf8)
      output.append(UInt8(ascii: "\n"))
    }
  }

  private func write(_ table: TextTable, into output: inout [UInt8]) {
    let table = table.withoutEmptyColumns()
    if table.columns.isEmpty { return }
    switch TableLayout(table, width: width - 4) {
    case .columns(let widths): write(table, widths: widths, below: nil, into: &output)
    case .lastBelow(let widths): write(table, widths: widths, below: widths.count, into: &output)
    case .stacked:
      for row in table.rows { writeStacked(row, of: table, into: &output) }
    }
  }

  /// Rows with cells side by side; the column `below` stands under each row.
  private func write(
    _ table: TextTable,
    widths: [Int],
    below: Int?,
    into output: inout [UInt8]
  ) {
    let titles = table.columns.map { StyledText($0.title, .faint) }
    for (number, row) in ([titles] + table.rows).enumerated() {
      var line = StyledText("    ")
      for (column, width) in widths.enumerated() {
        let blanks = String(repeating: " ", count: max(0, width - row[column].width))
        let isLast = column == widths.count - 1
        if column > 0 { line.append("  ") }
        if table.columns[column].isNumber { line.append(blanks) }
        line.append(row[column])
        if !table.columns[column].isNumber && !isLast { line.append(blanks) }
      }
      output.append(contentsOf: line.painted(style).utf8)
      output.append(UInt8(ascii: "\n"))
      if number > 0, let below, !row[below].isEmpty {
        write(row[below], indent: 8, hanging: 2, into: &output)
      }
    }
  }

  /// One line a cell, for tables that are wider than the terminal however they are laid out.
  private func writeStacked(
    _ row: [StyledText],
    of table: TextTable,
    into output: inout [UInt8]
  ) {
    var isFirst = true
    for (column, cell) in zip(table.columns, row) where !cell.isEmpty {
      let label = StyledText("\(column.title): ", .faint)
      write(label + cell, indent: isFirst ? 4 : 6, hanging: 2, into: &output)
      isFirst = false
    }
  }
}

/// Where the cells of a table go.
private enum TableLayout {
  /// Side by side, in these widths.
  case columns([Int])
  /// All but the last column side by side.
  case lastBelow([Int])
  /// Each cell on a line of its own.
  case stacked

  init(_ table: TextTable, width: Int) {
    var widths = table.columns.map { DisplayWidth.of($0.title) }
    for row in table.rows {
      for (column, cell) in row.enumerated() where widths.indices.contains(column) {
        widths[column] = max(widths[column], cell.width)
      }
    }
    if TableLayout.total(widths[...]) <= width {
      self = .columns(widths)
    } else if widths.count > 2, TableLayout.total(widths.dropLast()) <= width {
      self = .lastBelow(Array(widths.dropLast()))
    } else {
      self = .stacked
    }
  }

  private static func total(_ widths: ArraySlice<Int>) -> Int {
    widths.reduce(0, +) + 2 * max(0, widths.count - 1)
  }
}
