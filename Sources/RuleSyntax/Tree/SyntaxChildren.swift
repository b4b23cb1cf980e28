/// The child nodes of one node, in source order, found as they are asked for.
public struct SyntaxChildren: BidirectionalCollection, Sendable {
  /// A place among the children.
  public struct Index: Comparable, Sendable {
    /// Of the child in the tree, or of the parent behind the last child.
    let node: Int

    public static func < (left: Index, right: Index) -> Bool { left.node < right.node }
  }

  private let parent: SyntaxNode

  init(_ parent: SyntaxNode) { self.parent = parent }

  private var nodes: [SyntaxTree.Node] { parent.tree.storage.nodes }

  public var startIndex: Index { Index(node: Int(nodes[parent.index].firstChild)) }
  public var endIndex: Index { Index(node: parent.index) }

  public func index(after index: Index) -> Index { Index(node: Int(nodes[index.node].next)) }

  public func index(before index: Index) -> Index {
    // In post-order the last child stands right before its parent, and each other one right before
    // the first descendant of the next.
    let behind = index.node == parent.index ? index.node : Int(nodes[index.node].firstDescendant)
    return Index(node: behind - 1)
  }

  public subscript(index: Index) -> SyntaxNode { SyntaxNode(tree: parent.tree, index: index.node) }

  public struct Iterator: IteratorProtocol {
    private let tree: SyntaxTree
    private let parent: Int
    private var following: Int

    init(_ parent: SyntaxNode) {
      tree = parent.tree
      self.parent = parent.index
      following = Int(parent.tree.storage.nodes[parent.index].firstChild)
    }

    public mutating func next() -> SyntaxNode? {
      guard following < parent else { return nil }
      let node = SyntaxNode(tree: tree, index: following)
      following = Int(tree.storage.nodes[following].next)
      return node
    }
  }

  public func makeIterator() -> Iterator { Iterator(parent) }
}

/// The indices of the tokens that belong to one node itself and to none of its children, in source
/// order.
public struct OwnTokens: Collection, Sendable {
  /// A place among the own tokens.
  public struct Index: Comparable, Sendable {
    let token: Int
    /// The first child that does not end before the token; the parent when there is none.
    let child: Int

    public static func < (left: Index, right: Index) -> Bool { left.token < right.token }
    public static func == (left: Index, right: Index) -> Bool { left.token == right.token }
  }

  private let node: SyntaxNode

  init(_ node: SyntaxNode) { self.node = node }

  public var startIndex: Index {
    let own = node.tree.storage.nodes[node.index]
    return behindChildren(Int(own.firstToken), Int(own.firstChild))
  }

  public var endIndex: Index { Index(token: node.tokenRange.upperBound, child: node.index) }

  public func index(after index: Index) -> Index { behindChildren(index.token + 1, index.child) }

  public subscript(index: Index) -> Int { index.token }

  /// The first own token from `token` on, past the children that begin there.
  private func behindChildren(_ token: Int, _ child: Int) -> Index {
    let nodes = node.tree.storage.nodes
    var token = token
    var child = child
    while child < node.index, token >= Int(nodes[child].firstToken) {
      token = Swift.max(token, Int(nodes[child].endToken))
      child = Int(nodes[child].next)
    }
    return Index(token: Swift.min(token, Int(nodes[node.index].endToken)), child: child)
  }
}
