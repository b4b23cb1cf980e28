internal import RuleSyntax

/// The order of places over all files: by path, then by position. It does not depend on the order
/// in which the files were given.
struct FileOrder {
  private var ranks: [Int: Int] = [:]

  /// - Parameter trees: in ascending order of path.
  init(_ trees: [SyntaxTree]) {
    for (rank, tree) in trees.enumerated() { ranks[Int(tree.file.index)] = rank }
  }

  /// Whether `left` comes before `right` or is the same place.
  func isOrdered(_ left: Span, _ right: Span) -> Bool {
    key(left) <= key(right)
  }

  /// By file, place and code.
  func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.sorted {
      let left = key($0.span)
      let right = key($1.span)
      if left != right { return left < right }
      return ($0.code, $0.message) < ($1.code, $1.message)
    }
  }

  private func key(_ span: Span) -> (Int, Int32, Int32) {
    (ranks[Int(span.file)] ?? .max, span.start, span.end)
  }
}
