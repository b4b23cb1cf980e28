/// The pieces of declarations.
extension Typesetter {
  /// An entry of a file or a block.
  func row(_ node: SyntaxNode) -> Row {
    switch node.kind {
    case .dimension, .topic, .catalyst, .basket, .rule, .settings, .test, .accountFact, .asOf:
      return headed(node)
    case .letDeclaration: return letDeclaration(node)
    case .limit: return limit(node)
    default: return clause(node)
    }
  }

  /// A declaration's name, title and other heads, each in a column, and its block.
  private func headed(_ node: SyntaxNode) -> Row {
    let range = node.tokenRange
    let children = Array(node.children)
    let opener = node.ownTokens(.leftBrace).first
    let end = opener ?? range.upperBound
    var pieces: [Piece] = []
    var next = range.lowerBound
    for kind in [SyntaxKind.title, .forEach, .forAccounts] {
      let found = children.first { $0.kind == kind }
      let start = found?.tokenRange.lowerBound ?? next
      if pieces.isEmpty {
        // The keyword and the name reach up to the first of the others, wherever that is.
        let heads = children.first { [.title, .forEach, .forAccounts].contains($0.kind) }
        next = heads?.tokenRange.lowerBound ?? end
        pieces.append(Piece(range.lowerBound..<next))
      }
      guard let found else {
        pieces.append(Piece(next..<next))
        continue
      }
      pieces.append(Piece(start..<found.tokenRange.upperBound, breaking: sets(of: found)))
      next = found.tokenRange.upperBound
    }
    var row = Row(tokens: range, pieces: pieces)
    if let opener {
      row.block = Block(
        opener: opener,
        closer: range.upperBound - 1,
        entries: children.filter { $0.tokenRange.lowerBound > opener },
        kind: blockKind(node, children)
      )
    }
    return row
  }

  private func sets(of node: SyntaxNode) -> [SyntaxNode] {
    node.kind == .forEach ? Array(Array(node.children).suffix(1)) : []
  }

  private func blockKind(_ node: SyntaxNode, _ children: [SyntaxNode]) -> Block.Kind {
    switch node.kind {
    case .test: return .story
    case .accountFact: return .facts
    case .rule:
      // The clauses of all rules line up, whether `because` is among them or not.
      return .clauses(least: "because".utf8.count)
    default: return .clauses(least: 0)
    }
  }

  /// `let NAME = expression`, or the expression on lines of its own.
  private func letDeclaration(_ node: SyntaxNode) -> Row {
    let range = node.tokenRange
    let name = node.child(.name)?.tokenRange.upperBound ?? range.lowerBound + 1
    var value = Piece(
      name + 1..<max(name + 1, range.upperBound),
      breaking: Array(Array(node.children).suffix(1))
    )
    value.opensLine = !isFlat(node)
    var row = Row(
      tokens: range,
      pieces: [Piece(range.lowerBound..<name), Piece(name..<name + 1), value]
    )
    row.hangs = Typesetter.step
    return row
  }

  /// `limit NAME`, what is measured, its bound, how it is held, and for whom.
  private func limit(_ node: SyntaxNode) -> Row {
    let range = node.tokenRange
    let children = Array(node.children)
    let accounts = children.first { $0.kind == .forAccounts }?.tokenRange
    let name = children.first?.tokenRange.upperBound ?? range.lowerBound + 1
    let bound = children.first { $0.kind == .limitBound }?.tokenRange
    let end = accounts?.lowerBound ?? range.upperBound
    let measure = children.first {
      let start = $0.tokenRange.lowerBound
      return start >= name && start < end && $0.kind != .limitBound
    }
    let measured = measure?.tokenRange.upperBound ?? name
    let bounded = bound?.upperBound ?? measured
    var pieces = [
      Piece(range.lowerBound..<name),
      Piece(name..<measured, breaking: measure.map { $0.children.filter(isSet) } ?? []),
      Piece(measured..<bounded),
      Piece(bounded..<end),
      Piece(end..<range.upperBound),
    ]
    if bound == nil {
      pieces[1].span = 2
      pieces.remove(at: 2)
    }
    return Row(tokens: range, pieces: pieces)
  }

  func isSet(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case .setExcept, .setHeld, .setSymbol, .setName, .setTag, .setAll, .setParenthesized: true
    default: false
    }
  }
}
