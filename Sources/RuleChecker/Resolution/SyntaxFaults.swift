internal import RuleSyntax

/// Where the text itself is broken: what is missing or odd there has been reported already.
struct SyntaxFaults {
  /// Starts of syntax errors, ascending, by file.
  private var starts: [Int32: [Int32]] = [:]
  /// Words in stretches that could not be read: one of them may be a declaration.
  private(set) var suspects: Set<String> = []

  init(_ diagnostics: [Diagnostic], in trees: [SyntaxTree]) {
    for diagnostic in diagnostics where diagnostic.severity == .error {
      starts[diagnostic.span.file, default: []].append(diagnostic.span.start)
    }
    for file in Array(starts.keys) { starts[file]?.sort() }
    for tree in trees where starts[tree.file.index] != nil { collectSuspects(in: tree) }
  }

  var isEmpty: Bool { starts.isEmpty }

  /// Whether a syntax error lies in the node, or at the token after it.
  func touch(_ node: SyntaxNode) -> Bool {
    guard let next = next(from: node.span.start, in: node.tree.file.index) else { return false }
    return next <= node.tree.span(ofToken: node.tokenRange.upperBound).start
  }

  /// Whether a syntax error begins inside `span`.
  func touch(_ span: Span) -> Bool {
    guard let next = next(from: span.start, in: span.file) else { return false }
    return next < span.end
  }

  /// The first syntax error at or behind `start`.
  private func next(from start: Int32, in file: Int32) -> Int32? {
    guard let places = starts[file] else { return nil }
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low < places.count ? places[low] : nil
  }

  private mutating func collectSuspects(in tree: SyntaxTree) {
    var open = [tree.root]
    while let node = open.popLast() {
      guard node.kind == .unexpected else {
        open.append(contentsOf: node.children)
        continue
      }
      for token in node.tokenRange where tree.tokens[token].kind == .word {
        suspects.insert(tree.text(ofToken: token))
      }
    }
  }
}
