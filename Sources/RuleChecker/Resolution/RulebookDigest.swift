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
    var texts = CanonicalTexts()
    for tree in trees {
      for node in tree.root.children where node.kind != .use && node.kind != .test {
        texts.append(node)
      }
    }
    return texts.digest()
  }
}

/// The texts of declarations, one behind the other in one stretch of memory.
private struct CanonicalTexts {
  private var bytes: [UInt8] = []
  private var declarations: [Range<Int>] = []

  mutating func append(_ node: SyntaxNode) {
    let start = bytes.count
    let range = node.tokenRange
    if isFreelyOrdered(node.kind), let brace = firstBrace(range, of: node.tree) {
      append(range.lowerBound..<(brace + 1), of: node.tree)
      appendEntries(of: node, behind: brace)
    } else {
      append(range, of: node.tree)
    }
    bytes.append(0)
    declarations.append(start..<bytes.count)
  }

  func digest() -> String {
    var digest = ContentDigest()
    bytes.withUnsafeBufferPointer { bytes in
      var last: Range<Int>?
      for range in declarations.sorted(by: { precedes($0, $1, in: bytes) }) {
        if let last, bytes[last].elementsEqual(bytes[range]) { continue }
        digest.update(bytes[range])
        last = range
      }
    }
    return digest.hexadecimal()
  }

  /// Whether the entries between the braces of such a declaration may stand in any order.
  private func isFreelyOrdered(_ kind: SyntaxKind) -> Bool {
    switch kind {
    case .topic, .catalyst, .basket, .rule, .settings: true
    default: false
    }
  }

  private func firstBrace(_ tokens: Range<Int>, of tree: SyntaxTree) -> Int? {
    let all = tree.tokens
    return tokens.first { all[$0].kind == .leftBrace }
  }

  private mutating func appendEntries(of node: SyntaxNode, behind brace: Int) {
    let start = bytes.count
    var entries: [Range<Int>] = []
    for child in node.children {
      let tokens = child.tokenRange
      guard tokens.lowerBound > brace else { continue }
      let start = bytes.count
      append(tokens, of: node.tree)
      entries.append(start..<bytes.count)
    }
    let sorted = bytes.withUnsafeBufferPointer { bytes -> [UInt8] in
      var sorted: [UInt8] = []
      sorted.reserveCapacity(bytes.count - start)
      for entry in entries.sorted(by: { precedes($0, $1, in: bytes) }) {
        sorted.append(contentsOf: bytes[entry])
      }
      return sorted
    }
    bytes.replaceSubrange(start..., with: sorted)
  }

  /// Each token, followed by a line end.
  private mutating func append(_ tokens: Range<Int>, of tree: SyntaxTree) {
    let all = tree.tokens
    tree.file.bytes.withUnsafeBufferPointer { source in
      for token in all[tokens] {
        bytes.append(contentsOf: source[Int(token.start)..<Int(token.end)])
        bytes.append(UInt8(ascii: "\n"))
      }
    }
  }

  private func precedes(
    _ one: Range<Int>,
    _ two: Range<Int>,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var (left, right) = (one.lowerBound, two.lowerBound)
    while left < one.upperBound, right < two.upperBound {
      if bytes[left] != bytes[right] { return bytes[left] < bytes[right] }
      left += 1
      right += 1
    }
    return right < two.upperBound
  }
}
