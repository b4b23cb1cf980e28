/// The lines of a broker's CSV file: fields in their order, without what frames the text (a byte order mark,
/// line ends of other systems, blank lines).
enum StatementLines {
  /// The fields of one line with its number from 1, or why they can't be told apart.
  struct Line {
    var number: Int
    var fields: Result<[String], CommaSeparatedTable.Reason>
  }

  static func of(_ bytes: [UInt8]) -> [Line] {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var lines: [Line] = []
    var number = 0
    for part in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let record = part.last == UInt8(ascii: "\r") ? part.dropLast() : part
      if record.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ",") }) { continue }
      lines.append(Line(number: number, fields: CommaSeparatedTable.fields(of: record)))
    }
    return lines
  }

  /// The row by the names of its columns; what stands beyond the last column is left out.
  static func row(_ header: [String], _ fields: [String]) -> [String: String] {
    Dictionary(zip(header, fields)) { first, _ in first }
  }
}

/// What makes a statement of a broker's lines, one after the other.
protocol StatementReader {
  var statement: BrokerStatement { get set }

  init(file: String)

  mutating func take(_ fields: [String], line: Int)

  /// The statement, once all lines were taken.
  func finished() -> BrokerStatement
}

extension StatementReader {
  /// What the whole file says; lines that can't be taken apart are refused.
  static func statement(of bytes: [UInt8], name: String) -> BrokerStatement {
    var reader = Self(file: name)
    for line in StatementLines.of(bytes) {
      switch line.fields {
      case .failure(let reason):
        reader.statement.refuse(line.number, nil, reason.message, help: reason.help)
      case .success(let fields): reader.take(fields, line: line.number)
      }
    }
    return reader.finished()
  }
}
