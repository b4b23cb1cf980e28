/// The small parts that many productions share: names, symbols, tags and literals.
extension Parser {
  // MARK: Names

  /// A declared name, or a reference to one.
  mutating func name(_ what: String, declares: Bool = false) {
    switch kind {
    case .word where !keyword.isReserved: break
    case .word where declares && isSameLine(position) && keyword != .expect: noteReserved()
    case .capitals:
      note(
        .malformedName,
        at: span(position),
        "`\(shownToken(position))` is not a name",
        help: "names are in small letters: `\(shownToken(position).lowercased())`"
      )
    case .unknown: return skipOne()
    default: return failExpecting(what)
    }
    let mark = mark()
    advance()
    finish(.name, mark)
    takeJoined(mark.token) { _ in "names join their words with `_`" }
  }

  /// The name of a declaration, which its title may follow.
  mutating func declaredName(_ what: String) {
    guard kind == .string else { return name(what, declares: true) }
    note(
      .unexpectedText,
      at: span(position),
      "expected \(what) before its title",
      help: "a name is one word in small letters, as in `scale_in`"
    )
  }

  mutating func title() {
    guard kind == .string else { return }
    let mark = mark()
    advance()
    finish(.title, mark)
  }

  private mutating func noteReserved() {
    let word = shownToken(position)
    note(
      .reservedName,
      at: span(position),
      "`\(word)` is a word of the language and can't be a name",
      help: "choose another name, such as `my_\(word)`"
    )
  }

  func isSameLine(_ token: Int) -> Bool {
    guard token > 0 else { return true }
    let start = Int(tokens[token - 1].end)
    let end = Int(tokens[token].start)
    return start >= end || !file.bytes[start..<end].contains(UInt8(ascii: "\n"))
  }

  /// Passes over what is joined to a name or a symbol without a blank: `rust-for-linux`, `ES=F`.
  ///
  /// - Parameter help: what to write instead; made only when it is told.
  private mutating func takeJoined(_ first: Int, _ help: (Parser) -> String) {
    guard kind == .minus || kind == .equal else { return }
    guard isJoined(position), isJoined(position + 1) else { return }
    let start = position
    while isJoined(position), isJoinable(kind), !isLost { advance() }
    note(
      .malformedName,
      at: span(first).union(span(position - 1)),
      "`\(shown(file.text(span(first).union(span(position - 1)))))` is not one word",
      help: help(self)
    )
    wrapUnexpected(from: start)
  }

  private func isJoined(_ token: Int) -> Bool {
    guard token > 0, token < tokens.count - 1 else { return false }
    return tokens[token - 1].end == tokens[token].start
  }

  private func isJoinable(_ kind: TokenKind) -> Bool {
    switch kind {
    case .minus, .equal, .word, .capitals, .number, .unknown: true
    default: false
    }
  }

  // MARK: Symbols and tags

  mutating func symbol() {
    switch kind {
    case .capitals, .string:
      let mark = mark()
      advance()
      finish(.symbol, mark)
      takeJoined(mark.token) { parser in
        let found = parser.shownToken(mark.token)
        return "put a symbol that holds `-` or `=` in quotes, as in `\"\(found)=F\"`"
      }
    case .word where !keyword.isReserved:
      let capitals = shownToken(position).uppercased()
      note(
        .unexpectedText,
        at: span(position),
        "expected a symbol, found `\(shownToken(position))`",
        help: "symbols are in capitals or in quotes: `\(capitals)`"
      )
      skipOne()
    case .unknown: skipOne()
    default: failExpecting("a symbol such as `NVDA`")
    }
  }

  /// "tag" WORD ":" value
  mutating func tag() {
    let mark = mark()
    expect(.tag)
    tagParts()
    finish(.tag, mark)
  }

  /// WORD ":" value, as own tokens of the node that is open.
  mutating func tagParts() {
    expect(.word, "a dimension such as `sector`")
    expect(.colon, "`:` and a value")
    switch kind {
    case .word, .capitals, .string, .unknown: advance()
    case .number, .quantity, .date:
      note(
        .unexpectedText,
        at: span(position),
        "expected a word, found `\(shownToken(position))`",
        help: "put the value in quotes: `\"\(shownToken(position))\"`"
      )
      advance()
    default: failExpecting("a value such as `technology`")
    }
  }

  /// "for" "accounts" tag
  mutating func forAccounts() {
    guard keyword == .for, keyword(ahead: 1) == .accounts else { return }
    let mark = mark()
    advance()
    advance()
    tag()
    finish(.forAccounts, mark)
  }

  /// "for" "each" name "in" set
  mutating func forEach() {
    guard keyword == .for, keyword(ahead: 1) != .accounts else { return }
    let mark = mark()
    advance()
    expect(oneOf: [.each, .accounts])
    name("a name for each instrument, such as `stock`", declares: true)
    expect(.in)
    set()
    finish(.forEach, mark)
  }

  // MARK: Literals

  enum Unit { case percent, basisPoints, duration }

  /// The unit of a quantity token, by its last letter.
  func unit(of token: Int) -> Unit? {
    let index = min(token, tokens.count - 1)
    guard tokens[index].kind == .quantity else { return nil }
    let last = Int(tokens[index].end) - 1
    guard file.bytes.indices.contains(last) else { return nil }
    switch file.bytes[last] {
    case UInt8(ascii: "%"): return .percent
    case UInt8(ascii: "p"): return .basisPoints
    default: return .duration
    }
  }

  mutating func percentage() { quantity("a percentage such as `6%`", [.percent], unit: "%") }

  mutating func duration() { quantity("a duration such as `30d`", [.duration], unit: "d") }

  mutating func percentageOrBasisPoints() {
    quantity("a percentage or basis points such as `5bp`", [.percent, .basisPoints], unit: "bp")
  }

  private mutating func quantity(_ expected: String, _ units: [Unit], unit: String) {
    if let found = self.unit(of: position), kind == .quantity {
      if !units.contains(found) {
        note(
          .unexpectedText,
          at: span(position),
          "expected \(expected), found `\(shownToken(position))`"
        )
      }
      return advance()
    }
    if kind == .unknown { return advance() }
    guard kind == .number else { return failExpecting(expected) }
    if self.kind(ahead: 1) == .capitals, ![.number, .quantity].contains(self.kind(ahead: 2)) {
      // Money, unless a basket goes on with its next symbol.
      let amount = span(position).union(span(position + 1))
      note(
        .unexpectedText,
        at: amount,
        "expected \(expected), found `\(shown(file.text(amount)))`"
      )
      advance()
      return advance()
    }
    note(
      .unexpectedText,
      at: span(position),
      "expected \(expected), found `\(shownToken(position))`",
      help: "write `\(shownToken(position))\(unit)`"
    )
    advance()
  }

  mutating func date() {
    if kind == .number, isJoined(position + 1), [.minus, .slash].contains(self.kind(ahead: 1)) {
      return dateInAnotherOrder()
    }
    guard kind == .string || kind == .number else {
      let isUnknown = kind == .unknown
      expect(.date, "a date such as `2025-12-20`")
      // What follows `Dec` in `Dec 20 2025`.
      while isUnknown, kind == .number { advance() }
      return timeApart()
    }
    note(
      .unexpectedText,
      at: span(position),
      "expected a date such as `2025-12-20`, found `\(shownToken(position))`",
      help: kind == .string ? "dates stand without quotes" : nil
    )
    advance()
  }

  /// `20-12-2025` or `12/20/2025`
  private mutating func dateInAnotherOrder() {
    let first = position
    repeat { advance() } while isJoined(position) && (kind == .slash || isJoinable(kind))
    let place = span(first).union(span(position - 1))
    note(
      .malformedDate,
      at: place,
      "`\(shown(file.text(place)))` is not a date",
      help: "dates are year, month and day, as in `2025-12-20`"
    )
  }

  /// `2025-12-20 14:00`
  private mutating func timeApart() {
    guard kind == .number, self.kind(ahead: 1) == .colon, isSameLine(position) else { return }
    let (day, hour) = (shownToken(position - 1), shownToken(position))
    let first = position
    advance()
    advance()
    let minutes = kind == .number ? shownToken(position) : "00"
    if kind == .number { advance() }
    note(
      .malformedDate,
      at: span(first - 1).union(span(position - 1)),
      "a time is joined to its date",
      help: "write `\(day)T\(hour):\(minutes)Z`, in UTC"
    )
  }

  /// A number, with a leading minus where the production allows one.
  mutating func number(_ expected: String = "a number", signed: Bool = false) {
    if signed { _ = take(.minus) }
    if kind == .quantity {
      note(
        .unexpectedText,
        at: span(position),
        "expected \(expected), found "
          + "`\(shownToken(position))`",
        help: "write a number without a unit"
      )
      return advance()
    }
    expect(.number, expected)
  }

  mutating func wholeNumber(_ expected: String) {
    guard kind == .number else { return number(expected) }
    let place = span(position)
    if file.bytes[Int(place.start)..<Int(place.end)].contains(UInt8(ascii: ".")) {
      note(
        .unexpectedText,
        at: place,
        "expected \(expected), found `\(shownToken(position))`",
        help: "write a whole number"
      )
    }
    advance()
  }

  /// NUMBER CAPITALS
  mutating func money() {
    let mark = mark()
    if kind == .capitals, self.kind(ahead: 1) == .number {
      let (currency, amount) = (shownToken(position), shownToken(position + 1))
      note(
        .unexpectedText,
        at: span(position),
        "the currency stands behind the amount",
        help: "write `\(amount) \(currency)`"
      )
      advance()
      advance()
      return finish(.money, mark)
    }
    let isUnknown = kind == .unknown
    expect(.number, "an amount of money such as `100 USD`")
    currency(mayBeMissing: isUnknown)
    finish(.money, mark)
  }

  private mutating func currency(mayBeMissing: Bool) {
    switch kind {
    case .capitals: advance()
    case .word where !mayBeMissing && isSmallCurrency:
      noteSmallCurrency()
      advance()
    default:
      // `$100` is one misspelt token that holds its currency.
      if !mayBeMissing { failExpecting("a currency such as `USD`") }
    }
  }

  /// Whether a word behind an amount can only be a currency in small letters; the share behind a
  /// step's name tells the two apart.
  var isSmallCurrency: Bool {
    guard kind == .word, keyword == .other, isSameLine(position),
      span(position).end - span(position).start == 3
    else { return false }
    let next = self.kind(ahead: 1)
    return next != .quantity && next != .leftParenthesis && next != .colon
  }

  mutating func noteSmallCurrency() {
    let right = shownToken(position).uppercased()
    note(
      .unexpectedText,
      at: span(position),
      "expected a currency, found `\(shownToken(position))`",
      help: "currencies are in capitals: `\(right)`"
    )
  }

  /// `USD 100` where a value is wanted.
  var isCurrencyBeforeAmount: Bool {
    kind == .capitals && self.kind(ahead: 1) == .number
      && span(position).end - span(position).start == 3
  }

  /// Whether this is the currency behind an amount.
  var isCurrency: Bool {
    kind == .capitals && isSameLine(position) && text(position) != "AND" && text(position) != "OR"
  }

  /// Whether the current token is joined to the one before, as the `5` of `%5` is.
  var isJoinedOperand: Bool {
    switch kind {
    case .number, .quantity, .word, .capitals, .date: isJoined(position)
    default: false
    }
  }

  mutating func string(_ expected: String) { expect(.string, expected) }

  /// Items with commas between them.
  mutating func list(_ item: (inout Parser) -> Void) {
    item(&self)
    while kind == .comma {
      advance()
      item(&self)
    }
  }

  /// stringItem {"," stringItem}
  mutating func strings(_ expected: String) {
    list { parser in
      let mark = parser.mark()
      parser.string(expected)
      parser.finish(.stringItem, mark)
    }
  }
}
