internal import RuleSyntax

/// What holds for any bytes at all, of each room that reads a rulebook. Each function gives what is
/// wrong, in words; nothing, whatever the bytes. The fuzzers run them, and `swift test` runs them
/// over every input that a fuzzer found or began with.
public enum AnyBytes {
  /// What is wrong with diagnostics, whatever they say: where they point, how they are worded, and
  /// how they are shown.
  static func faults(of diagnostics: [Diagnostic], in files: [SourceFile]) -> [String] {
    var faults: [String] = []
    let lengths = Dictionary(uniqueKeysWithValues: files.map { ($0.index, $0.bytes.count) })
    func isInside(_ span: Span) -> Bool {
      guard let length = lengths[span.file] else { return false }
      return span.start >= 0 && span.start <= span.end && Int(span.end) <= length
    }
    for diagnostic in diagnostics {
      let spans = [diagnostic.span] + diagnostic.notes.map(\.span)
      if !spans.allSatisfy(isInside) { faults.append("\(diagnostic.code) points outside") }
      let sentences = [diagnostic.message] + [diagnostic.help].compactMap { $0 }
      for sentence in sentences + diagnostic.notes.map(\.message) where !isPlain(sentence) {
        faults.append("\(diagnostic.code) is worded `\(sentence)`")
      }
      if let fix = diagnostic.fix, let file = files.first(where: { $0.index == fix.span.file }) {
        if !isInside(fix.span) { faults.append("\(diagnostic.code) mends outside") }
        if file.text(fix.span) == fix.replacement {
          faults.append("\(diagnostic.code) mends nothing")
        }
      }
    }
    return faults + faultsOfRendering(diagnostics, files)
  }

  /// Messages begin small, end without a full stop, and stand on one line.
  private static func isPlain(_ sentence: String) -> Bool {
    guard let first = sentence.unicodeScalars.first else { return false }
    return !first.properties.isUppercase && !sentence.hasSuffix(".")
      && !sentence.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" }
  }

  /// What is shown holds nothing that a terminal would act upon, and no endless line.
  private static func faultsOfRendering(
    _ diagnostics: [Diagnostic],
    _ files: [SourceFile]
  ) -> [String] {
    let text = DiagnosticRenderer(files: files).render(diagnostics)
    var faults: [String] = []
    let isHarmless = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x7F && !(0x80...0x9F).contains($0.value))
    }
    if !isHarmless { faults.append("a control character is shown") }
    let longest = text.utf8.split(separator: UInt8(ascii: "\n")).map(\.count).max() ?? 0
    if longest > 20_000 { faults.append("a line of \(longest) bytes is shown") }
    return faults
  }
}
