/// Reads the SGML of financial data (OFX 1) as elements and text: elements that hold text have no end tag, or
/// have one; those that hold elements have one always.
///
/// Nothing of SGML beyond that is known: no document type, no attributes, no marked sections. Depth and number
/// of elements are bounded as in XML.
struct SGMLReader {
  private let bytes: [UInt8]
  private var position: Int
  private var line = 1
  private var open = [XMLElement(name: "", line: 1, column: 1)]
  private var count = 0

  /// One element without a name that holds the document's, as far as it is sound.
  static func read(_ bytes: [UInt8], from start: Int) -> (root: XMLElement, failure: XMLFailure?) {
    var reader = SGMLReader(bytes: bytes, position: start)
    reader.line += bytes.prefix(start).count { $0 == UInt8(ascii: "\n") }
    do throws(XMLFailure) {
      try reader.readAll()
      return (reader.closedRoot(), nil)
    } catch {
      return (reader.closedRoot(), error)
    }
  }

  private init(bytes: [UInt8], position: Int) {
    self.bytes = bytes
    self.position = position
  }

  private mutating func readAll() throws(XMLFailure) {
    try skipText()
    while position < bytes.count {
      position += 1
      let isEnd = position < bytes.count && bytes[position] == UInt8(ascii: "/")
      if isEnd { position += 1 }
      let name = try name()
      if isEnd {
        try close(name)
        try skipText()
      } else {
        try begin(name)
      }
    }
    if open.count > 1 || open[0].children.isEmpty {
      throw failure("the document is cut short, or no SGML")
    }
  }

  /// The name of a tag, up to and with its `>`.
  private mutating func name() throws(XMLFailure) -> String {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      let byte = bytes[position]
      let isName =
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: ".")
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      guard isName, position - start < 100 else {
        throw failure("a tag holds something that is no name")
      }
      position += 1
    }
    guard position < bytes.count, position > start else {
      throw failure("the document is cut short, or no SGML")
    }
    position += 1
    return String(decoding: bytes[start..<position - 1], as: UTF8.self).uppercased()
  }

  private mutating func begin(_ name: String) throws(XMLFailure) {
    count += 1
    if open.count > XMLReader.deepest || count > XMLReader.mostElements {
      throw failure("there are too many elements, or too deep ones")
    }
    var element = XMLElement(name: name, line: line, column: 1)
    let text = text()
    if text.isEmpty {
      open.append(element)
      return
    }
    element.text = text
    open[open.count - 1].children.append(element)
    // An end tag is allowed and not needed.
    let tag = Array("</\(name)>".utf8)
    if bytes[position...].prefix(tag.count).elementsEqual(tag) {
      position += tag.count
      try skipText()
    }
  }

  /// Closes the element; those inside it without an end had no text and hold nothing: what seemed to stand in
  /// them stands beside them.
  private mutating func close(_ name: String) throws(XMLFailure) {
    guard let place = open.lastIndex(where: { $0.name == name }), place > 0 else {
      throw failure("`</\(shown(name))>` closes nothing")
    }
    while open.count - 1 > place { spill() }
    let element = open.removeLast()
    open[open.count - 1].children.append(element)
  }

  private mutating func spill() {
    var empty = open.removeLast()
    let inside = empty.children
    empty.children = []
    open[open.count - 1].children.append(empty)
    open[open.count - 1].children += inside
  }

  private func closedRoot() -> XMLElement {
    var elements = open
    while elements.count > 1 {
      let last = elements.removeLast()
      elements[elements.count - 1].children.append(last)
    }
    return elements[0]
  }

  // MARK: Text

  /// The text up to the next tag, trimmed, with its entities as the characters that they stand for.
  private mutating func text() -> String {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
    let part = bytes[start..<position]
    // Old files are in Windows' Latin alphabet.
    let text =
      String(validating: part, as: UTF8.self)
      ?? String(String.UnicodeScalarView(part.map { Unicode.Scalar($0) }))
    let trimmed = String(NewsText.trimmed(text[...]))
    return trimmed.utf8.contains(UInt8(ascii: "&"))
      ? MarkupText.resolved(trimmed, isHTML: false) : trimmed
  }

  private mutating func skipText() throws(XMLFailure) {
    if !text().isEmpty { throw failure("text stands outside of an element") }
  }

  private func failure(_ message: String) -> XMLFailure {
    XMLFailure(line: line, column: 1, message: message, help: "download the file again")
  }
}
