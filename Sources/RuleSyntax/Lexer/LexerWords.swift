extension Lexer {
  /// How the names of months begin.
  private static let months: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// `snake_case`, or a word that is spelled in a way that names are not.
  mutating func word() {
    let start = position
    var end = start + 1
    while end < bytes.count, isSmallWordByte(bytes[end]) { end += 1 }
    position = end
    if end < bytes.count, isCapital(bytes[end]) || bytes[end] >= 0x80 {
      if bytes[end] < 0x80 || isLetterLike(at: end) { return mixedWord(from: start) }
    }
    append(.word, from: start, keyword: keyword(start, end))
  }

  /// The keyword that the bytes spell.
  func keyword(_ start: Int, _ end: Int) -> Keyword {
    guard end - start <= table.longest else { return .other }
    var word = PackedWord()
    for index in start..<end { word.append(bytes[index]) }
    return table.keyword(word)
  }

  /// `NVDA`, `BRK.B`, `USD`, or a word of mixed case.
  mutating func capitals() {
    let start = position
    var end = start + 1
    while end < bytes.count {
      let byte = bytes[end]
      if isCapital(byte) || isDigit(byte) {
        end += 1
      } else if byte == UInt8(ascii: "."),
        isCapital(self.byte(at: end + 1))
          || isDigit(self.byte(at: end + 1))
      {
        end += 2
      } else {
        break
      }
    }
    position = end
    let next = byte(at: end)
    if isSmallWordByte(next) || (next >= 0x80 && isLetterLike(at: end)) {
      return mixedWord(from: start)
    }
    append(.capitals, from: start)
  }

  /// The rest of a word that is neither a name nor a symbol.
  mutating func mixedWord(from start: Int) {
    var isASCII = true
    while position < bytes.count {
      let byte = bytes[position]
      if isSmallWordByte(byte) || isCapital(byte) {
        position += 1
      } else if byte >= 0x80, isLetterLike(at: position) {
        isASCII = false
        position += scalarLength(at: position)
      } else {
        break
      }
    }
    let found = text(start, position)
    guard isASCII else {
      report(
        .malformedWord,
        start,
        position,
        "`\(shown(found))` holds letters other than a to z",
        help: "spell names with a to z, digits and `_`; put other text in double quotes"
      )
      return append(.unknown, from: start)
    }
    // `When` is the keyword, `Nvda` a symbol or a name: the help offers what it can be.
    let small = snakeCase(found)
    var packed = PackedWord()
    for byte in small.utf8 { packed.append(byte) }
    let keyword = table.keyword(packed)
    var help = "write a name as `\(shown(small))`"
    if !found.contains("_") { help += " or a symbol as `\(shown(found.uppercased()))`" }
    if keyword != .other { help = "did you mean `\(small)`?" }
    if Lexer.months.contains(found.prefix(3).lowercased()), isDigit(byte(at: position + 1)) {
      help = "dates are year, month and day, as in `2025-12-20`"
    }
    report(
      .malformedWord,
      start,
      position,
      "`\(shown(found))` mixes small letters and capitals",
      help: help,
      replacement: keyword == .other ? nil : small
    )
    append(.unknown, from: start, keyword: keyword)
  }

  /// `scaleIn` and `Scale_In` as `scale_in`.
  private func snakeCase(_ text: String) -> String {
    var result = ""
    var previousIsSmall = false
    for scalar in text.unicodeScalars {
      let isCapital = ("A"..."Z").contains(scalar)
      if isCapital, previousIsSmall { result += "_" }
      result += String(scalar).lowercased()
      previousIsSmall = !isCapital && scalar != "_"
    }
    return result
  }

  /// A double-quoted string, which ends on its own line.
  mutating func string() {
    let start = position
    var end = start + 1
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") {
        position = end + 1
        return append(.string, from: start)
      }
      if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && isLineEnd(at: end)) { break }
      end = byte >= 0x80 || byte < 0x20 ? checkedCharacter(at: end, inText: true) : end + 1
    }
    position = end
    report(
      .unclosedString,
      start,
      end,
      "this string does not end on its line",
      help: "close it with `\"`; a string stands on one line"
    )
    append(.unknown, from: start)
  }

  func isLineEnd(at index: Int) -> Bool {
    guard index < bytes.count else { return true }
    let byte = bytes[index]
    if byte == UInt8(ascii: "\n") { return true }
    return byte == UInt8(ascii: "\r") && self.byte(at: index + 1) == UInt8(ascii: "\n")
  }

  func isSmallWordByte(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_") || isDigit(byte)
  }

  func isCapital(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }

  func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
