/// Test blocks: facts, runs and what is expected of them.
extension Parser {
  private static let entries: [Keyword] = [
    .account, .portfolio, .price, .catalyst, .news, .signal, .signals, .as, .apply, .fill,
    .cancel, .buy, .sell, .split,
  ]
  private static let testBlock = Block(entry: "an entry of a test", words: entries)
  private static let accountBlock = Block(
    entry: "a fact of an account",
    words: [.cash, .holds, .price, .beta, .leverage, .multiplier, .adv, .lot, .kind, .tag, .rate],
    outerWords: entries
  )
  private static let asOfBlock = Block(
    entry: "an expectation",
    words: [.expect],
    // Not those that an expectation without its `expect` may begin with.
    outerWords: [.portfolio, .catalyst, .news, .signal, .signals, .as, .apply, .fill, .split]
  )

  /// "test" STRING "{" {fact | asOf | between} "}"
  mutating func test() {
    let mark = mark()
    advance()
    string("what the test shows, in quotes")
    block(Parser.testBlock) { $0.testEntry($1) }
    finish(.test, mark)
  }

  private mutating func testEntry(_ word: Keyword) {
    let mark = mark()
    advance()
    switch word {
    case .account:
      block(Parser.accountBlock) { $0.accountFact($1) }
      finish(.accountFact, mark)
    case .portfolio:
      string("a portfolio file in quotes")
      finish(.portfolioFact, mark)
    case .price:
      symbol()
      money()
      atDate()
      finish(.priceFact, mark)
    case .catalyst:
      name("a catalyst's name")
      if take(TokenKind.leftParenthesis) {
        symbol()
        expect(.rightParenthesis, "`)`")
      }
      expect(.word, "a state such as `confirmed`")
      atDate()
      finish(.catalystFact, mark)
    case .news:
      expect(.stale)
      atDate()
      finish(.newsStaleFact, mark)
    case .signal: signal(mark)
    case .signals: signals(mark)
    case .as: asOf(mark)
    default: between(word, mark)
    }
  }

  private mutating func atDate() {
    expect(.at)
    date()
  }

  // MARK: Account facts

  private mutating func accountFact(_ word: Keyword) {
    let mark = mark()
    advance()
    switch word {
    case .cash:
      _ = take(.minus)
      money()
      finish(.cashFact, mark)
    case .holds:
      symbol()
      number("a quantity", signed: true)
      if take(TokenKind.at) { money() }
      finish(.holdsFact, mark)
    case .price:
      symbol()
      money()
      finish(.priceFact, mark)
    case .kind:
      symbol()
      expect(.word, "a kind such as `stock`")
      finish(.kindFact, mark)
    case .tag:
      // Without a symbol it is the account's own.
      if kind != .word { symbol() }
      tagParts()
      finish(.tagFact, mark)
    case .rate:
      expect(.capitals, "a currency such as `EUR`")
      expect(.capitals, "a currency such as `USD`")
      number("a rate")
      finish(.rateFact, mark)
    default:
      symbol()
      number(signed: true)
      finish(.instrumentFact, mark)
    }
  }

  // MARK: Signals

  /// (name|symbol) "sentiment" NUM ["impact" NUM] ["source" STRING] "at" DATE
  private mutating func signal(_ mark: Mark) {
    subject()
    expect(.sentiment)
    number("a score", signed: true)
    if take(.impact) { number("a number from 0 to 1", signed: true) }
    source()
    atDate()
    finish(.signalFact, mark)
  }

  /// (name|symbol) "sentiment" "from" NUM "by" NUM "times" INT "every" DURATION ["source" STRING]
  /// "at" DATE
  private mutating func signals(_ mark: Mark) {
    subject()
    expect(.sentiment)
    expect(.from)
    number("a score", signed: true)
    expect(.by)
    number("a difference of scores", signed: true)
    expect(.times)
    wholeNumber("a count")
    expect(.every)
    duration()
    source()
    atDate()
    finish(.signalsFact, mark)
  }

  private mutating func subject() {
    if kind == .word { name("a topic or a symbol") } else { symbol() }
  }

  private mutating func source() {
    if take(.source) { string("a source in quotes") }
  }

  // MARK: Between runs

  private mutating func between(_ word: Keyword, _ mark: Mark) {
    switch word {
    case .apply: finish(.applyStep, mark)
    case .cancel: finish(.cancelStep, mark)
    case .fill:
      percentage()
      if take(.left) { expect(.open) }
      finish(.fillStep, mark)
    case .split:
      symbol()
      wholeNumber("a whole number of new shares")
      expect(.for)
      wholeNumber("a whole number of old shares")
      finish(.splitStep, mark)
    default:
      symbol()
      number("a quantity")
      expect(.by)
      expect(.hand)
      finish(.handStep, mark)
    }
  }

  // MARK: Expectations

  /// "of" DATE "{" {expectation} "}", after "as".
  private mutating func asOf(_ mark: Mark) {
    expect(.of)
    date()
    block(Parser.asOfBlock) { parser, _ in
      let mark = parser.mark()
      parser.advance()
      parser.expectation()
      parser.finish(.expectation, mark)
    }
    finish(.asOf, mark)
  }

  private static let outcomes: [Keyword] = [.fires, .waits, .exits, .reaches, .cuts, .is]

  private mutating func expectation() {
    // `buy`, `sell`, `no` and their like may be names of rules: then an outcome follows.
    let isRule = Parser.outcomes.contains(keyword(ahead: 1))
    switch keyword {
    case .no where !isRule:
      advance()
      expect(.trade)
      if take(.in) { symbol() } else if take(.for) { name("a rule's or a step's name") }
    case .buy, .sell, .short, .cover:
      guard !isRule else { return outcome() }
      advance()
      symbol()
      if kind == .number { advance() }
    // `conflict cuts and trims` speaks of the rules `cuts` and `trims`.
    case .conflict where !isRule || keyword(ahead: 2) == .and:
      advance()
      name("a rule's name")
      expect(.and)
      name("a rule's name")
    case .review:
      advance()
      name("a name")
    case .account where !isRule:
      advance()
      expect(oneOf: [.ready, .review, .blocked])
    default: outcome()
    }
  }

  /// NAME ("fires"|"waits"|"exits"|"is" ("unknown"|"blocked")) ["for" SYMBOL]
  /// | NAME "reaches" NAME | NAME "cuts" [SYMBOL]
  private mutating func outcome() {
    name("a rule's name, `no trade`, `buy`, `sell`, `short`, `cover` or `account`")
    switch keyword {
    case .reaches:
      advance()
      name("a step's name")
      return
    case .cuts:
      advance()
      if kind == .capitals || kind == .string { symbol() }
      return
    case .is:
      advance()
      expect(oneOf: [.unknown, .blocked])
    default: expect(oneOf: Parser.outcomes)
    }
    if take(.for) { symbol() }
  }
}
