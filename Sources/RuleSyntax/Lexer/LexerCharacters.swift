/// Characters that no token begins with, wherever they stand.
extension Lexer {
  /// Moves past one character that is not plain ASCII, and reports it when it may not stand there.
  /// Inside strings and comments (`inText`) any visible character may.
  mutating func checkedCharacter(at index: Int, inText: Bool) -> Int {
    let byte = bytes[index]
    if byte < 0x20 || byte == 0x7F { return controlCharacters(at: index) }
    guard let scalar = scalar(at: index) else { return malformedBytes(at: index) }
    let end = index + scalarLength(at: index)
    if HiddenCharacters.isHidden(scalar, inText: inText) {
      let name = "U+\(hexadecimal(scalar.value))"
      report(
        .hiddenCharacter,
        index,
        end,
        "the invisible character \(name) stands here",
        help: "remove it: it shows readers a text other than the one that counts"
      )
    }
    return end
  }

  private mutating func controlCharacters(at index: Int) -> Int {
    var end = index
    while end < bytes.count, isRefusedControl(at: end) { end += 1 }
    guard end > index else { return index + 1 }
    let code = hexadecimal(UInt32(bytes[index]))
    report(
      .controlCharacter,
      index,
      end,
      "the control character U+\(code) stands here",
      help: "remove it: only blanks, tabs and line ends stand between words"
    )
    return end
  }

  /// Tabs and line ends (`\n` and `\r\n`) are welcome. Between words a lone `\r` is a blank; inside
  /// text it would let a terminal write over what stands before it.
  private func isRefusedControl(at index: Int) -> Bool {
    let byte = bytes[index]
    if byte == 0x0D { return !isLineEnd(at: index) }
    return (byte < 0x20 && byte != 0x09 && byte != 0x0A) || byte == 0x7F
  }

  private mutating func malformedBytes(at index: Int) -> Int {
    var end = index
    while end < bytes.count, bytes[end] >= 0x80, scalar(at: end) == nil { end += 1 }
    report(
      .malformedText,
      index,
      end,
      "these bytes are not UTF-8 text",
      help: "save the file as UTF-8"
    )
    return end
  }

  /// The place of a byte that shows that the file is no text at all.
  var firstByteOfNoText: Int? { bytes.firstIndex(of: 0) }

  /// One message for a whole file that is not text.
  mutating func refuseAsNoText(at place: Int) {
    let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    report(
      .notText,
      place,
      place + 1,
      "this file is not text",
      help: isWide
        ? "it seems to be UTF-16: save it as UTF-8"
        : "a rulebook is UTF-8 text in a file that ends in `.tranche`"
    )
    position = bytes.count
    append(.unknown, from: 0)
  }

  /// The length of the well-formed UTF-8 sequence at `index`, or 1.
  func scalarLength(at index: Int) -> Int {
    guard scalar(at: index) != nil else { return 1 }
    switch bytes[index] {
    case 0..<0x80: return 1
    case 0xC0..<0xE0: return 2
    case 0xE0..<0xF0: return 3
    default: return 4
    }
  }

  /// The scalar that begins at `index`; nothing for bytes that are not UTF-8.
  func scalar(at index: Int) -> Unicode.Scalar? {
    UTF8Decoding.scalar(bytes, at: index)?.scalar
  }

  /// Whether the character at `index` would be read as part of a word: a letter, a digit or a mark.
  func isLetterLike(at index: Int) -> Bool {
    guard let scalar = scalar(at: index) else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}

/// Characters without a picture of their own.
enum HiddenCharacters {
  /// Directional overrides and isolates, and blanks without width, hide what a text says. Joiners
  /// and directional marks belong to some scripts and may stand in strings and comments.
  static func isHidden(_ scalar: Unicode.Scalar, inText: Bool) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: true
    case 0x200B, 0x2060...0x2064, 0xFEFF, 0x00AD, 0x061C, 0x180E: true
    case 0x0080...0x009F, 0x2028, 0x2029, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    case 0x200C...0x200F: !inText
    default: false
    }
  }
}

/// Reading UTF-8 by hand, since a rules file may hold any bytes.
enum UTF8Decoding {
  /// The scalar at `index` and its length in bytes; nothing for a malformed sequence.
  static func scalar(_ bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard bytes.indices.contains(index) else { return nil }
    let first = bytes[index]
    let length: Int
    var value: UInt32
    switch first {
    case 0..<0x80: return (Unicode.Scalar(first), 1)
    case 0xC2..<0xE0: (length, value) = (2, UInt32(first & 0x1F))
    case 0xE0..<0xF0: (length, value) = (3, UInt32(first & 0x0F))
    case 0xF0..<0xF5: (length, value) = (4, UInt32(first & 0x07))
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    // Overlong forms would be a second spelling of the same character.
    if length == 3, value < 0x800 { return nil }
    if length == 4, value < 0x10000 { return nil }
    return Unicode.Scalar(value).map { ($0, length) }
  }
}
