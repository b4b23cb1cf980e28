/// The lossless tree of one file: every byte is in a token or in the trivia before one, and every
/// token in a node. Parsing always gives a tree, however broken the text is.
///
/// Nodes are kept in post-order (children before their parent), which makes the tree two flat
/// arrays, and wrapping a finished operand in a larger expression free.
public struct SyntaxTree: Sendable {
  struct Node: Sendable {
    let kind: SyntaxKind
    let firstToken: Int32
    /// One past the last token.
    let endToken: Int32
    /// The index of the first node of this subtree; the node's own index when it has no children.
    let firstDescendant: Int32
  }

  public let file: SourceFile
  /// All tokens; the last is `endOfFile`.
  public let tokens: [Token]
  /// In post-order; the last is the `file` node.
  let nodes: [Node]

  /// The node of the whole file.
  public var root: SyntaxNode { SyntaxNode(tree: self, index: nodes.count - 1) }

  /// The bytes of the file, put together again from the tokens and the trivia before each. Always
  /// equal to `file.bytes`: nothing is dropped.
  public var reproduced: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.bytes.count)
    for index in tokens.indices {
      bytes.append(contentsOf: trivia(before: index))
      let end = min(Int(tokens[index].end), file.bytes.count)
      bytes.append(contentsOf: file.bytes[min(Int(tokens[index].start), end)..<end])
    }
    return bytes
  }

  /// The blanks, line ends and comments between the token before `index` and the one at it.
  public func trivia(before index: Int) -> ArraySlice<UInt8> {
    guard tokens.indices.contains(index) else { return [] }
    let start = index > 0 ? Int(tokens[index - 1].end) : 0
    let end = min(Int(tokens[index].start), file.bytes.count)
    return file.bytes[min(start, end)..<end]
  }

  /// The text of the token at `index`, without trivia.
  public func text(ofToken index: Int) -> String {
    guard tokens.indices.contains(index) else { return "" }
    return file.text(span(ofToken: index))
  }

  /// Whether the token at `index` is spelled `text`, without making a string of it.
  public func isText(ofToken index: Int, _ text: String) -> Bool {
    guard tokens.indices.contains(index) else { return false }
    let end = min(Int(tokens[index].end), file.bytes.count)
    let start = min(Int(tokens[index].start), end)
    return file.bytes[start..<end].elementsEqual(text.utf8)
  }

  public func span(ofToken index: Int) -> Span {
    guard tokens.indices.contains(index) else {
      let end = Int32(file.bytes.count)
      return Span(file: file.index, start: end, end: end)
    }
    return Span(file: file.index, start: tokens[index].start, end: tokens[index].end)
  }
}

/// One node of a tree: a production of the grammar with its tokens and child nodes.
public struct SyntaxNode: Sendable {
  public let tree: SyntaxTree
  let index: Int

  public var kind: SyntaxKind { tree.nodes[index].kind }

  /// The node's tokens, those of its children included.
  public var tokenRange: Range<Int> {
    let node = tree.nodes[index]
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
  public var text: String { tree.file.text(span) }

  /// Child nodes in source order.
  public var children: [SyntaxNode] {
    var found: [SyntaxNode] = []
    let first = Int(tree.nodes[index].firstDescendant)
    var next = index - 1
    while next >= first {
      found.append(SyntaxNode(tree: tree, index: next))
      next = Int(tree.nodes[next].firstDescendant) - 1
    }
    found.reverse()
    return found
  }

  /// Indices of the tokens that belong to this node itself and to none of its children.
  public var ownTokens: [Int] {
    var own: [Int] = []
    var next = tokenRange.lowerBound
    for child in children {
      let inner = child.tokenRange
      if next < inner.lowerBound { own.append(contentsOf: next..<inner.lowerBound) }
      next = max(next, inner.upperBound)
    }
    if next < tokenRange.upperBound { own.append(contentsOf: next..<tokenRange.upperBound) }
    return own
  }

  /// The first child of `kind`.
  public func child(_ kind: SyntaxKind) -> SyntaxNode? { children.first { $0.kind == kind } }

  /// All children of `kind`, in source order.
  public func children(_ kind: SyntaxKind) -> [SyntaxNode] { children.filter { $0.kind == kind } }

  /// Own tokens of `kind`.
  public func ownTokens(_ kind: TokenKind) -> [Int] {
    ownTokens.filter { tree.tokens[$0].kind == kind }
  }

  /// Whether one of the node's own tokens is the word `word`.
  public func has(_ word: String) -> Bool {
    ownTokens.contains { tree.tokens[$0].kind == .word && tree.isText(ofToken: $0, word) }
  }
}
