/// Blocks as GitHub Flavored Markdown.
struct MarkdownRenderer: Sendable {
  func render(_ blocks: [Block], into output: inout [UInt8]) {
    var previous: Block?
    for block in blocks {
      if previous.map({ needsGap(from: $0, to: block) }) ?? false { write("", into: &output) }
      switch block {
      case .title(let text): write("## " + escaped(text.plain), into: &output)
      case .paragraph(let text): write(line(text), into: &output)
      case .heading(let text): write("### " + escaped(text), into: &output)
      case .item(let text, let level):
        let indent = String(repeating: "  ", count: max(0, level))
        write("\(indent)- \(line(text))", into: &output)
      case .branch(let text, _, _): write("  - \(line(text))", into: &output)
      case .table(let table): write(table.withoutEmptyColumns(), into: &output)
      }
      previous = block
    }
  }

  /// Everything but the items of one list stands apart.
  private func needsGap(from previous: Block, to block: Block) -> Bool {
    if case .item = previous, case .item = block { return false }
    return true
  }

  private func write(_ table: TextTable, into output: inout [UInt8]) {
    if table.columns.isEmpty { return }
    write(row(table.columns.map { escaped($0.title) }), into: &output)
    write(row(table.columns.map { $0.isNumber ? "---:" : "---" }), into: &output)
    for cells in table.rows {
      write(row(cells.map { escaped($0.plain) }), into: &output)
    }
  }

  private func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private func write(_ line: String, into output: inout [UInt8]) {
    output.append(contentsOf: line.utf8)
    output.append(UInt8(ascii: "\n"))
  }

  /// `text` made safe to show, on one line, without markup.
  func escapedLine(_ text: String) -> String { line(StyledText(text)) }

  /// `text` where a line begins: there a dash, a plus sign or an angle bracket is markup too.
  private func line(_ text: StyledText) -> String {
    let escaped = escaped(text.plain)
    return "-+>".contains(escaped.first ?? " ") ? "\\" + escaped : escaped
  }

  /// `text` with every character that Markdown or HTML would read as markup made plain.
  private func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!": result.append("\\")
      case "<":
        result.append(contentsOf: "&lt;".unicodeScalars)
        continue
      case "&":
        result.append(contentsOf: "&amp;".unicodeScalars)
        continue
      default: break
      }
      result.append(scalar)
    }
    return String(result)
  }
}
