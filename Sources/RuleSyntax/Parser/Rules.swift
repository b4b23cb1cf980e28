/// Rules: their clauses, actions, steps and gates.
extension Parser {
  private static let clauses: [Keyword] = [
    .when, .build, .hold, .trim, .freeze, .hedge, .review, .exit, .until, .cooldown, .because,
  ]
  private static let ruleBlock = Block(entry: "a clause of a rule", words: clauses)
  private static let stepBlock = Block(entry: "a step", words: [], outerWords: clauses)

  /// "rule" name [title] [forEach] [forAccounts] "{" {clause} "}"
  mutating func rule() {
    let mark = mark()
    advance()
    declaredName("the rule's name")
    title()
    forEach()
    forAccounts()
    block(Parser.ruleBlock) { $0.clause($1) }
    finish(.rule, mark)
  }

  private mutating func clause(_ word: Keyword) {
    let mark = mark()
    advance()
    switch word {
    case .when:
      expression()
      finish(.whenClause, mark)
    case .exit:
      expect(.when)
      expression()
      finish(.exitClause, mark)
    case .until:
      expression()
      finish(.untilClause, mark)
    case .cooldown:
      duration()
      finish(.cooldownClause, mark)
    case .because:
      string("a reason in quotes")
      finish(.becauseClause, mark)
    default:
      action(word, mark)
    }
  }

  private mutating func action(_ word: Keyword, _ mark: Mark) {
    switch word {
    case .build: build(mark)
    case .hold: hold(mark)
    case .trim: trim(mark)
    case .freeze:
      if keyword == .buys || keyword == .sells, keyword(ahead: 1) == .of || !isSetEnd(1) {
        advance()
        expect(.of)
      }
      set()
      finish(.freezeAction, mark)
    case .hedge: hedge(mark)
    default:
      set()
      finish(.reviewAction, mark)
    }
  }

  /// ["short"] target "to" PERCENT "of" "nav" ["in" "tranches" "{" {step} "}"]
  private mutating func build(_ mark: Mark) {
    if keyword == .short, !isSetEnd(1) { advance() }
    target()
    expect(.to)
    percentageOfNav()
    if isLost ? opensTranches : keyword == .in {
      if !isLost {
        advance()
        expect(.tranches)
      }
      block(Parser.stepBlock) { parser, _ in parser.step() }
    }
    finish(.buildAction, mark)
  }

  /// Whether the broken head of a build is followed by its steps.
  private var opensTranches: Bool {
    for distance in 0..<32 {
      if keyword(ahead: distance) == .tranches { return true }
      let kind = kind(ahead: distance)
      if kind == .rightBrace || kind == .leftBrace || kind == .endOfFile { return false }
      if distance > 0, keyword(ahead: distance).isClause { return false }
    }
    return false
  }

  /// target "at" PERCENT "of" "nav" ["within" PERCENT]
  private mutating func hold(_ mark: Mark) {
    target()
    expect(.at)
    percentageOfNav()
    if take(.within) { percentage() }
    finish(.holdAction, mark)
  }

  /// target ("to" PERCENT "of" "nav" | "by" PERCENT)
  private mutating func trim(_ mark: Mark) {
    target()
    if take(.by) {
      percentage()
    } else {
      expect(oneOf: [.to, .by])
      percentageOfNav()
    }
    finish(.trimAction, mark)
  }

  /// PERCENT "of" set "by" ("value"|"beta" ["otherwise" "by" "value"]) "with" symbol
  /// ["within" PERCENT]
  private mutating func hedge(_ mark: Mark) {
    percentage()
    expect(.of)
    set()
    expect(.by)
    if take(.beta) {
      if take(.otherwise) {
        expect(.by)
        expect(.value)
      }
    } else {
      expect(oneOf: [.value, .beta])
    }
    expect(.with)
    symbol()
    if take(.within) { percentage() }
    finish(.hedgeAction, mark)
  }

  mutating func percentageOfNav() {
    percentage()
    expect(.of)
    expect(.nav)
  }

  /// ["each"] set
  private mutating func target() {
    let mark = mark()
    _ = take(.each)
    if [.to, .at, .by].contains(keyword), [.quantity, .number].contains(kind(ahead: 1)) {
      // No basket of that name is meant where its size follows at once.
      failExpecting(
        "instruments",
        help: "name a symbol, a basket, `tag DIMENSION:VALUE`, `held in …` or `all`"
      )
    } else {
      set()
    }
    finish(.target, mark)
  }

  // MARK: Steps

  /// name PERCENT gate
  private mutating func step() {
    let mark = mark()
    name("a step's name", declares: true)
    percentage()
    gate()
    skipSurplus(.comma, between: "entries")
    finish(.step, mark)
  }

  /// "at" "once" | "once" expression ["," delay] | delay
  private mutating func gate() {
    let mark = mark()
    if keyword == .at, keyword(ahead: 1) != .least {
      advance()
      expect(oneOf: [.once, .least])
    } else if keyword == .at {
      delay()
    } else {
      if kind != .unknown || keyword != .other {
        guard keyword == .once else {
          failExpecting(
            "what unlocks the step",
            help: "write `at once`, `once …` or `at least 20d after STEP`"
          )
          return finish(.gate, mark)
        }
      }
      advance()
      expression()
      if kind == .comma, keyword(ahead: 1) == .at || keyword(ahead: 1) == .after {
        advance()
        delay()
      }
    }
    finish(.gate, mark)
  }

  /// "at" "least" DURATION "after" name
  private mutating func delay() {
    let mark = mark()
    expect(.at)
    expect(.least)
    duration()
    expect(.after)
    name("the name of an earlier step")
    finish(.delay, mark)
  }
}
