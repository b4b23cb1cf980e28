public import Foundation
public import Testing

/// One file of `Tests/Conformance/types`; the README there describes the format.
public struct TypeTable: Sendable {
  /// A rule of the type system, with texts that keep and texts that break it.
  public struct Section: Sendable {
    public var title: String
    /// Sentences of `docs/language.md` that the texts show, as `rule-1, rule-2`.
    public var cites = ""
    /// Declarations that the texts speak of.
    public var declarations: [String] = []
    /// The text that each row's text is put into, in place of `…`.
    public var frame = ""
    /// `LEFT + RIGHT` where the rows are a grid of types.
    public var operation: String?
    public var rows: [Row] = []
  }

  public struct Row: Sendable {
    public var text: String
    /// A type, `ok`, or the codes of the errors.
    public var result: String
  }

  private static let arrow = "  =>  "
  /// How a grid writes errors: one of both operands together, or one of each.
  private static let signs = ["-": "type-mismatch", "--": "type-mismatch, type-mismatch"]

  public let path: String
  public let introduction: String
  /// The operands that stand for the types of a grid, in the order of its columns.
  public private(set) var operands: [(type: String, text: String)] = []
  public private(set) var sections: [Section] = []

  public init(_ path: String) throws {
    let data = try Data(contentsOf: CaseFile.corpus.appendingPathComponent(path))
    let parts = String(decoding: data, as: UTF8.self).components(separatedBy: "\n=== ")
    self.path = path
    introduction = parts.first ?? ""
    for part in parts.dropFirst() { read(part.components(separatedBy: "\n")) }
  }

  /// The whole text of a row: declarations, and the frame around it.
  public func text(of row: Row, in section: Section) -> String {
    let text = section.frame.replacingOccurrences(of: "…", with: row.text)
    return (section.declarations + [text, ""]).joined(separator: "\n")
  }

  /// Compares each row with what `result` says of its text, or records that; see
  /// `CaseFile.expectEach`.
  public func expectEach(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ result: (String) -> String
  ) {
    var found = self
    for (number, section) in sections.enumerated() {
      for (index, row) in section.rows.enumerated() {
        let actual = result(text(of: row, in: section))
        found.sections[number].rows[index].result = actual
        if actual == row.result || isRecordingSnapshots { continue }
        let message = "\(path), \(section.title): \(row.text) gives \(actual), not \(row.result)"
        Issue.record(Comment(rawValue: message), sourceLocation: sourceLocation)
      }
    }
    guard isRecordingSnapshots else { return }
    do {
      try Data(found.written.utf8).write(to: CaseFile.corpus.appendingPathComponent(path))
      Issue.record("recorded \(path): read it, then run again", sourceLocation: sourceLocation)
    } catch {
      Issue.record("can't record \(path): \(error)", sourceLocation: sourceLocation)
    }
  }

  // MARK: Reading

  private mutating func read(_ lines: [String]) {
    var section = Section(title: lines.first ?? "")
    var rows: [String] = []
    for line in lines.dropFirst() where !line.isEmpty {
      if line.hasPrefix("cites: ") {
        section.cites = String(line.dropFirst(7))
      } else if line.hasPrefix("with: ") {
        section.declarations.append(String(line.dropFirst(6)))
      } else if line.hasPrefix("in: ") {
        section.frame = String(line.dropFirst(4))
      } else if line.hasPrefix("grid: ") {
        section.operation = String(line.dropFirst(6))
      } else {
        rows.append(line)
      }
    }
    if section.title == "operands" {
      operands = rows.map(TypeTable.twoColumns)
      return
    }
    section.rows = section.operation.map { grid($0, rows) } ?? rows.map(TypeTable.row)
    sections.append(section)
  }

  private static func row(_ line: String) -> Row {
    let parts = line.components(separatedBy: "=>")
    let text = parts.dropLast().isEmpty ? line : parts.dropLast().joined(separator: "=>")
    return Row(
      text: text.trimmingCharacters(in: .whitespaces),
      result: parts.count > 1 ? (parts.last ?? "").trimmingCharacters(in: .whitespaces) : ""
    )
  }

  private static func twoColumns(_ line: String) -> (type: String, text: String) {
    let type = line.prefix { $0 != " " }
    return (String(type), line.dropFirst(type.count).trimmingCharacters(in: .whitespaces))
  }

  /// The rows that a grid stands for: each operand on the left with each one on the right.
  private func grid(_ operation: String, _ lines: [String]) -> [Row] {
    let cells = lines.dropFirst().map { $0.split(separator: " ").dropFirst().map(String.init) }
    var rows: [Row] = []
    for (line, left) in operands.enumerated() {
      for (column, right) in operands.enumerated() {
        let isThere = cells.indices.contains(line) && cells[line].indices.contains(column)
        let cell = isThere ? cells[line][column] : ""
        let text = operation.replacingOccurrences(of: "LEFT", with: left.text)
          .replacingOccurrences(of: "RIGHT", with: right.text)
        rows.append(Row(text: text, result: TypeTable.signs[cell] ?? cell))
      }
    }
    return rows
  }

  // MARK: Writing

  private var written: String {
    var text = introduction
    if !operands.isEmpty {
      text += "\n=== operands\n"
      for operand in operands { text += padded(operand.type, 11) + operand.text + "\n" }
    }
    for section in sections {
      text += "\n=== \(section.title)\n"
      if !section.cites.isEmpty { text += "cites: \(section.cites)\n" }
      for declaration in section.declarations { text += "with: \(declaration)\n" }
      text += "in: \(section.frame)\n"
      if let operation = section.operation {
        text += "grid: \(operation)\n" + writtenGrid(section.rows)
        continue
      }
      let width = section.rows.map(\.text.count).max() ?? 0
      for row in section.rows {
        text += padded(row.text, width) + TypeTable.arrow + row.result + "\n"
      }
    }
    return text
  }

  private func writtenGrid(_ rows: [Row]) -> String {
    var cells = rows.map { row in
      TypeTable.signs.first { $0.value == row.result }?.key ?? row.result
    }[...]
    var lines = [[""] + operands.map(\.type)]
    for operand in operands {
      lines.append([operand.type] + cells.prefix(operands.count))
      cells = cells.dropFirst(operands.count)
    }
    return lines.map { line in
      let text = line.map { padded($0, 9) }.joined(separator: " ")
      return String(text.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
