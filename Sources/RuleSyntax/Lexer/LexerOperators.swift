extension Lexer {
  /// `:` `=` `!=` `<` `<=` `>` `>=` `+` `-` `*` `/`, or a byte that begins nothing.
  mutating func operatorOrMistake(_ byte: UInt8) {
    if foreignOperator() { return }
    switch byte {
    case UInt8(ascii: ":"): single(.colon)
    case UInt8(ascii: "="): single(.equal)
    case UInt8(ascii: "<"):
      peek(1) == UInt8(ascii: "=") ? single(.lessOrEqual, length: 2) : single(.less)
    case UInt8(ascii: ">"):
      peek(1) == UInt8(ascii: "=") ? single(.greaterOrEqual, length: 2) : single(.greater)
    case UInt8(ascii: "!") where peek(1) == UInt8(ascii: "="): single(.notEqual, length: 2)
    case UInt8(ascii: "+"): single(.plus)
    case UInt8(ascii: "-"): single(.minus)
    case UInt8(ascii: "*"): single(.star)
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): blockComment()
    case UInt8(ascii: "/"): single(.slash)
    default: mistake(byte)
    }
  }

  private mutating func mistake(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "#"): foreignComment()
    case UInt8(ascii: "'"), UInt8(ascii: "`"): foreignString(closing: [byte])
    case UInt8(ascii: "."): leadingPoint()
    case UInt8(ascii: ";"): terminator()
    case UInt8(ascii: "$"): foreignMoney(currency: "USD", length: 1)
    case 0x21..<0x7F: unknownCharacters()
    case 0x80...: wideMistake()
    default: position = checkedCharacter(at: position, inText: false)
    }
  }

  // MARK: Operators of other languages

  private struct ForeignOperator {
    let spelling: [UInt8]
    let kind: TokenKind
    let keyword: Keyword
    let right: String

    init(_ spelling: String, _ kind: TokenKind, _ right: String, keyword: Keyword = .other) {
      self.spelling = Array(spelling.utf8)
      self.kind = kind
      self.keyword = keyword
      self.right = right
    }
  }

  /// Longer spellings first.
  private static let foreignOperators: [ForeignOperator] = [
    ForeignOperator("!==", .notEqual, "!="),
    ForeignOperator("===", .equal, "="),
    ForeignOperator("==", .equal, "="),
    ForeignOperator("=<", .lessOrEqual, "<="),
    ForeignOperator("=>", .greaterOrEqual, ">="),
    ForeignOperator("<>", .notEqual, "!="),
    ForeignOperator(":=", .equal, "="),
    ForeignOperator("&&", .unknown, "and", keyword: .and),
    ForeignOperator("||", .unknown, "or", keyword: .or),
    ForeignOperator("&", .unknown, "and", keyword: .and),
    ForeignOperator("|", .unknown, "or", keyword: .or),
    ForeignOperator("≥", .greaterOrEqual, ">="),
    ForeignOperator("≤", .lessOrEqual, "<="),
    ForeignOperator("≠", .notEqual, "!="),
    ForeignOperator("×", .star, "*"),
    ForeignOperator("·", .star, "*"),
    ForeignOperator("÷", .slash, "/"),
    ForeignOperator("−", .minus, "-"),
    ForeignOperator("–", .minus, "-"),
    ForeignOperator("∧", .unknown, "and", keyword: .and),
    ForeignOperator("∨", .unknown, "or", keyword: .or),
    ForeignOperator("¬", .unknown, "not", keyword: .not),
  ]

  /// Reads an operator as other languages spell it: reported, and then taken as what it means.
  private mutating func foreignOperator() -> Bool {
    let byte = bytes[position]
    guard mayBeginForeignOperator(byte) else { return false }
    if byte == UInt8(ascii: "!"), peek(1) != UInt8(ascii: "=") {
      return replace(1, kind: .unknown, keyword: .not, right: "not")
    }
    for candidate in Lexer.foreignOperators where matches(candidate.spelling) {
      return replace(
        candidate.spelling.count,
        kind: candidate.kind,
        keyword: candidate.keyword,
        right: candidate.right
      )
    }
    return false
  }

  /// Whether the bytes here can begin one of the spellings above.
  private func mayBeginForeignOperator(_ byte: UInt8) -> Bool {
    let next = peek(1)
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "|"): return true
    case UInt8(ascii: "!"): return next != UInt8(ascii: "=") || peek(2) == UInt8(ascii: "=")
    case UInt8(ascii: "="):
      return next == UInt8(ascii: "=") || next == UInt8(ascii: "<") || next == UInt8(ascii: ">")
    case UInt8(ascii: "<"): return next == UInt8(ascii: ">")
    case UInt8(ascii: ":"): return next == UInt8(ascii: "=")
    // The first bytes of `·` and `¬`, of `×` and `÷`, and of all others outside ASCII.
    case 0xC2, 0xC3, 0xE2: return true
    default: return false
    }
  }

  private func matches(_ spelling: [UInt8]) -> Bool {
    var offset = 0
    while offset < spelling.count {
      if peek(offset) != spelling[offset] { return false }
      offset += 1
    }
    return true
  }

  private mutating func replace(
    _ length: Int,
    kind: TokenKind,
    keyword: Keyword,
    right: String
  ) -> Bool {
    let start = position
    position += length
    report(
      .foreignOperator,
      start,
      position,
      "`\(text(start, position))` is not an operator here",
      help: "write `\(right)`",
      replacement: kind == .unknown ? apart(right, from: start) : right
    )
    append(kind, from: start, keyword: keyword)
    return true
  }

  /// A word in place of the sign from `start` to here, kept apart from what stands beside it.
  private func apart(_ word: String, from start: Int) -> String {
    func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
    let isApartBefore = isBlank(byte(at: start - 1)) || byte(at: start - 1) == UInt8(ascii: "(")
    return (isApartBefore ? "" : " ") + word + (isBlank(byte(at: position)) ? "" : " ")
  }

  // MARK: Comments, quotes and signs of other languages

  private mutating func foreignComment() {
    let start = position
    while !isLineEnd(at: position) { position += 1 }
    report(
      .foreignComment,
      start,
      start + 1,
      "`#` begins no comment",
      help: "comments begin with `//`",
      replacement: "//"
    )
  }

  private mutating func blockComment() {
    let start = position
    position += 2
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        position += 2
        break
      }
      position += 1
    }
    report(
      .foreignComment,
      start,
      start + 2,
      "`/*` begins no comment",
      help: "comments begin with `//` and end with their line"
    )
  }

  /// Text in quotes that are not `"`, up to the closing one on the same line.
  private mutating func foreignString(closing: [UInt8]) {
    let start = position
    let opening = scalarLength(at: start)
    var end = start + opening
    // A line without the closing quote is searched once, however many opening ones it has.
    let isKnownUnclosed = unclosedQuotes[closing].map { start < $0 } ?? false
    while !isKnownUnclosed, !isLineEnd(at: end) {
      position = end
      if bytes[end] == closing.first, matches(closing) {
        position = end + closing.count
        let inner = text(start + opening, end)
        report(
          .foreignQuotes,
          start,
          position,
          "strings stand in double quotes",
          help: "write `\"\(shown(inner))\"`",
          replacement: inner.contains("\"") ? nil : "\"\(inner)\""
        )
        return append(.unknown, from: start)
      }
      end += 1
    }
    if !isKnownUnclosed { unclosedQuotes[closing] = end }
    // The words behind it are its text; a brace ends a block all the same.
    position = start + opening
    while !isLineEnd(at: position), byte(at: position) != UInt8(ascii: "}") { position += 1 }
    while byte(at: position - 1) == UInt8(ascii: " ") { position -= 1 }
    report(
      .foreignQuotes,
      start,
      position,
      "strings stand in double quotes",
      help: "begin and end the text with `\"`"
    )
    append(.unknown, from: start)
  }

  private mutating func leadingPoint() {
    let start = position
    position += 1
    guard isDigit(byte(at: position)) else {
      position = start
      return unknownCharacters()
    }
    while isSmallWordByte(byte(at: position)) || byte(at: position) == UInt8(ascii: ".")
      || byte(at: position) == UInt8(ascii: "%")
    { position += 1 }
    let found = text(start, position)
    report(
      .malformedNumber,
      start,
      position,
      "`\(shown(found))` has no digit before its point",
      help: "write `0\(shown(found))`",
      replacement: "0" + found
    )
    append(.unknown, from: start)
  }

  private mutating func terminator() {
    let start = position
    while byte(at: position) == UInt8(ascii: ";") { position += 1 }
    report(
      .unknownCharacter,
      start,
      position,
      "`;` ends nothing here",
      help: "remove it: each clause begins with its keyword",
      replacement: ""
    )
  }

  private mutating func foreignMoney(currency: String, length: Int) {
    let start = position
    position += length
    // A run of signs is one mistake.
    while bytes[start..<start + length].elementsEqual(bytes.dropFirst(position).prefix(length)) {
      position += length
    }
    let sign = text(start, position)
    let digits = position
    while isDigit(byte(at: position)) || byte(at: position) == UInt8(ascii: "_")
      || (byte(at: position) == UInt8(ascii: ".") && isDigit(byte(at: position + 1)))
    { position += 1 }
    let amount = position > digits ? text(digits, position) : "100"
    report(
      .unknownCharacter,
      start,
      position,
      "`\(shown(sign))` is not a currency",
      help: "write the amount and the currency's code: `\(shown(amount)) \(currency)`"
    )
    append(.unknown, from: start)
  }

  /// A run of visible ASCII that begins no token: one message for all of it.
  private mutating func unknownCharacters() {
    let start = position
    position += 1
    while position < bytes.count, isUnknownASCII(bytes[position]) { position += 1 }
    report(
      .unknownCharacter,
      start,
      position,
      "`\(shown(text(start, position)))` means nothing here",
      help: "remove it, or put text in double quotes"
    )
    append(.unknown, from: start)
  }

  private func isUnknownASCII(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "~"): true
    case UInt8(ascii: "?"), UInt8(ascii: "\\"), UInt8(ascii: "%"): true
    default: false
    }
  }

  /// A character outside ASCII where a token should begin.
  private mutating func wideMistake() {
    let start = position
    guard let scalar = scalar(at: start), !HiddenCharacters.isHidden(scalar, inText: false) else {
      position = checkedCharacter(at: start, inText: false)
      return
    }
    switch scalar {
    case "“", "”", "„": return foreignString(closing: Array("”".utf8))
    case "‘", "’": return foreignString(closing: Array("’".utf8))
    case "«": return foreignString(closing: Array("»".utf8))
    case "€": return foreignMoney(currency: "EUR", length: scalarLength(at: start))
    case "£": return foreignMoney(currency: "GBP", length: scalarLength(at: start))
    case "¥": return foreignMoney(currency: "JPY", length: scalarLength(at: start))
    default: break
    }
    if scalar.properties.isWhitespace { return wideBlank(start, scalar) }
    if isLetterLike(at: start) { return mixedWord(from: start) }
    while position < bytes.count, bytes[position] >= 0x80, self.scalar(at: position) != nil,
      !isLetterLike(at: position)
    { position += scalarLength(at: position) }
    report(
      .unknownCharacter,
      start,
      position,
      "`\(shown(text(start, position)))` means nothing here",
      help: "remove it, or put text in double quotes"
    )
    append(.unknown, from: start)
  }

  private mutating func wideBlank(_ start: Int, _ scalar: Unicode.Scalar) {
    position = start + scalarLength(at: start)
    report(
      .hiddenCharacter,
      start,
      position,
      "the blank U+\(hexadecimal(scalar.value)) stands here",
      help: "write a plain blank",
      replacement: " "
    )
  }
}
