// Numbers and texts of JSON: the parts of the reader that look at single characters.

extension JSONReader {
  /// A number by RFC 8259's grammar, as written.
  mutating func number() throws(JSONFailure) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if let byte = peek, isDigit(byte) {
        throw failure("a number can't begin with `0` and another digit", "leave the zero out")
      }
    } else {
      try digits()
    }
    if take(UInt8(ascii: ".")) { try digits() }
    if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
      position += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONFailure) {
    guard let first = peek, isDigit(first) else {
      throw failure("a digit is missing in the number", "write for instance `0.30`")
    }
    while let byte = peek, isDigit(byte) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// A text in quotation marks, with its escapes resolved.
  mutating func string() throws(JSONFailure) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    var plain = position
    var isASCII = true
    while true {
      isASCII = skipPlain() && isASCII
      guard let byte = peek else { break }
      switch byte {
      case UInt8(ascii: "\""):
        let rest = bytes[plain..<position]
        position += 1
        // Most texts have no escape: they are read where they stand.
        if isASCII, text.isEmpty { return String(decoding: rest, as: UTF8.self) }
        let valid =
          text.isEmpty
          ? String(validating: rest, as: UTF8.self) : String(validating: text + rest, as: UTF8.self)
        guard let valid else {
          throw JSONFailure(
            offset: start,
            message: "the text holds bytes that are not UTF-8",
            help: "save the file as UTF-8"
          )
        }
        return valid
      case UInt8(ascii: "\\"):
        text += bytes[plain..<position]
        try escape(into: &text)
        plain = position
      case 0..<0x20:
        throw failure("a control character stands in a text", "write it as an escape, like `\\n`")
      default: position += 1
      }
    }
    throw JSONFailure(
      offset: start,
      message: "the text does not end",
      help: "close it with a quotation mark"
    )
  }

  /// Goes on to what ends a text or means something else in it. Says whether all that was passed is ASCII, which needs
  /// no validation: most texts are, and validating a text costs more than reading it.
  private mutating func skipPlain() -> Bool {
    let start = position
    var seen: UInt8 = 0
    position = bytes.withUnsafeBufferPointer { bytes in
      let quote = UInt8(ascii: "\"")
      let backslash = UInt8(ascii: "\\")
      return bytes[start..<end].firstIndex { byte in
        seen |= byte
        return byte == quote || byte == backslash || byte < 0x20
      } ?? end
    }
    return seen < 0x80
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFailure) {
    let start = position
    position += 1
    guard let byte = peek else { throw failure("the escape does not end", "complete it") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      text += Array(String(try scalar(from: start)).utf8)
    default:
      throw JSONFailure(
        offset: start,
        message: "this is no escape of JSON",
        help: "write `\\\\` for a backslash"
      )
    }
  }

  private mutating func scalar(from start: Int) throws(JSONFailure) -> Unicode.Scalar {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let unpaired = JSONFailure(
      offset: start,
      message: "half of a surrogate pair stands alone",
      help: "write the character itself, or both halves"
    )
    guard (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u"))
    else { throw unpaired }
    let second = try codeUnit()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw unpaired }
    return scalar
  }

  private mutating func codeUnit() throws(JSONFailure) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("four hexadecimal digits belong after `\\u`", "write for instance `\\u00e9`")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
