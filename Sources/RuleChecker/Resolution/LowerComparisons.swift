internal import Quantities
internal import RuleSyntax

extension Lowering {
  mutating func lowerComparison(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
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
  mutating func sharedCurrency(
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
}
