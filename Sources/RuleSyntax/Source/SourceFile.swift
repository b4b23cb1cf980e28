/// The bytes of one rules file, with its lines.
public struct SourceFile: Sendable {
  /// The longest file that is read: offsets are 32 bits.
  public static let maximumLength = 256 * 1024 * 1024

  /// As the user named it; only ever shown.
  public let path: String
  /// Its place in the rulebook's list of files.
  public let index: Int32
  public let bytes: [UInt8]
  /// The offset of each line's first byte; the first is 0.
  public let lineStarts: [Int32]

  /// A file of `bytes`, cut at `maximumLength`.
  public init(path: String, index: Int32 = 0, bytes: [UInt8]) {
    self.path = path
    self.index = index
    self.bytes =
      bytes.count > SourceFile.maximumLength
      ? Array(bytes.prefix(SourceFile.maximumLength)) : bytes
    var starts: [Int32] = [0]
    // A plain loop: without optimization an iterator takes ten times as long.
    var offset = 0
    while offset < self.bytes.count {
      if self.bytes[offset] == UInt8(ascii: "\n") { starts.append(Int32(offset + 1)) }
      offset += 1
    }
    lineStarts = starts
  }

  public init(path: String, index: Int32 = 0, text: String) {
    self.init(path: path, index: index, bytes: Array(text.utf8))
  }

  /// Line and column of a byte, both from 1; the column counts Unicode scalars.
  public func location(of offset: Int32) -> (line: Int, column: Int) {
    let line = lineNumber(of: offset)
    var column = 1
    let end = min(Int(offset), bytes.count)
    var position = Int(lineStarts[line - 1])
    while position < end {
      // Continuation bytes of UTF-8 begin no scalar.
      if bytes[position] & 0xC0 != 0x80 { column += 1 }
      position += 1
    }
    return (line, column)
  }

  /// The bytes of `span` as text; malformed UTF-8 is repaired for display.
  public func text(_ span: Span) -> String {
    let start = min(max(0, Int(span.start)), bytes.count)
    let end = min(max(start, Int(span.end)), bytes.count)
    return text(start..<end)
  }

  /// The bytes of `range`, which lies in the file, as text.
  func text(_ range: Range<Int>) -> String {
    // Faster than decoding an array's slice.
    bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
    }
  }

  /// The number, from 1, of the line that holds the byte at `offset`.
  public func lineNumber(of offset: Int32) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of one line, from 1, without its line end; empty for a line that is not there.
  public func bounds(ofLine number: Int) -> Range<Int> {
    guard lineStarts.indices.contains(number - 1) else { return 0..<0 }
    let start = Int(lineStarts[number - 1])
    var end = number < lineStarts.count ? Int(lineStarts[number]) : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r")
    {
      end -= 1
    }
    return start..<end
  }

  /// One line, from 1, without its line end.
  public func line(_ number: Int) -> String {
    String(decoding: bytes[bounds(ofLine: number)], as: UTF8.self)
  }
}
