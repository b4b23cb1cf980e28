internal import Quantities
internal import RuleSyntax

/// What names a rulebook's content: SHA-256 over the tokens of its declarations.
///
/// Each declaration gives its tokens, each followed by a line end; the entries of a block stand in
/// ascending order of bytes where their order means nothing. Declarations stand in ascending order of
/// bytes, each followed by a zero byte, equal ones once. Layout, comments, order and the split into
/// files change nothing. `use` is left out because files are, and tests because they decide nothing.
enum RulebookDigest {
  static func hexadecimal(of trees: [SyntaxTree]) -> String {
    var texts: [[UInt8]] = []
    for tree in trees {
      for node in tree.root.children where node.kind != .use && node.kind != .test {
        texts.append(canonicalText(node))
      }
    }
    texts.sort { $0.lexicographicallyPrecedes($1) }
    var digest = ContentDigest()
    var last: [UInt8]?
    for text in texts where text != last {
      digest.update(text)
      last = text
    }
    return digest.hexadecimal()
  }

  private static func canonicalText(_ node: SyntaxNode) -> [UInt8] {
    let range = node.tokenRange
    var text: [UInt8] = []
    text.reserveCapacity(Int(node.span.end - node.span.start) + 2)
    let brace = range.first { node.tree.tokens[$0].kind == .leftBrace }
    if isFreelyOrdered(node.kind), let brace {
      append(range.lowerBound..<(brace + 1), of: node.tree, to: &text)
      let entries = node.children.map(\.tokenRange).filter { $0.lowerBound > brace }.map { entry in
        var text: [UInt8] = []
        append(entry, of: node.tree, to: &text)
        return text
      }
      for entry in entries.sorted(by: { $0.lexicographicallyPrecedes($1) }) { text += entry }
    } else {
      append(range, of: node.tree, to: &text)
    }
    text.append(0)
    return text
  }

  /// Whether the entries between the braces of such a declaration may stand in any order.
  private static func isFreelyOrdered(_ kind: SyntaxKind) -> Bool {
    switch kind {
    case .topic, .catalyst, .basket, .rule, .settings: true
    default: false
    }
  }

  private static func append(_ tokens: Range<Int>, of tree: SyntaxTree, to text: inout [UInt8]) {
    for index in tokens {
      let token = tree.tokens[index]
      text.append(contentsOf: tree.file.bytes[Int(token.start)..<Int(token.end)])
      text.append(UInt8(ascii: "\n"))
    }
  }
}
