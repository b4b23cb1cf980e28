/// Words out of marked-up text.
enum MarkupText {
  /// The text of a piece of HTML: tags left out, scripts and styles with what is in them, blocks on lines of their
  /// own, entities resolved. Nothing of it is interpreted otherwise.
  static func plain(_ html: String) -> String {
    guard html.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
      return String(NewsText.trimmed(html[...]))
    }
    var text: [UInt8] = []
    var rest = Array(html.utf8)[...]
    while let byte = rest.first {
      guard byte == UInt8(ascii: "<"), let tag = Tag(rest) else {
        text.append(byte)
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(tag.count)
      if tag.isBlock { text.append(UInt8(ascii: "\n")) }
      if tag.hidesContent { rest = rest.dropFirst(Tag.end(of: tag.name, in: rest)) }
    }
    let lines = resolved(String(decoding: text, as: UTF8.self), isHTML: true).split(separator: "\n")
    return lines.map { NewsText.trimmed($0) }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// One tag at the start of some bytes.
  private struct Tag {
    var name: String
    var count: Int
    var isClosing: Bool

    init?(_ bytes: ArraySlice<UInt8>) {
      var body = bytes.dropFirst()
      if body.starts(with: "!--".utf8) {
        // No comment is longer than what is left of the text.
        var count = 4
        while !bytes.dropFirst(count).isEmpty, !bytes.dropFirst(count).starts(with: "-->".utf8) {
          count += 1
        }
        self.init(name: "!--", count: min(count + 3, bytes.count), isClosing: false)
        return
      }
      let isClosing = body.first == UInt8(ascii: "/")
      if isClosing { body = body.dropFirst() }
      guard let first = body.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
      else {
        return nil
      }
      let name = body.prefix { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
      // A `<` before the end says that this one is a character; so each byte is looked at once.
      guard
        let end = bytes.dropFirst().firstIndex(where: {
          $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<")
        }), bytes[end] == UInt8(ascii: ">")
      else { return nil }
      self.init(
        name: String(decoding: name.prefix(16), as: UTF8.self).lowercased(),
        count: end - bytes.startIndex + 1,
        isClosing: isClosing
      )
    }

    private init(name: String, count: Int, isClosing: Bool) {
      self.name = name
      self.count = count
      self.isClosing = isClosing
    }

    var isBlock: Bool {
      [
        "blockquote", "br", "div", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p",
        "pre",
        "table", "td", "th", "tr", "ul",
      ].contains(name)
    }

    var hidesContent: Bool { !isClosing && (name == "script" || name == "style") }

    /// How many bytes there are before the end of the element, or at all.
    static func end(of name: String, in bytes: ArraySlice<UInt8>) -> Int {
      let mark = Array("</\(name)".utf8)
      var rest = bytes
      while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
        rest = rest[start...]
        if rest.prefix(mark.count).elementsEqual(mark, by: { $0 == $1 || $0 | 0x20 == $1 }) {
          return start - bytes.startIndex
        }
        rest = rest.dropFirst()
      }
      return bytes.count
    }
  }

  // MARK: Entities

  /// The text with numbered entities, the five of XML and, of HTML, some more as the characters that they stand
  /// for. What is no entity stays as it is.
  static func resolved(_ text: String, isHTML: Bool) -> String {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      // No entity is longer.
      guard byte == UInt8(ascii: "&"), let end = rest.prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let character = character(
          String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self),
          isHTML
        )
      else {
        result.append(byte)
        rest = rest.dropFirst()
        continue
      }
      result += Array(String(character).utf8)
      rest = rest[(end + 1)...]
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func character(_ entity: String, _ isHTML: Bool) -> Unicode.Scalar? {
    if entity.hasPrefix("#") {
      let digits = entity.dropFirst()
      let number =
        digits.first == "x" || digits.first == "X"
        ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      // No text holds a zero.
      return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }
    return named[entity] ?? (isHTML ? ofHTML[entity] : nil)
  }

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "apos": "'", "gt": ">", "lt": "<", "quot": "\"",
  ]

  private static let ofHTML: [String: Unicode.Scalar] = [
    "bull": "•", "cent": "¢", "copy": "©", "euro": "€", "hellip": "…", "ldquo": "“", "lsquo": "‘",
    "mdash": "—", "nbsp": " ", "ndash": "–", "pound": "£", "rdquo": "”", "reg": "®", "rsquo": "’",
    "trade": "™", "yen": "¥",
  ]
}
