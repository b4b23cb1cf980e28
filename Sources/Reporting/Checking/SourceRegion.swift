internal import RuleSyntax

/// Where a span begins and ends, in lines and columns from 1; columns count Unicode scalars, and the
/// end is the place behind the last character.
struct SourceRegion {
  let path: String
  let startLine: Int
  let startColumn: Int
  let endLine: Int
  let endColumn: Int

  /// Nothing for a span that lies in none of `files`.
  init?(_ span: Span, in files: [Int32: SourceFile]) {
    guard let file = files[span.file] else { return nil }
    path = file.path
    (startLine, startColumn) = file.location(of: span.start)
    (endLine, endColumn) = file.location(of: max(span.start, span.end))
  }
}

extension CheckReport {
  /// Every diagnostic with the files that its spans point into, by their index.
  var found: [(diagnostic: Diagnostic, files: [Int32: SourceFile])] {
    rulebooks.flatMap { checked in
      let files = Dictionary(checked.files.map { ($0.index, $0) }) { first, _ in first }
      return checked.diagnostics.map { ($0, files) }
    }
  }
}
