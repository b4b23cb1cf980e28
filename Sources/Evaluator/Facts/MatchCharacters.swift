/// The bytes of a text after normalisation, each with what it means for words and sentences.
struct MatchCharacters {
  enum Kind: UInt8 {
    /// A lowercase letter; any other letter or digit.
    case lower, letter
    /// `+` and `#`, which stay at the end of a word; `& $ . -`, which stay inside one.
    case trailing, inner
    case apostrophe
    /// A blank; a line end; a quotation mark, which separates nothing.
    case blank, newline, quote
    /// `!`, `?` and their kin; a semicolon.
    case ender, question, semicolon
    /// Anything else separates words and breaks phrases.
    case other
  }

  private(set) var bytes: [UInt8] = []
  private(set) var folded: [UInt8] = []
  private(set) var kinds: [Kind] = []

  init(_ text: String) {
    let count = text.utf8.count
    bytes.reserveCapacity(count)
    folded.reserveCapacity(count)
    kinds.reserveCapacity(count)
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        append(ascii: UInt8(scalar.value))
      } else {
        append(scalar)
      }
    }
  }

  private mutating func append(ascii byte: UInt8) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): add(byte, .lower)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      bytes.append(byte)
      folded.append(byte | 0x20)
      kinds.append(.letter)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): add(byte, .letter)
    case UInt8(ascii: "+"), UInt8(ascii: "#"): add(byte, .trailing)
    case UInt8(ascii: "&"), UInt8(ascii: "$"), UInt8(ascii: "."), UInt8(ascii: "-"):
      add(byte, .inner)
    case UInt8(ascii: "'"), UInt8(ascii: "`"): add(UInt8(ascii: "'"), .apostrophe)
    case UInt8(ascii: " "), UInt8(ascii: "\t"): add(UInt8(ascii: " "), .blank)
    case UInt8(ascii: "\n"), 0x0B, 0x0C: add(UInt8(ascii: "\n"), .newline)
    // Carriage returns go with their line feed, other control characters are not shown.
    case 0..<0x20, 0x7F: break
    case UInt8(ascii: "\""), UInt8(ascii: "*"): add(byte, .quote)
    case UInt8(ascii: "!"): add(byte, .ender)
    case UInt8(ascii: "?"): add(byte, .question)
    case UInt8(ascii: ";"): add(byte, .semicolon)
    default: add(byte, .other)
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x2018, 0x2019, 0x201B, 0x02BC, 0x00B4, 0x2032: add(UInt8(ascii: "'"), .apostrophe)
    case 0x201C...0x201F, 0x00AB, 0x00BB, 0x2039, 0x203A, 0x2033, 0x201A:
      add(UInt8(ascii: "\""), .quote)
    // Hyphens that look like a hyphen are one; dashes separate.
    case 0x2010, 0x2011, 0x2212: add(UInt8(ascii: "-"), .inner)
    case 0x2012...0x2015: add(UInt8(ascii: "-"), .other)
    case 0x2026: add(UInt8(ascii: "."), .inner)
    case 0x0085, 0x2028, 0x2029: add(UInt8(ascii: "\n"), .newline)
    case 0x3002, 0xFF01, 0xFF0E: add(scalar, .ender)
    case 0x061F, 0xFF1F: add(scalar, .question)
    case 0xFF1B: add(scalar, .semicolon)
    default: append(byProperties: scalar)
    }
  }

  private mutating func append(byProperties scalar: Unicode.Scalar) {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format: break
    case .spaceSeparator: add(UInt8(ascii: " "), .blank)
    case .lowercaseLetter: add(scalar, .lower)
    case .uppercaseLetter, .titlecaseLetter: add(scalar, .letter)
    case .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .nonspacingMark,
      .spacingMark:
      add(scalar, .letter)
    default: add(scalar, .other)
    }
  }

  private mutating func add(_ byte: UInt8, _ kind: Kind) {
    bytes.append(byte)
    folded.append(byte)
    kinds.append(kind)
  }

  private mutating func add(_ scalar: Unicode.Scalar, _ kind: Kind) {
    let encoded = Array(String(scalar).utf8)
    var lower = encoded
    if kind == .letter {
      let mapped = Array(scalar.properties.lowercaseMapping.utf8)
      // Both copies must stay in step; the few letters that change length keep their case.
      if mapped.count == encoded.count { lower = mapped }
    }
    bytes += encoded
    folded += lower
    kinds += Array(repeating: kind, count: encoded.count)
  }
}
