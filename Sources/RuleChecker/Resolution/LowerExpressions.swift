internal import Quantities
internal import RuleSyntax

extension Lowering {
  /// An expression as a condition.
  mutating func lowerCondition(_ node: SyntaxNode?, in part: Production, _ scope: Scope)
    -> Expression?
  {
    guard let node else { return broken(part.span) }
    guard let operand = lower(node, scope) else { return nil }
    return condition(operand)
  }

  /// Any expression; nothing when it holds a mistake, which has been reported.
  mutating func lower(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    switch node.kind {
    case .parenthesized:
      guard let inner = Production(node).firstOperand else { return broken(node.span) }
      guard var operand = lower(inner, scope) else { return nil }
      operand.span = node.span
      return operand
    case .orExpression, .andExpression: return lowerLogic(node, scope)
    case .notExpression: return lowerNot(node, scope)
    case .comparison: return lowerComparison(node, scope)
    case .sumExpression, .productExpression: return lowerArithmetic(node, scope)
    case .negation: return lowerNegation(node, scope)
    case .otherwiseExpression: return lowerOtherwise(node, scope)
    case .known: return lowerKnown(node, scope)
    case .literal: return lowerLiteral(node)
    case .money: return lowerMoneyOperand(node)
    case .nameExpression: return lowerName(node, scope)
    case .call: return lowerCall(node, scope)
    case .predicated: return lowerPredicated(node, scope)
    case .quantifier: return lowerQuantifier(node, scope)
    case .symbolExpression, .setSymbol, .setName, .setTag, .setAll, .setHeld, .setExcept,
      .setParenthesized:
      return lowerSet(node, scope).map { Operand(setAt: $0.span) }
    default: return broken(node.span)
    }
  }

  /// An expression whose depth is known to be safe.
  mutating func checkDepth(_ operand: Operand) -> Operand? {
    guard operand.depth > Lowering.maximumDepth else { return operand }
    report(.tooDeep(at: operand.span))
    return nil
  }

  /// The condition that `operand` is; reports any other type.
  mutating func condition(_ operand: Operand) -> Expression? {
    guard operand.type == .boolean, let expression = operand.expression else {
      report(.conditionWanted(operand, sources))
      return nil
    }
    return expression
  }

  /// The operands of the tree's operator, which stands between children; nothing when one is
  /// missing.
  private mutating func operands(_ node: SyntaxNode, _ count: Int) -> [SyntaxNode]? {
    let found = node.children.filter(\.kind.isOperand)
    guard found.count == count, !found.contains(where: { $0.kind == .missing }) else {
      // What is there is still checked, so that its own mistakes are told.
      return broken(node.span)
    }
    return found
  }

  // MARK: Logic

  /// `and` and `or`: one list of operands, however they were grouped.
  private mutating func lowerLogic(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    var parts: [Expression] = []
    var depth = 0
    var isGood = true
    for operandNode in flattened(node) {
      guard let operand = lower(operandNode, scope), let expression = condition(operand) else {
        isGood = false
        continue
      }
      depth = max(depth, operand.depth)
      parts.append(expression)
    }
    guard isGood else { return nil }
    guard parts.count > 1 else { return broken(node.span) }
    let kind: Expression.Kind = node.kind == .andExpression ? .and(parts) : .or(parts)
    return checkDepth(Operand(kind, type: .boolean, span: node.span, depth: depth + 1))
  }

  /// The operands of a chain of one operator, through parentheses, without recursion: a chain may
  /// be as long as the file.
  private func flattened(_ node: SyntaxNode) -> [SyntaxNode] {
    var found: [SyntaxNode] = []
    var open = [node]
    while let next = open.popLast() {
      if next.kind == node.kind {
        open.append(contentsOf: next.children.filter(\.kind.isOperand).reversed())
      } else if next.kind == .parenthesized, let inner = innermost(next), inner.kind == node.kind {
        open.append(inner)
      } else {
        found.append(next)
      }
    }
    return found
  }

  private func innermost(_ node: SyntaxNode) -> SyntaxNode? {
    var inner = node
    while inner.kind == .parenthesized {
      guard let next = inner.children.first(where: \.kind.isOperand) else { return nil }
      inner = next
    }
    return inner
  }

  private mutating func lowerNot(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    guard let inner = operands(node, 1) else { return nil }
    guard let operand = lower(inner[0], scope), let expression = condition(operand) else {
      return nil
    }
    return checkDepth(
      Operand(.not(expression), type: .boolean, span: node.span, depth: operand.depth + 1)
    )
  }

  private mutating func lowerKnown(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    guard let inner = operands(node, 1) else { return nil }
    guard let operand = lower(inner[0], scope) else { return nil }
    guard let expression = operand.expression else {
      report(.valueWanted(operand, sources))
      return nil
    }
    return checkDepth(
      Operand(.known(expression), type: .boolean, span: node.span, depth: operand.depth + 1)
    )
  }

  private mutating func lowerOtherwise(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    guard let sides = operands(node, 2) else { return nil }
    let left = lower(sides[0], scope)
    let right = lower(sides[1], scope)
    guard let left, let right else { return nil }
    guard
      let one = left.expression, let two = right.expression,
      let type = Operators.either(left.type, right.type)
    else {
      report(.cannotMeet("otherwise", left, right, at: node.span, sources))
      return nil
    }
    var denomination = left.denomination
    if left.denomination != right.denomination {
      guard type == .money, let shared = sharedCurrency(left, right, at: node.span) else {
        if type == .price { report(.pricesOfTwo(left, right, at: node.span, sources)) }
        return nil
      }
      denomination = shared
    }
    return checkDepth(
      Operand(
        .otherwise(one, two),
        type: scoreIfConstant(type, left, right),
        span: node.span,
        depth: max(left.depth, right.depth) + 1,
        denomination: denomination
      )
    )
  }

  /// `sentiment(…) otherwise 0` is a score still.
  private func scoreIfConstant(_ type: ValueType, _ left: Operand, _ right: Operand) -> ValueType {
    guard left.type == .score, case .number(let value)? = right.constant, value.isScore else {
      return type
    }
    return .score
  }

  // MARK: Comparisons

  private mutating func lowerComparison(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    let part = Production(node)
    guard let sides = operands(node, 2) else { return nil }
    let left = lower(sides[0], scope)
    let right = lower(sides[1], scope)
    guard
      let token = part.own.first(where: { part.kind(of: $0) != .unknown }),
      let comparison = Expression.Comparison(rawValue: part.text(of: token))
    else { return broken(node.span) }
    guard let left, let right else { return nil }
    guard
      Operators.areComparable(left.type, right.type),
      let one = left.expression, let two = right.expression
    else {
      report(.cannotMeet(comparison.rawValue, left, right, at: node.span, sources))
      return nil
    }
    guard checkScores(left, right), checkDenominations(left, right, comparison, at: node.span)
    else { return nil }
    return checkDepth(
      Operand(
        .comparison(comparison, one, two),
        type: .boolean,
        span: node.span,
        depth: max(left.depth, right.depth) + 1
      )
    )
  }

  /// A constant that meets a score lies in −1…1.
  private mutating func checkScores(_ left: Operand, _ right: Operand) -> Bool {
    for (score, other) in [(left, right), (right, left)] where score.type == .score {
      guard case .number(let value)? = other.constant, !value.isScore else { continue }
      report(.scoreOutOfRange(other, score: score, sources))
      return false
    }
    return true
  }

  private mutating func checkDenominations(
    _ left: Operand,
    _ right: Operand,
    _ comparison: Expression.Comparison,
    at span: Span
  ) -> Bool {
    switch (left.type, right.type) {
    case (.money, .money): return sharedCurrency(left, right, at: span) != nil
    case (.price, .price):
      if left.denomination == right.denomination { return true }
      report(.pricesOfTwo(left, right, at: span, sources))
      return false
    case (.price, .money), (.money, .price):
      let money = left.type == .money ? left : right
      if case .currency? = money.denomination { return true }
      report(.cannotMeet(comparison.rawValue, left, right, at: span, sources))
      return false
    default: return true
    }
  }

  /// What two sums of money are counted in together: the base currency meets any currency, two
  /// named currencies must be one.
  private mutating func sharedCurrency(
    _ left: Operand,
    _ right: Operand,
    at span: Span
  ) -> Operand.Denomination? {
    if left.denomination == right.denomination { return left.denomination ?? .baseCurrency }
    if case .currency? = left.denomination, case .currency? = right.denomination {
      report(.twoCurrencies(left, right, at: span, sources))
      return nil
    }
    return .baseCurrency
  }

  // MARK: Arithmetic

  /// Sums and products: left-associative, so the left side is followed without recursion.
  private mutating func lowerArithmetic(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    var chain: [(operation: Expression.Arithmetic, right: SyntaxNode, node: SyntaxNode)] = []
    var first = node
    while first.kind == .sumExpression || first.kind == .productExpression {
      let part = Production(first)
      guard
        let sides = operands(first, 2),
        let token = part.own.first(where: { part.kind(of: $0) != .unknown }),
        let operation = Expression.Arithmetic(rawValue: part.text(of: token))
      else { return broken(first.span) }
      chain.append((operation, sides[1], first))
      first = sides[0]
    }
    guard chain.count < Lowering.maximumDepth else {
      report(.tooDeep(at: node.span))
      return nil
    }
    var result = lower(first, scope)
    for step in chain.reversed() {
      let right = lower(step.right, scope)
      guard let left = result, let right else {
        result = nil
        continue
      }
      result = combine(step.operation, left, right, at: step.node.span)
    }
    return result
  }

  private mutating func combine(
    _ operation: Expression.Arithmetic,
    _ left: Operand,
    _ right: Operand,
    at span: Span
  ) -> Operand? {
    guard
      let type = Operators.result(of: operation, left.type, right.type),
      let one = left.expression, let two = right.expression
    else {
      report(.cannotMeet(operation.rawValue, left, right, at: span, sources))
      return nil
    }
    if operation == .dividedBy, case .number(let value) = two.kind, value.isZero {
      report(.divisionByZero(right))
      return nil
    }
    var denomination = left.denomination ?? right.denomination
    if left.type == right.type, left.denomination != right.denomination {
      guard left.type == .money, let shared = sharedCurrency(left, right, at: span) else {
        if left.type == .price { report(.pricesOfTwo(left, right, at: span, sources)) }
        return nil
      }
      denomination = shared
    }
    return checkDepth(
      Operand(
        .arithmetic(operation, one, two),
        type: type,
        span: span,
        depth: max(left.depth, right.depth) + 1,
        denomination: type == .money || type == .price ? denomination : nil
      )
    )
  }

  /// A minus: part of the number where one follows.
  private mutating func lowerNegation(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    guard let inner = operands(node, 1), let operand = lower(inner[0], scope) else { return nil }
    guard let expression = operand.expression else {
      report(.valueWanted(operand, sources))
      return nil
    }
    switch operand.type {
    case .number, .score, .percent, .money, .quantity: break
    default:
      report(.cannotNegate(operand, at: node.span))
      return nil
    }
    var constant: Operand.Constant?
    var kind = Expression.Kind.negated(expression)
    if case .number(let value) = expression.kind {
      let negative = Number(units: -value.units)
      kind = .number(negative)
      constant = operand.constant == nil ? nil : .number(negative)
    } else if case .money(let money) = expression.kind {
      kind = .money(Money(Amount(units: -money.amount.units), money.currency))
    }
    return checkDepth(
      Operand(
        kind,
        type: operand.type,
        span: node.span,
        depth: operand.depth + 1,
        constant: constant,
        denomination: operand.denomination
      )
    )
  }

  // MARK: Literals

  private mutating func lowerLiteral(_ node: SyntaxNode) -> Operand? {
    let part = Production(node)
    guard let token = part.own.first else { return broken(node.span) }
    if part.kind(of: token) == .date {
      let text = part.text(of: token)
      guard let moment = Instant(parsing: text, bareDate: .start) else { return broken(part.span) }
      return Operand(.date(moment), type: .date, span: node.span)
    }
    guard part.kind(of: token) == .number || part.kind(of: token) == .quantity else {
      return broken(node.span)
    }
    switch lowerQuantity(token, of: part) {
    case .number(let value)?:
      return Operand(.number(value), type: .number, span: node.span, constant: .number(value))
    case .percent(let value)?:
      return Operand(.number(Number(units: value.units)), type: .percent, span: node.span)
    case .duration(let value)?:
      return Operand(
        .duration(value),
        type: .duration,
        span: node.span,
        constant: .duration(value)
      )
    case nil: return nil
    }
  }

  private mutating func lowerMoneyOperand(_ node: SyntaxNode) -> Operand? {
    guard let money = lowerMoney(node) else { return nil }
    return Operand(
      .money(money),
      type: .money,
      span: node.span,
      denomination: .currency(money.currency)
    )
  }
}
