/// Operands: literals, names, calls, quantifiers and predicates.
extension Parser {
  mutating func primary() -> Int {
    let mark = mark()
    switch kind {
    case .leftParenthesis: return parenthesized()
    case .number: number(mark)
    case .quantity, .date:
      advance()
      finish(.literal, mark)
      refusePredicate(mark)
    case .capitals where isCurrencyBeforeAmount: money()
    case .capitals, .string:
      symbol()
      finish(.symbolExpression, mark)
      refusePredicate(mark)
    case .word: return word(mark)
    case .unknown where keyword == .other:
      // Reported when it was read: it stands for the operand that was meant, with what is joined
      // to it.
      let isNumber = file.text(span(position)).first?.isNumber ?? false
      repeat { advance() } while isJoinedOperand
      if isNumber, isCurrency { advance() }
      finish(.missing, mark)
    default: missing(mark)
    }
    return 1
  }

  private mutating func missing(_ mark: Mark) {
    failExpecting("a value or a condition")
    finish(.missing, mark)
  }

  /// A number, or an amount of money.
  private mutating func number(_ mark: Mark) {
    advance()
    if kind == .capitals, text(position) != "AND", text(position) != "OR" {
      advance()
      return finish(.money, mark)
    }
    if isSmallCurrency {
      noteSmallCurrency()
      advance()
      return finish(.missing, mark)
    }
    finish(.literal, mark)
    refusePredicate(mark)
  }

  private mutating func word(_ mark: Mark) -> Int {
    switch keyword {
    case .known: return known(mark)
    case .any, .all: return quantifier(mark)
    case .at where keyword(ahead: 1) == .least: return quantifier(mark)
    case .cash, .nav, .gross, .net: break
    case let word where word.isReserved:
      missing(mark)
      return 1
    default: break
    }
    return nameOrCall(mark)
  }

  /// WORD [predicate] | WORD "(" {argument} ")" [predicate]
  private mutating func nameOrCall(_ mark: Mark) -> Int {
    advance()
    var height = 1
    if kind == .leftParenthesis {
      guard enter() else { return 1 }
      height = arguments() + 1
      depth -= 1
      finish(.call, mark)
    } else if isSymbolWithoutParentheses {
      noteMissingParentheses(mark)
      return 1
    } else {
      finish(.nameExpression, mark)
    }
    guard startsPredicate() else { return height }
    predicate()
    finish(.predicated, mark)
    return height + 1
  }

  /// Whether `weight NVDA` or `weight of NVDA` was meant as a call: no symbol follows a name.
  private var isSymbolWithoutParentheses: Bool {
    let symbol = keyword == .of ? position + 1 : position
    guard tokens[min(symbol, tokens.count - 1)].kind == .capitals, isSameLine(position) else {
      return false
    }
    return !["AND", "OR", "NOT", "IS"].contains(text(symbol))
  }

  private mutating func noteMissingParentheses(_ mark: Mark) {
    if keyword == .of { advance() }
    let (name, symbol) = (shownToken(mark.token), shownToken(position))
    note(
      .unexpectedText,
      at: span(position),
      "expected `(` before `\(symbol)`",
      help: "write `\(name)(\(symbol))`"
    )
    advance()
    finish(.missing, mark)
  }

  private mutating func arguments() -> Int {
    let opener = position
    advance()
    if take(.rightParenthesis) { return 0 }
    var height = argument()
    while kind == .comma || (kind == .word && kind(ahead: 1) == .colon) {
      if kind == .comma {
        advance()
      } else {
        note(
          .unexpectedText,
          at: span(position),
          "expected `,` before `\(shownToken(position))`",
          help: "arguments have commas between them"
        )
      }
      height = max(height, argument())
    }
    closeParenthesis(opener: opener)
    if height >= Parser.maximumDepth { failTooDeep(at: opener) }
    return height
  }

  /// [WORD ":"] (expression | set)
  private mutating func argument() -> Int {
    let mark = mark()
    if kind == .word, kind(ahead: 1) == .colon {
      advance()
      advance()
    } else if kind == .word, !keyword.isReserved,
      kind(ahead: 1) == .quantity || kind(ahead: 1) == .number
    {
      let (label, value) = (shownToken(position), shownToken(position + 1))
      note(
        .unexpectedText,
        at: span(position),
        "expected `:` after `\(label)`",
        help: "write `\(label): \(value)`"
      )
      advance()
    }
    let height = isSetArgument ? set() : expression()
    finish(.argument, mark)
    return height + 1
  }

  /// Whether an argument is a set: it begins like one, or holds `except` outside of inner calls.
  private var isSetArgument: Bool {
    switch keyword {
    case .all: return keyword(ahead: 1) != .of
    case .held: return true
    case .tag: return kind(ahead: 1) == .word && kind(ahead: 2) == .colon
    default: break
    }
    // Only tokens that a set may hold are looked at, so an argument is scanned once.
    var index = position
    var parentheses = 0
    while index < tokens.count - 1 {
      switch tokens[index].kind {
      case .leftParenthesis: parentheses += 1
      case .rightParenthesis:
        parentheses -= 1
        if parentheses < 0 { return false }
      case .capitals, .string, .colon: break
      case .word:
        let word = tokens[index].keyword
        if word == .except { return true }
        if tokens[index + 1].kind == .leftParenthesis, word != .in { return false }
        if word == .and || word == .or || word == .not || word == .is { return false }
      default: return false
      }
      index += 1
    }
    return false
  }

  /// "known" "(" expression ")"
  private mutating func known(_ mark: Mark) -> Int {
    guard enter() else { return 1 }
    advance()
    let opener = position
    expect(.leftParenthesis, "`(`")
    let height = expression() + 1
    closeParenthesis(opener: opener)
    depth -= 1
    finish(.known, mark)
    refusePredicate(mark)
    return height
  }

  /// ("any"|"all"|"at" "least" INT) "of" "(" {expression} ")" [predicate]
  private mutating func quantifier(_ mark: Mark) -> Int {
    guard enter() else { return 1 }
    defer { depth -= 1 }
    let isCount = keyword == .at
    advance()
    if isCount {
      advance()
      guard unit(of: position) != .duration else {
        fail(
          .unexpectedText,
          "a delay is no condition",
          help: "put it behind a comma: `once …, at least \(shownToken(position)) after STEP`"
        )
        finish(.quantifier, mark)
        return 1
      }
      wholeNumber("a count")
    }
    expect(.of)
    let opener = position
    expect(.leftParenthesis, "`(`")
    let firstNode = nodes.count
    var height = expression()
    while kind == .comma {
      advance()
      height = max(height, expression())
    }
    closeParenthesis(opener: opener)
    if startsPredicate() {
      refuseMixed(from: firstNode)
      predicate()
    }
    if height >= Parser.maximumDepth { failTooDeep(at: opener) }
    finish(.quantifier, mark)
    return height + 1
  }

  /// A state can be asked of names only.
  private mutating func refuseMixed(from firstNode: Int) {
    var other: SyntaxTree.Node?
    var index = nodes.count - 1
    // From the last operand to the first, over the nodes inside of each.
    while index >= firstNode {
      let operand = nodes[index]
      if operand.kind != .nameExpression, operand.kind != .missing { other = operand }
      index = Int(operand.firstDescendant) - 1
    }
    guard let other else { return }
    let end = max(Int(other.firstToken), Int(other.endToken) - 1)
    note(
      .mixedQuantifier,
      at: span(Int(other.firstToken)).union(span(end)),
      "a list that is asked for a state holds catalysts' names only",
      help: "write the state after each name inside the parentheses"
    )
  }

  // MARK: Predicates

  /// "is" ["at" "least"] WORD | "is" "(" WORD {"," WORD} ")" | "changed" "within" DURATION
  mutating func predicate() {
    let mark = mark()
    if take(.changed) {
      expect(.within)
      duration()
      return finish(.predicate, mark)
    }
    advance()
    if kind == .leftParenthesis {
      let opener = position
      advance()
      list { $0.state() }
      closeParenthesis(opener: opener)
      return finish(.predicate, mark)
    }
    if keyword == .at {
      advance()
      expect(.least)
    }
    state()
    finish(.predicate, mark)
  }

  private mutating func state() {
    if keyword == .at, keyword(ahead: 1) == .least {
      return fail(
        .unexpectedText,
        at: span(position).union(span(position + 1)),
        "`at least` stands before one state, not in a list",
        help: "write `is at least STATE`"
      )
    }
    if keyword == .not {
      return fail(
        .unexpectedText,
        "`not` stands before the catalyst",
        help: "write `not … is STATE`"
      )
    }
    guard kind == .word, keyword.isReserved else {
      return expect(.word, "a state such as `confirmed`")
    }
    failExpecting("a state such as `confirmed`")
  }
}
