/// One node of a tree: a production of the grammar with its tokens and child nodes.
public struct SyntaxNode: Sendable {
  public let tree: SyntaxTree
  let index: Int

  public var kind: SyntaxKind { tree.storage.nodes[index].kind }

  /// The node's tokens, those of its children included.
  public var tokenRange: Range<Int> {
    let node = tree.storage.nodes[index]
    return Int(node.firstToken)..<Int(max(node.firstToken, node.endToken))
  }

  /// From the first token's first byte to the last token's last; empty, at the next token, for a
  /// node without tokens.
  public var span: Span {
    let range = tokenRange
    let first = tree.span(ofToken: range.lowerBound)
    if range.isEmpty { return Span(file: first.file, start: first.start, end: first.start) }
    return first.union(tree.span(ofToken: range.upperBound - 1))
  }

  /// The source text of the node, inner trivia included.
  public var text: String { tree.storage.file.text(span) }

  /// Child nodes in source order.
  public var children: SyntaxChildren { SyntaxChildren(self) }

  /// Indices of the tokens that belong to this node itself and to none of its children.
  public var ownTokens: OwnTokens { OwnTokens(self) }

  /// The first child of `kind`.
  public func child(_ kind: SyntaxKind) -> SyntaxNode? {
    let nodes = tree.storage.nodes
    var child = Int(nodes[index].firstChild)
    while child < index {
      if nodes[child].kind == kind { return SyntaxNode(tree: tree, index: child) }
      child = Int(nodes[child].next)
    }
    return nil
  }

  /// All children of `kind`, in source order.
  public func children(_ kind: SyntaxKind) -> [SyntaxNode] { children.filter { $0.kind == kind } }

  /// Own tokens of `kind`.
  public func ownTokens(_ kind: TokenKind) -> [Int] {
    ownTokens.filter { tree.storage.tokens[$0].kind == kind }
  }

  /// Whether one of the node's own tokens is the word `word`.
  public func has(_ word: String) -> Bool { token(spelled: word) != nil }

  /// The first of the node's own tokens that is the word `word`.
  public func token(spelled word: String) -> Int? {
    for token in ownTokens
    where tree.storage.tokens[token].kind == .word && tree.isText(ofToken: token, word) {
      return token
    }
    return nil
  }
}
