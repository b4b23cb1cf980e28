/// Sets of instruments.
extension Parser {
  /// term {"except" term}; gives the height of the node.
  @discardableResult
  mutating func set() -> Int {
    let mark = mark()
    var height = term()
    while keyword == .except {
      advance()
      height = max(height, term()) + 1
      if height > Parser.maximumDepth { failTooDeep(at: position - 1) }
      finish(.setExcept, mark)
    }
    return height
  }

  /// ["held" "in"] atom
  private mutating func term() -> Int {
    guard keyword == .held else { return atom() }
    let mark = mark()
    advance()
    expect(.in)
    let height = atom() + 1
    finish(.setHeld, mark)
    return height
  }

  /// SYMBOL | name | tag | "all" | "(" set ")"
  private mutating func atom() -> Int {
    let mark = mark()
    switch kind {
    case .capitals, .string:
      symbol()
      finish(.setSymbol, mark)
    case .leftParenthesis: return parenthesizedSet(mark)
    case .word where keyword == .all:
      advance()
      finish(.setAll, mark)
    case .word
    where keyword == .tag && (self.kind(ahead: 1) == .word || self.kind(ahead: 2) == .colon):
      tag()
      finish(.setTag, mark)
    case .word where !keyword.isReserved:
      name("a basket's name")
      finish(.setName, mark)
    case .unknown: skipOne()
    default:
      failExpecting(
        "instruments",
        help: "name a symbol, a basket, `tag DIMENSION:VALUE`, `held in …` or `all`"
      )
    }
    return 1
  }

  private mutating func parenthesizedSet(_ mark: Mark) -> Int {
    guard enter() else { return 1 }
    advance()
    let height = set() + 1
    closeParenthesis(opener: mark.token)
    depth -= 1
    if height > Parser.maximumDepth { failTooDeep(at: mark.token) }
    finish(.setParenthesized, mark)
    return height
  }

  /// Whether the token `distance` ahead can't begin a set.
  func isSetEnd(_ distance: Int) -> Bool {
    switch kind(ahead: distance) {
    case .capitals, .string, .leftParenthesis, .unknown: false
    case .word:
      switch keyword(ahead: distance) {
      case .to: true
      case .all, .held, .each, .tag: false
      default: keyword(ahead: distance).isReserved
      }
    default: true
    }
  }

  // MARK: Depth and parentheses

  /// Goes one level deeper, or reports that this is too deep; the caller leaves by `depth -= 1`.
  mutating func enter() -> Bool {
    guard depth < Parser.maximumDepth else {
      failTooDeep(at: position)
      return false
    }
    depth += 1
    return true
  }

  mutating func failTooDeep(at token: Int) {
    fail(
      .deepNesting,
      at: span(token),
      "this nests deeper than \(Parser.maximumDepth) levels",
      help: "give parts of it names with `let`"
    )
  }

  mutating func closeParenthesis(opener: Int) {
    if take(.rightParenthesis) || isLost { return }
    if kind == .unknown { return loseWay() }
    let found = kind == .endOfFile ? "the end of the file" : "`\(shownToken(position))`"
    note(
      .unclosedParenthesis,
      at: span(position),
      "expected `)`, found \(found)",
      notes: [Diagnostic.Note(span: span(opener), message: "this `(` is not closed")]
    )
    loseWay()
  }
}
