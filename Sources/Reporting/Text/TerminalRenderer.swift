/// Blocks as text that fits a terminal: nothing is wider than `width`, and nothing is cut off.
struct TerminalRenderer: Sendable {
  let width: Int
  let style: TextStyle

  init(_ options: ReportOptions) {
    width = options.width
    style = options.style
  }

  func bytes(of blocks: [Block]) -> [UInt8] {
    var output: [UInt8] = []
    render(blocks, into: &output)
    return output
  }

  func render(_ blocks: [Block], into output: inout [UInt8]) {
    for block in blocks {
      switch block {
      case .title(let text): write(text, indent: 0, hanging: 2, into: &output)
      case .paragraph(let text): write(text, indent: 2, hanging: 2, into: &output)
      case .heading(let text):
        output.append(UInt8(ascii: "\n"))
        write(StyledText(text, .strong), indent: 0, hanging: 2, into: &output)
      case .item(let text, let level):
        write(text, indent: 2 + 2 * level, hanging: 2, into: &output)
      case .branch(let text, let prefix, let hanging):
        write(branch: text, prefix, hanging, into: &output)
      case .table(let table): write(table, into: &output)
      }
    }
  }

  /// A line across the terminal.
  func separate(into output: inout [UInt8]) {
    let line = String(repeating: "─", count: width)
    output.append(contentsOf: "\n\(style.paint(line, .faint))\n".utf8)
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

  /// Deep trees stop moving right where no room for words would be left.
  private func write(
    branch text: StyledText,
    _ prefix: String,
    _ hanging: String,
    into output: inout [UInt8]
  ) {
    let first = String(prefix.suffix(width / 2))
    let later = String(hanging.suffix(width / 2 - 2)) + "  "
    let lines = text.wrapped(
      to: width - 2 - first.count,
      hanging: max(0, later.count - first.count)
    )
    for (number, line) in lines.enumerated() {
      let start = style.paint(number == 0 ? first : later, .faint)
      output.append(contentsOf: "  \(start)\(line.painted(style))\n".utf8)
    }
  }

  private func write(_ table: TextTable, into output: inout [UInt8]) {
    let table = table.withoutEmptyColumns().withLastColumnCut(to: width - 2)
    if table.columns.isEmpty { return }
    switch TableLayout(table, width: width - 2) {
    case .columns(let widths): write(table, widths: widths, below: nil, into: &output)
    case .lastBelow(let widths): write(table, widths: widths, below: widths.count, into: &output)
    case .sentences:
      for row in table.rows { writeSentence(row, of: table, into: &output) }
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
      var line = StyledText("  ")
      let last = widths.indices.last { !row[$0].isEmpty } ?? 0
      for (column, width) in widths.enumerated().prefix(last + 1) {
        let blanks = String(repeating: " ", count: max(0, width - row[column].width))
        if column > 0 { line.append("  ") }
        if table.columns[column].isNumber { line.append(blanks) }
        line.append(row[column])
        if !table.columns[column].isNumber && column != last { line.append(blanks) }
      }
      output.append(contentsOf: line.painted(style).utf8)
      output.append(UInt8(ascii: "\n"))
      if number > 0, let below, !row[below].isEmpty {
        let label = StyledText("\(table.columns[below].title): ", .faint)
        write(label + row[below], indent: 6, hanging: 2, into: &output)
      }
    }
  }

  /// A row of a table that is wider than the terminal however it is laid out.
  private func writeSentence(
    _ row: [StyledText],
    of table: TextTable,
    into output: inout [UInt8]
  ) {
    var sentence = StyledText()
    for (column, cell) in zip(table.columns, row) where !cell.isEmpty {
      if !sentence.isEmpty { sentence.append(", \(column.title) ", .faint) }
      sentence.append(cell)
    }
    write(sentence, indent: 2, hanging: 4, into: &output)
  }
}

/// Where the cells of a table go.
private enum TableLayout {
  /// Side by side, in these widths.
  case columns([Int])
  /// All but the last column side by side.
  case lastBelow([Int])
  /// Each row as a sentence that wraps.
  case sentences

  init(_ table: TextTable, width: Int) {
    let widths = table.widths
    if TextTable.total(widths[...]) <= width {
      self = .columns(widths)
    } else if widths.count > 2, TextTable.total(widths.dropLast()) <= width {
      self = .lastBelow(Array(widths.dropLast()))
    } else {
      self = .sentences
    }
  }
}

extension TextTable {
  /// The least width in which a cut column still says something.
  private static let leastCut = 6

  /// What each column needs.
  fileprivate var widths: [Int] {
    var widths = columns.map { DisplayWidth.of($0.title) }
    for row in rows {
      for (column, cell) in row.enumerated() where widths.indices.contains(column) {
        widths[column] = max(widths[column], cell.width)
      }
    }
    return widths
  }

  /// What columns need side by side.
  fileprivate static func total(_ widths: ArraySlice<Int>) -> Int {
    widths.reduce(0, +) + 2 * max(0, widths.count - 1)
  }

  /// The table with its last column cut to what a line of `width` leaves, where it may be cut.
  fileprivate func withLastColumnCut(to width: Int) -> TextTable {
    guard lastColumn == .isCut else { return self }
    let room = width - TextTable.total(widths.dropLast()) - 2
    guard room >= TextTable.leastCut else { return self }
    var table = self
    for (number, row) in rows.enumerated() {
      guard let cell = row.last, cell.width > room else { continue }
      table.rows[number][row.count - 1] = cell.cut(to: room)
    }
    return table
  }
}
