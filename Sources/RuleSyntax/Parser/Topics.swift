/// Topics, catalysts and baskets.
extension Parser {
  private static let topicBlock = Block(
    entry: "a clause of a topic",
    words: [.mentions, .themes, .symbols]
  )
  private static let catalystBlock = Block(
    entry: "a clause of a catalyst",
    words: [
      .topic, .evidence, .official, .corroborated, .confirmed, .expires, .expected, .outcomes,
    ]
  )
  private static let basketBlock = Block(entry: "a member of a basket", words: [])

  /// "topic" name [title] "{" {mentions | themes | symbols} "}"
  mutating func topic() {
    let mark = mark()
    advance()
    declaredName("the topic's name")
    title()
    block(Parser.topicBlock) { parser, word in
      let mark = parser.mark()
      parser.advance()
      switch word {
      case .mentions:
        parser.phrases()
        parser.finish(.mentions, mark)
      case .themes:
        parser.strings("a theme in quotes")
        parser.finish(.themes, mark)
      default:
        parser.list { $0.symbol() }
        parser.finish(.symbols, mark)
      }
    }
    finish(.topic, mark)
  }

  /// phrase {"," phrase}
  private mutating func phrases() {
    list { parser in
      let mark = parser.mark()
      guard parser.take(.leftParenthesis) else {
        parser.string("a phrase in quotes")
        return parser.finish(.phrase, mark)
      }
      parser.string("a phrase in quotes")
      parser.expect(.near)
      parser.string("a phrase in quotes")
      parser.closeParenthesis(opener: mark.token)
      parser.finish(.nearPhrase, mark)
    }
  }

  /// "catalyst" name [title] [forEach] "{" {catalyst clause} "}"
  mutating func catalyst() {
    let mark = mark()
    advance()
    declaredName("the catalyst's name")
    title()
    forEach()
    block(Parser.catalystBlock) { $0.catalystClause($1) }
    finish(.catalyst, mark)
  }

  private mutating func catalystClause(_ word: Keyword) {
    let mark = mark()
    advance()
    switch word {
    case .topic:
      name("a topic's name")
      finish(.catalystTopic, mark)
    case .evidence:
      phrases()
      if take(.unless) { strings("a word in quotes") }
      finish(.evidence, mark)
    case .official:
      strings("a source in quotes")
      finish(.official, mark)
    case .corroborated:
      expect(.by)
      wholeNumber("a number of sources")
      expect(.sources)
      finish(.corroborated, mark)
    case .confirmed:
      expect(.by)
      expect(.official)
      finish(.confirmedByOfficial, mark)
    case .expires:
      expect(.after)
      duration()
      finish(.expires, mark)
    case .outcomes:
      list { $0.name("an outcome's name") }
      finish(.outcomes, mark)
    default:
      schedule(mark)
    }
  }

  /// "expected" ("on"|"by") DATE | "expected" "from" "calendar" STRING
  private mutating func schedule(_ mark: Mark) {
    guard take(.from) else {
      expect(oneOf: [.on, .by, .from])
      date()
      return finish(.expected, mark)
    }
    expect(.calendar)
    string("a kind of event in quotes, such as `\"earnings\"`")
    finish(.expectedFromCalendar, mark)
  }

  /// "basket" name [title] "{" {symbol PERCENT} "}"
  mutating func basket() {
    let mark = mark()
    advance()
    declaredName("the basket's name")
    title()
    block(Parser.basketBlock) { parser, _ in
      let mark = parser.mark()
      if parser.kind == .quantity, parser.kind(ahead: 1) == .capitals {
        let (weight, symbol) = (
          parser.shownToken(parser.position), parser.shownToken(parser.position + 1)
        )
        parser.note(
          .unexpectedText,
          at: parser.span(parser.position),
          "the weight stands behind its symbol",
          help: "write `\(symbol) \(weight)`"
        )
        parser.advance()
        parser.symbol()
      } else {
        parser.symbol()
        parser.skipSurplus(.colon, between: "a symbol and its weight")
        parser.percentage()
      }
      parser.skipSurplus(.comma, between: "entries")
      parser.finish(.basketMember, mark)
    }
    finish(.basket, mark)
  }

  /// Punctuation where none is needed: reported and passed over.
  mutating func skipSurplus(_ surplus: TokenKind, between neighbours: String) {
    guard kind == surplus else { return }
    note(
      .unexpectedText,
      at: span(position),
      "no `\(shownToken(position))` stands between \(neighbours)",
      help: "remove it",
      fix: Diagnostic.Fix(title: "remove it", span: span(position), replacement: "")
    )
    skipOne()
  }
}
