/// The file, and the declarations without a block.
extension Parser {
  private static let declarations = Block(
    entry: "a declaration",
    words: [.use, .dimension, .topic, .catalyst, .basket, .let, .rule, .limit, .settings, .test]
  )

  /// [header] {declaration}
  mutating func parseFile() {
    let mark = mark()
    if keyword == .language { header() }
    while position < tokens.count - 1 {
      if isLost { resume(at: position) }
      let before = position
      suspect = nil
      isQuiet = false
      depth = 0
      topLevel()
      if isLost { skipToDeclaration(from: before) }
      if position == before { skipOne() }
    }
    endFile(mark)
  }

  /// The end of the file belongs to the root.
  mutating func endFile(_ mark: Mark) {
    position = tokens.count
    finish(.file, mark)
  }

  private mutating func topLevel() {
    if declaration(keyword) { return }
    switch kind {
    case .unknown: loseWay()
    case .rightBrace:
      note(
        .strayBrace,
        at: span(position),
        "this `}` closes nothing",
        help: "remove it, or look for a `}` too many above"
      )
      skipOne()
    case .word where keyword == .language || keyword == .rulebook: misplacedHeader()
    case .word, .capitals: unknownDeclaration()
    default:
      fail(
        .unexpectedText,
        "`\(shownToken(position))` begins no declaration",
        help: expectedHelp(Parser.declarations)
      )
    }
  }

  /// Whether `word` begins a declaration, which is then parsed.
  private mutating func declaration(_ word: Keyword) -> Bool {
    switch word {
    case .use: use()
    case .dimension: dimension()
    case .topic: topic()
    case .catalyst: catalyst()
    case .basket: basket()
    case .let: letDeclaration()
    case .rule: rule()
    case .limit: limit()
    case .settings: settings()
    case .test: test()
    default: return false
    }
    return true
  }

  /// A misspelt declaration is read as the one that was meant, so that its mistakes are found too.
  private mutating func unknownDeclaration() {
    let words = Parser.declarations.words
    let nearest = NearestMatch.of(shownToken(position), in: words.map(\.rawValue))
    let found = nearest.flatMap(Keyword.init(rawValue:))
    var help = found.map { "did you mean `\($0.rawValue)`?" } ?? expectedHelp(Parser.declarations)
    if keyword.isClause, found == nil {
      help = "`\(keyword.rawValue)` stands inside a rule: `rule NAME { … }`"
    }
    note(
      .unknownWord,
      at: span(position),
      "`\(shownToken(position))` is not a declaration",
      help: help,
      fix: found.map { .nearest($0.rawValue, at: span(position)) }
    )
    guard let found, declaration(found) else { return loseWay() }
  }

  private mutating func misplacedHeader() {
    let mark = mark()
    note(
      .misplacedHeader,
      at: span(position),
      "`\(shownToken(position))` stands only once, first in "
        + "a file",
      help: "begin the rulebook's first file with `language 1 rulebook NAME`"
    )
    isQuiet = true
    if keyword == .rulebook {
      advance()
      declaredName("a name")
      title()
      finish(.unexpected, mark)
    } else {
      header()
    }
    isQuiet = false
  }

  private mutating func skipToDeclaration(from declarationStart: Int) {
    let start = position
    var end = position
    var braces = 0
    while end < tokens.count - 1 {
      if end > declarationStart {
        if isDeclarationAtMargin(end) { break }
        if braces == 0, tokens[end].keyword.isDeclaration { break }
      }
      if tokens[end].kind == .leftBrace { braces += 1 }
      if tokens[end].kind == .rightBrace { braces = max(0, braces - 1) }
      end += 1
    }
    resume(at: end)
    wrapUnexpected(from: start)
  }

  // MARK: Declarations without a block

  /// "language" INT "rulebook" name [title] ["for" "accounts" tag]
  private mutating func header() {
    let mark = mark()
    expect(.language)
    if kind == .number, text(position) != "1" {
      note(
        .unknownLanguage,
        at: span(position),
        "this program does not read language `\(shownToken(position))`",
        help: "write `language 1`, or use a newer program"
      )
    }
    wholeNumber("the version of the language: `1`")
    expect(.rulebook)
    declaredName("the rulebook's name")
    title()
    if keyword == .for {
      advance()
      expect(.accounts)
      tag()
    }
    finish(.header, mark)
  }

  /// "use" STRING
  private mutating func use() {
    let mark = mark()
    advance()
    string("a file's path such as `\"house-limits.tranche\"`")
    finish(.use, mark)
  }

  /// "dimension" name [title]
  private mutating func dimension() {
    let mark = mark()
    advance()
    declaredName("the dimension's name")
    title()
    finish(.dimension, mark)
  }

  /// "let" name "=" expression
  private mutating func letDeclaration() {
    let mark = mark()
    advance()
    name("a name", declares: true)
    expect(.equal, "`=` and a value")
    expression()
    if isSameLine(position), kind != .endOfFile, !keyword.isDeclaration {
      failExpecting("an operator or the end of the line")
    }
    finish(.letDeclaration, mark)
  }
}
