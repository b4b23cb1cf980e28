/// The lossless tree of one file: every byte is in a token or in the trivia before one, and every
/// token in a node. Parsing always gives a tree, however broken the text is.
///
/// A tree is one reference, so that nodes, which name their tree, are cheap to pass around.
public struct SyntaxTree: Sendable {
  let storage: Storage

  public var file: SourceFile { storage.file }

  /// All tokens; the last is `endOfFile`.
  public var tokens: [Token] { storage.tokens }

  /// In post-order; the last is the `file` node.
  var nodes: [Node] { storage.nodes }

  /// - Parameter nodes: in post-order, the `file` node last, not linked yet.
  init(file: SourceFile, tokens: [Token], nodes: [Node]) {
    storage = Storage(file: file, tokens: tokens, nodes: Node.linked(nodes))
  }

  /// The node of the whole file.
  public var root: SyntaxNode { SyntaxNode(tree: self, index: storage.nodes.count - 1) }

  /// The bytes of the file, put together again from the tokens and the trivia before each. Always
  /// equal to `file.bytes`: nothing is dropped.
  public var reproduced: [UInt8] {
    let source = file.bytes
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count)
    for index in tokens.indices {
      bytes.append(contentsOf: source[triviaRange(before: index)])
      bytes.append(contentsOf: source[range(ofToken: index)])
    }
    return bytes
  }

  /// The blanks, line ends and comments between the token before `index` and the one at it.
  public func trivia(before index: Int) -> ArraySlice<UInt8> {
    storage.tokens.indices.contains(index) ? storage.file.bytes[triviaRange(before: index)] : []
  }

  private func triviaRange(before index: Int) -> Range<Int> {
    let start = index > 0 ? Int(storage.tokens[index - 1].end) : 0
    let end = min(Int(storage.tokens[index].start), storage.file.bytes.count)
    return min(start, end)..<end
  }
}

// MARK: Tokens

extension SyntaxTree {
  /// What the token at `index` is; `endOfFile` past the last one.
  public func kind(ofToken index: Int) -> TokenKind {
    storage.tokens.indices.contains(index) ? storage.tokens[index].kind : .endOfFile
  }

  /// The text of the token at `index`, without trivia.
  public func text(ofToken index: Int) -> String {
    guard storage.tokens.indices.contains(index) else { return "" }
    return storage.file.text(range(ofToken: index))
  }

  /// The text between the quotes of a string token; of any other token its text.
  public func unquotedText(ofToken index: Int) -> String {
    guard kind(ofToken: index) == .string else { return text(ofToken: index) }
    // A string token begins and ends with a quote.
    let range = range(ofToken: index)
    return range.count < 2
      ? "" : storage.file.text(range.lowerBound + 1..<range.upperBound - 1)
  }

  /// Whether the token at `index` is spelled `text`, without making a string of it.
  public func isText(ofToken index: Int, _ text: String) -> Bool {
    guard storage.tokens.indices.contains(index) else { return false }
    let range = range(ofToken: index)
    guard range.count == text.utf8.count else { return false }
    var place = range.lowerBound
    for byte in text.utf8 {
      if storage.file.bytes[place] != byte { return false }
      place += 1
    }
    return true
  }

  public func span(ofToken index: Int) -> Span {
    guard storage.tokens.indices.contains(index) else {
      let end = Int32(storage.file.bytes.count)
      return Span(file: storage.file.index, start: end, end: end)
    }
    let token = storage.tokens[index]
    return Span(file: storage.file.index, start: token.start, end: token.end)
  }

  /// The bytes of a token that is there, inside the file whatever the token says.
  private func range(ofToken index: Int) -> Range<Int> {
    let token = storage.tokens[index]
    let end = min(Int(token.end), storage.file.bytes.count)
    return min(Int(token.start), end)..<end
  }
}

// MARK: Storage

extension SyntaxTree {
  final class Storage: Sendable {
    let file: SourceFile
    let tokens: [Token]
    let nodes: [Node]

    init(file: SourceFile, tokens: [Token], nodes: [Node]) {
      self.file = file
      self.tokens = tokens
      self.nodes = nodes
    }
  }

  /// One node. Nodes are kept in post-order (children before their parent), which makes the tree
  /// two flat arrays, and wrapping a finished operand in a larger expression free.
  struct Node: Sendable {
    let kind: SyntaxKind
    let firstToken: Int32
    /// One past the last token.
    let endToken: Int32
    /// The index of the first node of this subtree; the node's own index when it has no children.
    let firstDescendant: Int32
    /// The index of the first child; the node's own index when it has none.
    private(set) var firstChild: Int32 = 0
    /// The index of the next child of the same parent, or of the parent for its last child.
    private(set) var next: Int32 = 0

    init(kind: SyntaxKind, firstToken: Int32, endToken: Int32, firstDescendant: Int32) {
      self.kind = kind
      self.firstToken = firstToken
      self.endToken = endToken
      self.firstDescendant = firstDescendant
    }

    /// `nodes` with the ways from parents to children and between siblings, in linear time.
    static func linked(_ nodes: consuming [Node]) -> [Node] {
      for parent in nodes.indices {
        let first = Int(nodes[parent].firstDescendant)
        var next = parent
        // The last child stands right before its parent, and each other one right before the first
        // descendant of the next.
        var behind = parent
        while behind > first {
          let child = behind - 1
          nodes[child].next = Int32(truncatingIfNeeded: next)
          next = child
          behind = Int(nodes[child].firstDescendant)
        }
        nodes[parent].firstChild = Int32(truncatingIfNeeded: next)
      }
      return nodes
    }
  }
}
