internal import RuleSyntax

extension AnyBytes {
  /// The tree reproduces the file to the byte, its nodes lie inside each other in order, and what is
  /// broken in it has been reported.
  public static func parserFaults(_ bytes: [UInt8]) -> [String] {
    let file = SourceFile(path: "any.tranche", bytes: bytes)
    let result = Parser.parse(file)
    var faults = faults(of: result.diagnostics, in: [file])
    if result.tree.reproduced != bytes { faults.append("the tree does not reproduce the file") }
    let starts = result.diagnostics.map(\.span.start)
    if starts != starts.sorted() { faults.append("diagnostics stand out of order") }
    if result.diagnostics.count > 1001 { faults.append("too many diagnostics") }
    return faults + faultsOfTree(result)
  }

  static func faultsOfTree(_ result: ParseResult) -> [String] {
    let root = result.tree.root
    var faults: [String] = []
    if root.kind != .file || root.tokenRange != result.tree.tokens.indices {
      faults.append("the root does not hold all tokens")
    }
    var isBroken = result.tree.tokens.contains { $0.kind == .unknown }
    var open = [(node: root, depth: 1)]
    while let (node, depth) = open.popLast() {
      if node.kind == .unexpected || node.kind == .missing { isBroken = true }
      if depth > 4 * Parser.maximumDepth { faults.append("the tree is too high") }
      var next = node.tokenRange.lowerBound
      for child in node.children {
        let range = child.tokenRange
        if range.lowerBound < next || range.upperBound > node.tokenRange.upperBound {
          faults.append("\(child.kind) reaches out of \(node.kind)")
        }
        next = range.upperBound
        open.append((child, depth + 1))
      }
    }
    if isBroken, result.diagnostics.isEmpty { faults.append("a broken part was not reported") }
    return faults
  }
}
