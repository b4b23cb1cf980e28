internal import Quantities
internal import RuleSyntax

/// What names a rulebook's content: SHA-256 over the tokens of its declarations.
///
/// Each declaration gives its tokens, each followed by a line end; declarations stand in ascending
/// order of bytes, each followed by a zero byte, equal ones once. Layout, comments, order and the
/// split into files change nothing. `use` is left out because files are, and tests because they
/// decide nothing.
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
    let tree = node.tree
    let bytes = tree.file.bytes
    var text: [UInt8] = []
    text.reserveCapacity(Int(node.span.end - node.span.start) + 2)
    for index in node.tokenRange {
      let token = tree.tokens[index]
      text.append(contentsOf: bytes[Int(token.start)..<Int(token.end)])
      text.append(UInt8(ascii: "\n"))
    }
    text.append(0)
    return text
  }
}
