internal import RuleSyntax

/// The author's words, for messages.
struct Sources {
  private var files: [Int32: SourceFile] = [:]

  init(_ trees: [SyntaxTree]) {
    for tree in trees { files[tree.file.index] = tree.file }
  }

  /// The source of `span` in backticks, on one line, with nothing hidden in it, and cut when it is
  /// long.
  func quote(_ span: Span) -> String {
    guard let file = files[span.file] else { return "this" }
    let longest = 48
    let end = min(span.end, span.start + 4 * Int32(longest))
    let text = file.text(Span(file: span.file, start: span.start, end: end))
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let isCut = words.count > longest || end < span.end
    let visible = shown(String(words.prefix(longest)), limit: .max)
    return isCut ? "`\(visible)…`" : "`\(visible)`"
  }
}
