internal import RuleSyntax

extension Lowering {
  /// A set, or an expression that names one (a symbol, a basket, the variable of `for each`).
  mutating func lowerSet(_ node: SyntaxNode, _ scope: Scope) -> InstrumentSet? {
    // `except` is left-associative: its left side is followed here, not by recursion.
    var exceptions: [SyntaxNode] = []
    var first = node
    while first.kind == .setExcept {
      let sides = first.children.filter(\.kind.isOperand)
      guard sides.count == 2 else { return broken(first.span) }
      exceptions.append(sides[1])
      first = sides[0]
    }
    guard exceptions.count < Lowering.maximumDepth else {
      report(.tooDeep(at: node.span))
      return nil
    }
    guard var set = lowerTerm(first, scope) else { return nil }
    for exception in exceptions.reversed() {
      guard let taken = lowerSet(exception, scope) else { return nil }
      set = InstrumentSet(.except(set, taken), span: set.span.union(taken.span))
    }
    return set
  }

  private mutating func lowerTerm(_ node: SyntaxNode, _ scope: Scope) -> InstrumentSet? {
    switch node.kind {
    case .setAll: return InstrumentSet(.all, span: node.span)
    case .setHeld:
      guard let inner = Production(node).firstOperand else { return broken(node.span) }
      guard let set = lowerSet(inner, scope) else { return nil }
      return InstrumentSet(.held(set), span: node.span)
    case .setParenthesized, .parenthesized:
      guard let inner = Production(node).firstOperand else { return broken(node.span) }
      return lowerSet(inner, scope)
    case .setTag:
      guard let tagNode = node.child(.tag) else { return broken(node.span) }
      guard let tag = lowerTag(tagNode) else { return nil }
      return InstrumentSet(.tag(dimension: tag.dimension, value: tag.value), span: node.span)
    case .setSymbol, .symbolExpression:
      guard let symbol = node.child(.symbol)?.plainText, !symbol.isEmpty else {
        return broken(node.span)
      }
      return InstrumentSet(.symbol(symbol), span: node.span)
    case .setName:
      guard let name = node.child(.name)?.plainText else { return broken(node.span) }
      return lowerSetName(name, at: node.span, scope)
    case .nameExpression:
      guard let name = node.plainText else { return broken(node.span) }
      return lowerSetName(name, at: node.span, scope)
    case .missing, .unexpected: return broken(node.span)
    default:
      report(.setWanted(at: node.span))
      return nil
    }
  }

  /// A basket or the variable of `for each`.
  private mutating func lowerSetName(
    _ name: String,
    at span: Span,
    _ scope: Scope
  ) -> InstrumentSet? {
    if name == scope.member { return InstrumentSet(.member, span: span) }
    guard let entry = names.use(name) else {
      reportUnknown(
        name,
        at: span,
        wanted: "basket",
        declareAs: "basket \(name) { … }",
        among: candidates([.basket], scope)
      )
      return nil
    }
    switch entry.kind {
    case .basket: return InstrumentSet(.basket(entry.index), span: span)
    case .topic, .catalyst, .let, .rule:
      report(.wrongKind(name, entry, at: span, wanted: "a set of instruments"))
    }
    return nil
  }

  /// One instrument; anything else of the kind of a set is reported.
  mutating func lowerInstrument(
    _ node: SyntaxNode,
    _ scope: Scope,
    for reader: String
  ) -> InstrumentReference? {
    guard let set = lowerSet(node, scope) else { return nil }
    switch set.kind {
    case .symbol(let symbol): return .symbol(symbol)
    case .member: return .member
    default:
      report(.oneInstrumentWanted(reader, at: node.span))
      return nil
    }
  }
}
