/// Why a layout may not take the place of the text that it was made of.
///
/// The proof shares nothing with the formatter but the parser.
public enum LayoutFault: String, Equatable, Sendable {
  case newMistakes = "the result has mistakes that the text has not"
  case otherTokens = "the result has other words than the text"
  case otherStructure = "the result means something else than the text"
  case otherComments = "the result has other comments than the text"
  case unstable = "formatting the result again changes it"

  /// The first fault of `page` as the layout of `tree`; nothing when it is faithful.
  public static func found(in page: [UInt8], of tree: SyntaxTree) -> LayoutFault? {
    let file = SourceFile(path: tree.file.path, index: tree.file.index, bytes: page)
    let again = Parser.parse(file)
    guard again.diagnostics.isEmpty else { return .newMistakes }
    guard haveSameTokens(tree, again.tree) else { return .otherTokens }
    guard haveSameStructure(tree, again.tree) else { return .otherStructure }
    guard comments(of: tree) == comments(of: again.tree) else { return .otherComments }
    guard Formatter.layout(of: again.tree) == page else { return .unstable }
    return nil
  }

  private static func haveSameTokens(_ left: SyntaxTree, _ right: SyntaxTree) -> Bool {
    guard left.tokens.count == right.tokens.count else { return false }
    return zip(left.tokens, right.tokens).allSatisfy { token, other in
      token.kind == other.kind && bytes(of: token, in: left) == bytes(of: other, in: right)
    }
  }

  private static func bytes(of token: Token, in tree: SyntaxTree) -> ArraySlice<UInt8> {
    let end = min(Int(token.end), tree.file.bytes.count)
    return tree.file.bytes[min(Int(token.start), end)..<end]
  }

  private static func haveSameStructure(_ left: SyntaxTree, _ right: SyntaxTree) -> Bool {
    guard left.nodes.count == right.nodes.count else { return false }
    return zip(left.nodes, right.nodes).allSatisfy { node, other in
      node.kind == other.kind && node.firstToken == other.firstToken
        && node.endToken == other.endToken && node.firstDescendant == other.firstDescendant
    }
  }

  /// All comments in order, without the blanks at their ends.
  private static func comments(of tree: SyntaxTree) -> [[UInt8]] {
    var comments: [[UInt8]] = []
    for token in tree.tokens.indices {
      for line in tree.trivia(before: token).split(separator: UInt8(ascii: "\n")) {
        guard let start = line.firstIndex(of: UInt8(ascii: "/")) else { continue }
        let text = line[start...]
        let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
        let end = text.lastIndex { !blanks.contains($0) } ?? start
        comments.append(Array(text[start...end]))
      }
    }
    return comments
  }
}
