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
  mutating func operands(_ node: SyntaxNode, _ count: Int) -> [SyntaxNode]? {
    let found = node.children.filter(\.kind.isOperand)
    guard found.count == count, !found.contains(where: { $0.kind == .missing }) else {
      // What is there is still checked, so that its own mistakes are told.
      return broken(node.span)
    }
    return found
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
