internal import Portfolio
internal import SwiftCSV

/// Comma-separated text with a header, split into rows that each keep their line and are good or
/// bad on their own.
///
/// A record is one line: a quoted field ends on the line it began on, so that an open quote spoils
/// one row and not the rest of the file. Fields are split by SwiftCSV.
struct CommaSeparatedTable {
  let file: String
  let required: [String]
  let optional: [String]
  private(set) var problems: [HoldingsProblem] = []

  init(file: String, required: [String], optional: [String]) {
    self.file = file
    self.required = required
    self.optional = optional
  }

  /// The rows below the header, or nothing when the header is wrong.
  mutating func rows(of bytes: [UInt8]) -> [RowFields]? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return refuse(nil, "the file is UTF-16 text", help: "save it as UTF-8")
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var header: [String]?
    var rows: [RowFields] = []
    var line = 0
    for part in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      line += 1
      let record = part.last == UInt8(ascii: "\r") ? part.dropLast() : part
      if record.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      let fields: [String]
      switch Self.fields(of: record) {
      case .failure(let reason):
        if header == nil { return refuse(line, reason.message, help: reason.help) }
        problems.append(
          HoldingsProblem(file: file, row: line, message: reason.message, help: reason.help)
        )
        continue
      case .success(let found): fields = found
      }
      guard let columns = header else {
        guard check(header: fields, line: line) else { return nil }
        header = fields
        continue
      }
      guard fields.count == columns.count else {
        problems.append(wrongCount(line, fields.count, columns.count))
        continue
      }
      let values = Dictionary(zip(columns, fields)) { first, _ in first }
      rows.append(RowFields(file: file, line: line, values: values))
    }
    if header == nil { return refuse(nil, "the file is empty", help: columnHelp) }
    return rows
  }

  // MARK: Header

  private mutating func check(header: [String], line: Int) -> Bool {
    let known = required + optional
    let before = problems.count
    var seen: Set<String> = []
    for name in header {
      if !seen.insert(name).inserted {
        problems.append(headerProblem(line, "the column `\(shown(name))` is there twice", nil))
      } else if !known.contains(name) {
        let near = nearestName(to: name, among: known).map { "did you mean `\($0)`? " } ?? ""
        problems.append(
          headerProblem(line, "there is no column `\(shown(name))` in this file", near + columnHelp)
        )
      }
    }
    for name in required where !seen.contains(name) {
      problems.append(headerProblem(line, "the column `\(name)` is missing", columnHelp))
    }
    return problems.count == before
  }

  private func headerProblem(_ line: Int, _ message: String, _ help: String?) -> HoldingsProblem {
    HoldingsProblem(file: file, row: line, message: message, help: help)
  }

  private var columnHelp: String {
    let needed = "the first row names the columns: \(required.joined(separator: ","))"
    return optional.isEmpty
      ? needed : needed + ", and if wanted \(optional.joined(separator: ","))"
  }

  private mutating func refuse(_ row: Int?, _ message: String, help: String?) -> [RowFields]? {
    problems.append(HoldingsProblem(file: file, row: row, message: message, help: help))
    return nil
  }

  private func wrongCount(_ line: Int, _ found: Int, _ expected: Int) -> HoldingsProblem {
    HoldingsProblem(
      file: file,
      row: line,
      message: "the row has \(found) \(found == 1 ? "field" : "fields"), the header \(expected)",
      help: found > expected
        ? "put a field that holds a comma in double quotes, and leave out thousands separators"
        : nil
    )
  }

  // MARK: Records

  /// Why a line is no row.
  struct Reason: Error {
    let message: String
    var help: String?
  }

  /// The fields of one line, trimmed.
  static func fields(of record: ArraySlice<UInt8>) -> Result<[String], Reason> {
    guard let text = String(validating: record, as: UTF8.self) else {
      return .failure(Reason(message: "the row is not UTF-8 text", help: "save the file as UTF-8"))
    }
    if text.unicodeScalars.contains(where: isControl) {
      return .failure(
        Reason(
          message: "the row holds control characters",
          help: "save the file as plain text with one row on each line"
        )
      )
    }
    if record.count(where: { $0 == UInt8(ascii: "\"") }) % 2 == 1 {
      return .failure(
        Reason(
          message: "a quoted field is not closed on its line",
          help: "write a quote inside a quoted field twice: `\"\"`"
        )
      )
    }
    // The line break at the end makes SwiftCSV keep an empty last field.
    guard
      let table = try? CSV<Enumerated>(string: text + "\n", delimiter: .comma, loadColumns: false)
    else {
      return .failure(
        Reason(
          message: "a quote stands in the middle of a field",
          help: "put the whole field in double quotes, and write a quote inside it twice"
        )
      )
    }
    return .success(table.header.map(trimmed))
  }

  /// Control characters and the line breaks that are not the file's own; a tab is a blank.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 32 && scalar.value != 9) || (127..<160).contains(scalar.value)
      || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  private static func trimmed(_ field: String) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let start = field.drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(start[...last])
  }
}

/// At most 40 characters of a field, for a message.
func shown(_ value: String) -> String {
  value.count > 40 ? value.prefix(40) + "…" : value
}
