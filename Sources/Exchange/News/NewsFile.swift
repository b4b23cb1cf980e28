internal import Foundation
internal import Portfolio

/// The bytes of one file of news with its lines, for readers and for the places in messages.
struct NewsFile: Sendable {
  struct Line: Sendable {
    /// From 1.
    var number: Int
    /// Its bytes without the line end.
    var range: Range<Int>
  }

  let name: String
  let bytes: [UInt8]
  let lines: [Line]

  /// A byte-order mark at the start is passed over.
  ///
  /// - Parameters:
  ///   - firstLine: the number of the first line in the whole file, of which `bytes` are a part.
  ///   - headerLines: how many lines at the start of `bytes` are repeated from the file's start, and not counted.
  init(name: String, bytes: [UInt8], firstLine: Int = 1, headerLines: Int = 0) {
    self.name = DisplayText.clean(name)
    self.bytes = bytes
    var lines: [Line] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let end = NewsFile.lineEnd(in: bytes, from: start)
      let hasReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
      let number =
        lines.count < headerLines ? lines.count + 1 : firstLine + lines.count - headerLines
      lines.append(Line(number: number, range: start..<(hasReturn ? end - 1 : end)))
      start = end + 1
    }
    self.lines = lines
  }

  /// The place of the next line end, or the end of all.
  private static func lineEnd(in bytes: [UInt8], from start: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      let rest = bytes[start...]
      guard let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
        let found = memchr(base, Int32(UInt8(ascii: "\n")), rest.count)
      else { return bytes.count }
      return start + (UnsafeRawPointer(found) - base)
    }
  }

  /// A line's text without blanks at its ends; malformed UTF-8 is repaired for display.
  func text(_ line: Line) -> String {
    String(NewsText.trimmed(Substring(String(decoding: bytes[line.range], as: UTF8.self))))
  }

  /// The first byte that is not blank.
  var firstByte: UInt8? {
    for line in lines {
      if let byte = bytes[line.range].first(where: { $0 > 0x20 }) { return byte }
    }
    return nil
  }

  /// The column, from 1, of the byte at `offset` of a line, in Unicode scalars.
  func column(of offset: Int, in line: Line) -> Int {
    let end = min(max(offset, line.range.lowerBound), line.range.upperBound)
    return 1 + bytes[line.range.lowerBound..<end].reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
  }

  func problem(
    _ severity: NewsProblem.Severity = .error,
    line: Int,
    column: Int = 1,
    _ message: String,
    help: String
  ) -> NewsProblem {
    NewsProblem(
      severity: severity,
      file: name,
      line: line,
      column: column,
      message: message,
      help: help
    )
  }
}
