/// Reads an XML document as elements, attributes and text.
///
/// Strict where it protects: no document type, and so no entity but the five named and the numbered ones, tags
/// that match, depth and number of elements bounded. An entity of HTML (`&nbsp;`), which feeds often hold by
/// mistake, stays as it is written. Foundation's parser would bring libxml2 and ICU into the program, which then
/// can't be linked as one file.
struct XMLReader {
  static let deepest = 64
  static let mostElements = 2_000_000

  private let bytes: [UInt8]
  private var position: Int
  private var line = 1
  private var lineStart: Int
  private var open: [XMLElement] = []
  private var root: XMLElement?
  private var count = 0
  private let deepest: Int

  /// The document's element, as far as it is sound.
  ///
  /// - Parameter parts: the names of elements that are only kept whole; those around them are kept when a
  ///   document is cut short.
  /// - Parameter deepest: how deep elements may stand.
  static func read(
    _ bytes: [UInt8],
    whole parts: Set<String>,
    deepest: Int = deepest
  ) -> (root: XMLElement?, failure: XMLFailure?) {
    var reader = XMLReader(bytes, deepest: deepest)
    do throws(XMLFailure) {
      try reader.readAll()
      return (reader.root, nil)
    } catch {
      return (reader.closed(keeping: parts), error)
    }
  }

  private init(_ bytes: [UInt8], deepest: Int) {
    self.bytes = bytes
    self.deepest = deepest
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    lineStart = position
  }

  private mutating func readAll() throws(XMLFailure) {
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
        if open.isEmpty, bytes[position] > 0x20 {
          throw failure("text stands outside of the document", "save it again, as it was sent")
        }
        advance()
      }
      try addText(start..<position, hasEntities: true)
      if position == bytes.count { break }
      if take("<?") {
        try skip(past: "?>")
      } else if take("<!--") {
        try skip(past: "-->")
      } else if take("<![CDATA[") {
        let start = position
        try skip(past: "]]>")
        try addText(start..<position - 3, hasEntities: false)
      } else if take("<!") {
        throw failure(
          "the document declares a document type, which is never read",
          "remove `<!DOCTYPE …>`"
        )
      } else if take("</") {
        try close()
      } else {
        try element()
      }
    }
    if !open.isEmpty || root == nil { throw cutShort() }
  }

  /// What there is of a document that broke off.
  private func closed(keeping parts: Set<String>) -> XMLElement? {
    if let root { return root }
    let kept = open.prefix { !parts.contains($0.name) }
    guard var element = kept.last else { return nil }
    for parent in kept.dropLast().reversed() {
      var parent = parent
      parent.children.append(element)
      element = parent
    }
    return element
  }

  // MARK: Tags

  private mutating func element() throws(XMLFailure) {
    let column = column(of: position)
    position += 1
    var element = XMLElement(name: try name(), line: line, column: column)
    while true {
      skipBlanks()
      if take("/>") {
        try add(element, isOpen: false)
        return
      }
      if take(">") {
        try add(element, isOpen: true)
        return
      }
      let key = try name()
      skipBlanks()
      guard take("=") else { throw cutShort() }
      skipBlanks()
      if element.attributes.updateValue(try value(), forKey: key) != nil {
        throw failure(
          "the attribute `\(NewsText.shown(key))` is there twice",
          "keep one of the two"
        )
      }
    }
  }

  private mutating func add(_ element: XMLElement, isOpen: Bool) throws(XMLFailure) {
    count += 1
    if root != nil { throw failure("there is more after the end of the document", "remove it") }
    if open.count >= deepest || count > XMLReader.mostElements {
      throw failure(
        open.count >= deepest
          ? "elements stand deeper than \(deepest)"
          : "there are more than \(XMLReader.mostElements) elements",
        "no file that is read here is so deep or so large; check that this is the right file"
      )
    }
    open.append(element)
    if !isOpen { finish() }
  }

  private mutating func close() throws(XMLFailure) {
    let name = try name()
    skipBlanks()
    guard take(">"), let last = open.last else { throw cutShort() }
    if last.name != name {
      throw failure(
        "`</\(NewsText.shown(name))>` closes `<\(NewsText.shown(last.name))>` of line \(last.line)",
        "the document is damaged; save it again"
      )
    }
    finish()
  }

  private mutating func finish() {
    guard let element = open.popLast() else { return }
    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
  }

  private mutating func name() throws(XMLFailure) -> String {
    let start = position
    while position < bytes.count, XMLReader.isNameByte(bytes[position]) { position += 1 }
    if start == position { throw cutShort() }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default:
      byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        || byte == UInt8(ascii: ":")
    }
  }

  private mutating func value() throws(XMLFailure) -> String {
    guard position < bytes.count,
      bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
    else { throw cutShort() }
    let quote = bytes[position]
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != quote, bytes[position] != UInt8(ascii: "<") {
      advance()
    }
    guard position < bytes.count, bytes[position] == quote else { throw cutShort() }
    let value = try text(start..<position, hasEntities: true)
    position += 1
    return value
  }

  // MARK: Text

  private mutating func addText(_ range: Range<Int>, hasEntities: Bool) throws(XMLFailure) {
    if range.isEmpty || open.isEmpty { return }
    open[open.count - 1].text += try text(range, hasEntities: hasEntities)
  }

  private func text(_ range: Range<Int>, hasEntities: Bool) throws(XMLFailure) -> String {
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw failure("the text is not UTF-8", "save it as UTF-8")
    }
    return hasEntities && text.utf8.contains(UInt8(ascii: "&"))
      ? MarkupText.resolved(text, isHTML: false) : text
  }

  // MARK: Bytes

  private mutating func advance() {
    if bytes[position] == UInt8(ascii: "\n") {
      line += 1
      lineStart = position + 1
    }
    position += 1
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] <= 0x20 { advance() }
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[position + offset] != word.utf8Start[offset] {
      return false
    }
    position += count
    return true
  }

  private mutating func skip(past word: StaticString) throws(XMLFailure) {
    while position < bytes.count {
      if take(word) { return }
      advance()
    }
    throw cutShort()
  }

  private func column(of offset: Int) -> Int {
    1 + bytes[lineStart..<max(lineStart, offset)].count { $0 & 0xC0 != 0x80 }
  }

  private func cutShort() -> XMLFailure {
    failure("the document is cut short or no XML", "save it again, as it was sent")
  }

  private func failure(_ message: String, _ help: String) -> XMLFailure {
    XMLFailure(line: line, column: column(of: position), message: message, help: help)
  }
}
