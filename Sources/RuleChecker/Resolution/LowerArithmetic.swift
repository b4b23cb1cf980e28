internal import Quantities
internal import RuleSyntax

extension Lowering {
  /// Sums and products: left-associative, so the left side is followed without recursion.
  mutating func lowerArithmetic(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
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
  mutating func lowerNegation(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
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
}
