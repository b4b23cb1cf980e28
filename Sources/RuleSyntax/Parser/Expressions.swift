/// Expressions, by precedence climbing: one production for all binary operators, so that nesting
/// costs little of the stack.
///
/// Each production gives the height of its node, which may not pass `maximumDepth`.
extension Parser {
  /// How tightly an operator binds its operands.
  private enum Precedence: Int {
    case or = 1
    case and, not, comparison, sum, product
  }

  private struct BinaryOperator {
    let precedence: Precedence
    let node: SyntaxKind
  }

  /// A whole expression.
  @discardableResult
  mutating func expression() -> Int { operand(above: 0) }

  /// An expression of operators that bind more tightly than `minimum`.
  private mutating func operand(above minimum: Int) -> Int {
    let mark = mark()
    var height = prefixed(minimum)
    while let found = binaryOperator, found.precedence.rawValue > minimum {
      let place = position
      noteSpelledInCapitals()
      advance()
      height = max(height, operand(above: found.precedence.rawValue)) + 1
      if height > Parser.maximumDepth { failTooDeep(at: place) }
      finish(found.node, mark)
      if found.precedence == .comparison { refuseChain() }
    }
    return height
  }

  private var binaryOperator: BinaryOperator? {
    switch kind {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      return BinaryOperator(precedence: .comparison, node: .comparison)
    case .plus, .minus: return BinaryOperator(precedence: .sum, node: .sumExpression)
    case .star, .slash: return BinaryOperator(precedence: .product, node: .productExpression)
    case .word, .unknown:
      switch keyword {
      case .or: return BinaryOperator(precedence: .or, node: .orExpression)
      case .and: return BinaryOperator(precedence: .and, node: .andExpression)
      default: return nil
      }
    case .capitals:
      // No symbol can stand here, so this is the word in capitals.
      switch text(position) {
      case "OR": return BinaryOperator(precedence: .or, node: .orExpression)
      case "AND": return BinaryOperator(precedence: .and, node: .andExpression)
      default: return nil
      }
    default: return nil
    }
  }

  private mutating func noteSpelledInCapitals() {
    guard kind == .capitals else { return }
    let right = shownToken(position).lowercased()
    note(
      .unknownWord,
      at: span(position),
      "`\(shownToken(position))` is not an operator",
      help: "write `\(right)`",
      fix: Diagnostic.Fix(title: "write `\(right)`", span: span(position), replacement: right)
    )
  }

  /// A text that is one expression and nothing else; the only child of the tree's root.
  public static func parseExpression(_ file: SourceFile) -> ParseResult {
    parse(file) { parser in
      let mark = parser.mark()
      parser.expression()
      if parser.kind != .endOfFile {
        parser.fail(
          .unexpectedText,
          "`\(parser.shownToken(parser.position))` follows the end of the expression",
          help: "write one comparison or one state"
        )
      }
      if parser.isLost { parser.resume(at: parser.position) }
      while parser.position < parser.tokens.count - 1 { parser.skipOne() }
      parser.endFile(mark)
    }
  }

  private mutating func refuseChain() {
    guard let next = binaryOperator, next.precedence == .comparison else { return }
    fail(
      .chainedComparison,
      "comparisons do not follow one another",
      help: "join two with `and`, as in `1 < x and x < 2`"
    )
  }

  // MARK: Prefixes

  /// "not" expression | unary
  private mutating func prefixed(_ minimum: Int) -> Int {
    guard keyword == .not else { return unary() }
    let mark = mark()
    guard enter() else { return 1 }
    if minimum >= Precedence.not.rawValue {
      note(
        .unexpectedText,
        at: span(position),
        "`not` binds more loosely than what is before it",
        help: "put `not …` in parentheses"
      )
    }
    advance()
    let height = operand(above: Precedence.not.rawValue - 1) + 1
    depth -= 1
    if height > Parser.maximumDepth { failTooDeep(at: mark.token) }
    finish(.notExpression, mark)
    return height
  }

  /// "-" unary | primary ["otherwise" primary]
  private mutating func unary() -> Int {
    let mark = mark()
    guard kind == .minus else { return otherwise() }
    guard enter() else { return 1 }
    advance()
    let height = unary() + 1
    depth -= 1
    if height > Parser.maximumDepth { failTooDeep(at: mark.token) }
    finish(.negation, mark)
    return height
  }

  private mutating func otherwise() -> Int {
    let mark = mark()
    var height = primary()
    guard keyword == .otherwise else { return height }
    advance()
    height = max(height, primary()) + 1
    finish(.otherwiseExpression, mark)
    if keyword == .otherwise {
      fail(
        .unexpectedText,
        "`otherwise` stands once",
        help: "put the first `otherwise` in parentheses"
      )
    }
    return height
  }

  // MARK: Parentheses

  mutating func parenthesized() -> Int {
    let mark = mark()
    guard enter() else { return 1 }
    advance()
    let height = operand(above: 0) + 1
    closeParenthesis(opener: mark.token)
    depth -= 1
    if height > Parser.maximumDepth { failTooDeep(at: mark.token) }
    finish(.parenthesized, mark)
    refusePredicate(mark)
    return height
  }

  /// `changed` may also be the name of a step, which its share follows.
  func startsPredicate() -> Bool {
    keyword == .is || (keyword == .changed && unit(of: position + 1) != .percent)
  }

  /// After anything but a catalyst's name. The operand since `mark` is then no operand, and the
  /// predicate goes with it, so that neither is a mistake of its own.
  mutating func refusePredicate(_ mark: Mark) {
    guard startsPredicate() else { return }
    note(
      .misplacedPredicate,
      at: span(position),
      "`\(keyword.rawValue)` follows a catalyst's name",
      help: "write it after each name, or `any of (a, b) \(keyword.rawValue) …`"
    )
    predicate()
    finish(.missing, mark)
  }
}
