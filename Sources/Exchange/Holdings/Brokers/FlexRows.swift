internal import Portfolio

/// The elements of a Flex Query with their attributes and lines, in their order.
///
/// A Flex Query is XML of the plainest kind: elements with attributes, and nothing between them. This reads
/// just that, strictly: UTF-8, tags that match, the five named entities and numbered ones. A document type,
/// and so any entity of its own, is refused; depth and number of elements are bounded. Foundation's parser
/// would bring libxml2 and ICU into the program, which then can't be linked as one file.
struct FlexRows {
  struct Row {
    var element: String
    var line: Int
    var attributes: [String: String]
  }

  /// Why a text could not be read to its end.
  struct Failure: Error {
    var line: Int?
    var message: String
    var help: String?
  }

  private static let deepest = 16
  private static let most = 2_000_000

  private var text: ArraySlice<UInt8>
  private var line = 1
  private var open: [String] = []
  private var rows: [Row] = []

  static func read(_ bytes: [UInt8]) -> Result<[Row], Failure> {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var reader = FlexRows(text: bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...])
    do throws(Failure) {
      try reader.readAll()
      return .success(reader.rows)
    } catch {
      return .failure(error)
    }
  }

  private init(text: ArraySlice<UInt8>) { self.text = text }

  private mutating func readAll() throws(Failure) {
    while !text.isEmpty {
      skip { $0 != UInt8(ascii: "<") }
      if text.isEmpty { break }
      if take("<?") {
        try skip(past: "?>")
      } else if take("<!--") {
        try skip(past: "-->")
      } else if take("<![CDATA[") {
        try skip(past: "]]>")
      } else if take("<!") {
        throw failure("the file declares a document type, which no statement does", help: nil)
      } else if take("</") {
        try close()
      } else {
        _ = take("<")
        try element()
      }
    }
    if !open.isEmpty || rows.isEmpty { throw cutShort() }
  }

  // MARK: Tags

  private mutating func element() throws(Failure) {
    var row = Row(element: try name(), line: line, attributes: [:])
    while true {
      skip(while: Self.isBlank)
      if take("/>") { break }
      if take(">") {
        open.append(row.element)
        break
      }
      let key = try name()
      skip(while: Self.isBlank)
      guard take("=") else { throw cutShort() }
      skip(while: Self.isBlank)
      guard row.attributes.updateValue(try value(), forKey: key) == nil else {
        throw failure("the attribute `\(shown(key))` is there twice")
      }
    }
    if open.count > Self.deepest { throw failure("elements stand too deep", help: nil) }
    if rows.count >= Self.most { throw failure("there are too many elements", help: nil) }
    rows.append(row)
  }

  private mutating func close() throws(Failure) {
    let name = try name()
    skip(while: Self.isBlank)
    guard take(">"), open.popLast() == name else { throw cutShort() }
  }

  private mutating func name() throws(Failure) -> String {
    let bytes = text.prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "_-.:".utf8.contains(byte)
      }
    }
    guard !bytes.isEmpty else { throw cutShort() }
    text = text.dropFirst(bytes.count)
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func value() throws(Failure) -> String {
    guard let quote = text.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw cutShort()
    }
    text = text.dropFirst()
    let bytes = text.prefix { $0 != quote && $0 != UInt8(ascii: "<") }
    advance(bytes.count)
    guard text.first == quote else { throw cutShort() }
    text = text.dropFirst()
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw failure("a value is not UTF-8 text")
    }
    return try unescaped(string)
  }

  /// The text with its entities as the characters that they stand for, without control characters.
  private func unescaped(_ value: String) throws(Failure) -> String {
    var result = ""
    var rest = value[...]
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      guard let end = rest[mark...].firstIndex(of: ";"),
        let character = Self.character(rest[rest.index(after: mark)..<end])
      else { throw failure("`&` begins no entity that is known") }
      result.unicodeScalars.append(character)
      rest = rest[rest.index(after: end)...]
    }
    return DisplayText.clean(result + rest)
  }

  private static func character(_ entity: Substring) -> Unicode.Scalar? {
    switch entity {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let number =
        entity.hasPrefix("#x")
        ? UInt32(entity.dropFirst(2), radix: 16) : UInt32(entity.dropFirst())
      guard entity.hasPrefix("#"), let number else { return nil }
      return Unicode.Scalar(number)
    }
  }

  // MARK: Bytes

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private mutating func take(_ word: String) -> Bool {
    guard text.starts(with: word.utf8) else { return false }
    text = text.dropFirst(word.utf8.count)
    return true
  }

  private mutating func skip(while isSkipped: (UInt8) -> Bool) {
    advance(text.prefix(while: isSkipped).count)
  }

  private mutating func skip(past word: String) throws(Failure) {
    while !text.isEmpty {
      if take(word) { return }
      advance(1)
    }
    throw cutShort()
  }

  private mutating func advance(_ count: Int) {
    line += text.prefix(count).count { $0 == 0x0A }
    text = text.dropFirst(count)
  }

  private func cutShort() -> Failure { failure("the file is cut short or no XML") }

  private func failure(
    _ message: String,
    help: String? = "download the statement again"
  ) -> Failure {
    Failure(line: line, message: message, help: help)
  }
}
