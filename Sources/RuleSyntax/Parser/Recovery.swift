/// Reporting a mistake, and finding the way again after it.
extension Parser {
  /// A list of entries between braces, each of which begins with a word that the block knows.
  struct Block {
    /// What an unknown word is not: `a clause of a rule`.
    let entry: String
    /// The words that begin an entry; empty where entries begin with a name or a symbol.
    let words: [Keyword]
    /// The words of the block around it: one of them where an entry should begin shows that this
    /// block was not closed.
    var outerWords: [Keyword] = []

    func isLeft(by word: Keyword) -> Bool {
      word != .other && outerWords.contains(word) && !words.contains(word)
    }
  }

  // MARK: Reporting

  /// Reports a mistake and loses the way, unless it is already lost.
  mutating func fail(
    _ code: SyntaxCode,
    at span: Span? = nil,
    _ message: String,
    help: String? = nil
  ) {
    guard !isLost else { return }
    note(code, at: span ?? self.span(position), message, help: help)
    loseWay()
  }

  /// Reports a mistake that does not disturb what follows.
  mutating func note(
    _ code: SyntaxCode,
    at span: Span,
    _ message: String,
    help: String? = nil,
    notes: [Diagnostic.Note] = [],
    fix: Diagnostic.Fix? = nil
  ) {
    guard !isQuiet, diagnostics.count < Lexer.maximumDiagnostics else { return }
    // Nothing more is said of one place.
    guard diagnostics.last?.span != span else { return }
    diagnostics.append(
      Diagnostic(
        code: code.rawValue,
        span: span,
        message: message,
        help: help,
        notes: notes,
        fix: fix
      )
    )
  }

  /// Reports that something else stands where `expected` should.
  ///
  /// A misspelt token has been reported already and is passed over in silence.
  mutating func failExpecting(_ expected: String, help: String? = nil) {
    guard !isLost else { return }
    if kind == .unknown { return loseWay() }
    guard isSameLineAsPrevious, kind != .endOfFile else {
      // The end of the line before is where the missing part belongs.
      let place = position > 0 ? tokens[position - 1].end : 0
      let behind = Span(file: file.index, start: place, end: place)
      let previous = position > 0 ? " after `\(shownToken(position - 1))`" : ""
      return fail(.unexpectedText, at: behind, "expected \(expected)\(previous)", help: help)
    }
    fail(.unexpectedText, "expected \(expected), found `\(shownToken(position))`", help: help)
  }

  func span(_ token: Int) -> Span {
    let place = tokens[min(max(token, 0), tokens.count - 1)]
    return Span(file: file.index, start: place.start, end: place.end)
  }

  func text(_ token: Int) -> String { file.text(span(token)) }

  func shownToken(_ token: Int) -> String { shown(text(token), limit: 40) }

  private var isSameLineAsPrevious: Bool {
    guard position > 0 else { return true }
    let start = Int(tokens[position - 1].end)
    let end = Int(tokens[position].start)
    guard start < end, end <= file.bytes.count else { return true }
    return !file.bytes[start..<end].contains(UInt8(ascii: "\n"))
  }

  // MARK: Expecting

  mutating func expect(_ expected: TokenKind, _ name: String, help: String? = nil) {
    if kind == expected { return advance() }
    // Reported when it was read; it stands for what was meant.
    if kind == .unknown { return advance() }
    failExpecting(name, help: help)
  }

  mutating func expect(_ expected: Keyword, help: String? = nil) {
    if keyword == expected { return advance() }
    if kind == .unknown, keyword == .other { return advance() }
    failExpecting("`\(expected.rawValue)`", help: help ?? nearestHelp([expected]))
  }

  /// Consumes one of `expected`; help names the nearest or all of them.
  mutating func expect(oneOf expected: [Keyword]) {
    if expected.contains(keyword), keyword != .other { return advance() }
    if kind == .unknown, keyword == .other { return advance() }
    failExpecting(alternatives(expected), help: nearestHelp(expected))
  }

  func alternatives(_ words: [Keyword]) -> String {
    let quoted = words.map { "`\($0.rawValue)`" }
    guard quoted.count > 1, let last = quoted.last else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// `did you mean …?` for the current token, when one of `words` is near.
  func nearestHelp(_ words: [Keyword]) -> String? {
    guard kind == .word || kind == .capitals else { return nil }
    return nearest(words).map { "did you mean `\($0.rawValue)`?" }
  }

  private func nearest(_ words: [Keyword]) -> Keyword? {
    guard tokens[position].end - tokens[position].start <= 32 else { return nil }
    let found = NearestMatch.of(text(position).lowercased(), in: words.map(\.rawValue))
    return found.flatMap(Keyword.init(rawValue:))
  }

  // MARK: Blocks

  /// `{ … }` with `entry` for each entry. `entry` gets the word that the entry begins with, which
  /// may be misspelt in the text.
  mutating func block(_ block: Block, entry: (inout Parser, Keyword) -> Void) {
    guard openBlock(block) else { return }
    let opener = position - 1
    let wasQuiet = isQuiet
    isQuiet = false
    defer { isQuiet = wasQuiet }
    while true {
      if isLost { resume(at: position) }
      if kind == .rightBrace {
        noteSuspect(opener: opener, closer: position)
        return advance()
      }
      let isAtMargin = isDeclarationAtMargin(position) && !isEntryAtMargin(block)
      if kind == .endOfFile || isAtMargin || block.isLeft(by: keyword) {
        return unclosed(opener)
      }
      let before = position
      self.entry(of: block, entry)
      if isLost { skip(to: block, from: before) }
      if position == before { skipOne() }
    }
  }

  /// Parses the entry at the current token, or reports that none begins with it.
  private mutating func entry(of block: Block, _ entry: (inout Parser, Keyword) -> Void) {
    if block.words.isEmpty || block.words.contains(keyword) { return entry(&self, keyword) }
    if kind == .unknown, keyword == .other { return loseWay() }
    if kind == .leftBrace {
      return fail(.unexpectedText, "`{` opens nothing here", help: expectedHelp(block))
    }
    guard kind == .word || kind == .capitals || kind == .unknown else {
      return fail(
        .unexpectedText,
        "`\(shownToken(position))` is not \(block.entry)",
        help: expectedHelp(block)
      )
    }
    let found = kind == .unknown ? keyword : nearest(block.words)
    if kind != .unknown {
      note(
        .unknownWord,
        at: span(position),
        "`\(shownToken(position))` is not \(block.entry)",
        help: suggestion(found, in: block),
        fix: found.map { .nearest($0.rawValue, at: span(position)) }
      )
    }
    guard let found, block.words.contains(found) else { return loseWay() }
    // Read as what was meant, so that the rest of the entry is no second mistake.
    let wasQuiet = isQuiet
    isQuiet = true
    entry(&self, found)
    isQuiet = wasQuiet
  }

  /// Words that other languages have for the clauses of a rule.
  private static let synonyms: [String: Keyword] = [
    "buy": .build, "long": .build, "short": .build, "sell": .trim, "reduce": .trim, "cap": .trim,
    "if": .when, "reason": .because, "description": .because, "stop": .exit, "keep": .hold,
  ]

  private func suggestion(_ found: Keyword?, in block: Block) -> String? {
    let other = Parser.synonyms[text(position)].flatMap { block.words.contains($0) ? $0 : nil }
    return (found ?? other).map { "did you mean `\($0.rawValue)`?" } ?? expectedHelp(block)
  }

  func expectedHelp(_ block: Block) -> String? {
    guard !block.words.isEmpty else { return nil }
    return "expected " + alternatives(block.words)
  }

  /// Consumes the `{` of a block, or stands in for it. When the head before it was broken, the `{` is looked for among
  /// the next tokens, so that mistakes inside the block are found as well.
  private mutating func openBlock(_ block: Block) -> Bool {
    if kind == .leftBrace {
      advance()
      return true
    }
    let wasLost = isLost
    failExpecting("`{`")
    // The brace alone is missing: the entries are read as if it were there.
    if !wasLost, beginsEntry(of: block, at: position) { return true }
    let start = position
    var end = position
    while end < min(position + 64, tokens.count - 1), tokens[end].kind != .leftBrace {
      let stops = tokens[end].kind == .rightBrace || isDeclarationAtMargin(end)
      if stops || (end > position && tokens[end].keyword.isClause) { return false }
      end += 1
    }
    guard end < tokens.count, tokens[end].kind == .leftBrace else { return false }
    resume(at: end)
    wrapUnexpected(from: start)
    advance()
    return true
  }

  /// Passes over the rest of a broken entry: up to a word that begins another, the end of the block
  /// or a declaration at the margin. Inner braces are passed over whole.
  private mutating func skip(to block: Block, from entryStart: Int) {
    let start = position
    var end = position
    var braces = 0
    while end < tokens.count - 1 {
      if isDeclarationAtMargin(end), end > entryStart { break }
      switch tokens[end].kind {
      case .leftBrace: braces += 1
      case .rightBrace where braces == 0:
        resume(at: end)
        return wrapUnexpected(from: start)
      case .rightBrace: braces -= 1
      default:
        if braces == 0, end > entryStart, beginsEntry(of: block, at: end) {
          resume(at: end)
          return wrapUnexpected(from: start)
        }
      }
      end += 1
    }
    resume(at: end)
    wrapUnexpected(from: start)
  }

  private func beginsEntry(of block: Block, at index: Int) -> Bool {
    if block.isLeft(by: tokens[index].keyword) { return true }
    if block.words.isEmpty {
      // A name or a symbol with its share: `foothold 34%`, `NVDA 40%`.
      let kind = tokens[index].kind
      guard kind == .word || kind == .capitals || kind == .string else { return false }
      return tokens[min(index + 1, tokens.count - 1)].kind == .quantity
        && !tokens[index].keyword.isReserved && isShareAfter(index)
    }
    return tokens[index].keyword != .other && block.words.contains(tokens[index].keyword)
  }

  private func isShareAfter(_ index: Int) -> Bool { unit(of: index + 1) == .percent }

  mutating func skipOne() {
    let start = position
    resume(at: position + 1)
    wrapUnexpected(from: start)
  }

  /// Puts the tokens since `start` into a node of their own.
  mutating func wrapUnexpected(from start: Int) {
    guard position > start else { return }
    finish(.unexpected, Mark(token: start, node: nodes.count))
  }

  // MARK: Braces

  /// Whether the token begins a line without a blank before it, and begins a declaration.
  func isDeclarationAtMargin(_ index: Int) -> Bool {
    guard tokens[index].keyword.isDeclaration else { return false }
    return isAtMargin(Int(tokens[index].start))
  }

  private func isAtMargin(_ offset: Int) -> Bool {
    if offset == 0 { return true }
    guard file.bytes.indices.contains(offset - 1) else { return false }
    let previous = file.bytes[offset - 1]
    return previous == UInt8(ascii: "\n") || (offset == 3 && previous == 0xBF)
  }

  /// Whether a word at the margin that could begin a declaration is an entry of the open block:
  /// `topic NAME` in a catalyst, `catalyst NAME STATE` in a test.
  private func isEntryAtMargin(_ block: Block) -> Bool {
    guard block.words.contains(keyword) else { return false }
    let next = kind(ahead: 2)
    return next != .leftBrace && next != .string && keyword(ahead: 2) != .for
  }

  private mutating func unclosed(_ opener: Int) {
    // One message for all that is open: the block whose `}` seems to have closed an inner one.
    let wasReported = reportedUnclosedAt == position
    if !wasReported, tokens[opener].kind == .leftBrace {
      reportedUnclosedAt = position
      note(
        .unclosedBrace,
        at: span(suspect ?? opener),
        "this `{` is never closed",
        help: "add the `}` that ends it"
      )
    }
    suspect = nil
  }

  /// Remembers a block that was closed by a brace indented unlike its own line.
  private mutating func noteSuspect(opener: Int, closer: Int) {
    guard let closing = indentation(ifFirst: closer) else { return }
    let own = indentation(ofLineAt: Int(tokens[opener].start))
    if closing < own { suspect = suspect ?? opener }
  }

  /// The indentation of a token that is the first of its line.
  private func indentation(ifFirst token: Int) -> Int? {
    let start = Int(tokens[token].start)
    let indentation = indentation(ofLineAt: start)
    var first = start
    while first > 0, file.bytes[first - 1] != UInt8(ascii: "\n"), start - first <= 200 {
      first -= 1
    }
    return first + indentation == start ? indentation : nil
  }

  private func indentation(ofLineAt offset: Int) -> Int {
    let line = Int(file.lineStarts[file.lineNumber(of: Int32(offset)) - 1])
    var end = line
    while end < file.bytes.count, end - line < 200,
      file.bytes[end] == UInt8(ascii: " ") || file.bytes[end] == UInt8(ascii: "\t")
    { end += 1 }
    return end - line
  }
}
