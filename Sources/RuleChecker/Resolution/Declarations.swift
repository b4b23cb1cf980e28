internal import RuleSyntax

/// The declarations of all files by kind, those with names in ascending order of name.
struct Declarations {
  struct Named {
    let name: String
    let nameSpan: Span
    let node: SyntaxNode
  }

  var headers: [SyntaxNode] = []
  var uses: [SyntaxNode] = []
  var dimensions: [Named] = []
  var topics: [Named] = []
  var catalysts: [Named] = []
  var baskets: [Named] = []
  var lets: [Named] = []
  var rules: [Named] = []
  var limits: [Named] = []
  var settings: [SyntaxNode] = []
  var tests: [SyntaxNode] = []

  /// - Parameter trees: in ascending order of path, so that which of two equal names is the first
  ///   does not depend on the order in which files were given.
  init(_ trees: [SyntaxTree]) {
    for tree in trees {
      for node in tree.root.children { add(node) }
    }
    sort(\.dimensions)
    sort(\.topics)
    sort(\.catalysts)
    sort(\.baskets)
    sort(\.lets)
    sort(\.rules)
    sort(\.limits)
  }

  private mutating func add(_ node: SyntaxNode) {
    switch node.kind {
    case .header: headers.append(node)
    case .use: uses.append(node)
    case .settings: settings.append(node)
    case .test: tests.append(node)
    case .dimension: add(node, to: \.dimensions)
    case .topic: add(node, to: \.topics)
    case .catalyst: add(node, to: \.catalysts)
    case .basket: add(node, to: \.baskets)
    case .letDeclaration: add(node, to: \.lets)
    case .rule: add(node, to: \.rules)
    case .limit: add(node, to: \.limits)
    default: break
    }
  }

  /// A declaration without a name has been reported, and nothing can refer to it.
  private mutating func add(_ node: SyntaxNode, to list: WritableKeyPath<Declarations, [Named]>) {
    guard let name = node.child(.name), let text = name.plainText else { return }
    self[keyPath: list].append(Named(name: text, nameSpan: name.span, node: node))
  }

  /// Stable, so that the first of two equal names stays first.
  private mutating func sort(_ list: WritableKeyPath<Declarations, [Named]>) {
    let order = self[keyPath: list].enumerated().sorted {
      $0.element.name == $1.element.name
        ? $0.offset < $1.offset : $0.element.name < $1.element.name
    }
    self[keyPath: list] = order.map(\.element)
  }
}

extension SyntaxNode {
  /// Whether both have the same tokens, whatever lies between them.
  func hasSameTokens(as other: SyntaxNode) -> Bool {
    let mine = tokenRange
    let others = other.tokenRange
    guard mine.count == others.count else { return false }
    return zip(mine, others).allSatisfy { left, right in
      let one = tree.tokens[left]
      let two = other.tree.tokens[right]
      guard one.kind == two.kind, one.end - one.start == two.end - two.start else { return false }
      let first = tree.file.bytes[Int(one.start)..<Int(one.end)]
      return first.elementsEqual(other.tree.file.bytes[Int(two.start)..<Int(two.end)])
    }
  }
}
