internal import Quantities
internal import RuleSyntax

extension Lowering {
  /// `and` and `or`: one list of operands, however they were grouped.
  mutating func lowerLogic(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
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
      guard let next = inner.firstOperand else { return nil }
      inner = next
    }
    return inner
  }

  mutating func lowerNot(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    guard let inner = operands(node, 1) else { return nil }
    guard let operand = lower(inner[0], scope), let expression = condition(operand) else {
      return nil
    }
    return checkDepth(
      Operand(.not(expression), type: .boolean, span: node.span, depth: operand.depth + 1)
    )
  }

  mutating func lowerKnown(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
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

  mutating func lowerOtherwise(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
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
}
