import RuleChecker
import RuleSyntax
import Testing

/// Each rulebook of `Fixtures/mistakes.txt` gives exactly its diagnostics, at the marked places.
@Suite struct MistakeTests {
  static let fileName = "mistakes.txt"
  private static let syntax = Set(SyntaxCode.allCases.map(\.rawValue))

  @Test func eachRulebookGivesItsDiagnostics() throws {
    let file = try CaseFile(MistakeTests.fileName)
    #expect(file.cases.count >= 60)
    let results = file.cases.map { MistakeTests.render($0.input) }
    if CaseFile.isRecording {
      try file.record(results)
      Issue.record(
        "recorded \(file.cases.count) cases of \(file.name); run again without recording"
      )
      return
    }
    for (entry, result) in zip(file.cases, results) {
      #expect(result == entry.expected, "\(entry.title)")
    }
  }

  @Test func markedPlacesAreTheOnesPointedAt() throws {
    for entry in try CaseFile(MistakeTests.fileName).cases {
      let marked = MarkedText(entry.input)
      let result = check(marked.text)
      let places = result.diagnostics.map { diagnostic in
        let offset = fileOffset(diagnostic.span.file, in: marked.text)
        return offset + Int(diagnostic.span.start)..<offset + Int(diagnostic.span.end)
      }
      #expect(places == marked.marks, "\(entry.title): \(result.diagnostics.map(\.message))")
      let hasError = result.diagnostics.contains { $0.severity == .error }
      #expect((result.rulebook == nil) == hasError, "\(entry.title)")
    }
  }

  @Test func messagesKeepTheStyle() throws {
    for entry in try CaseFile(MistakeTests.fileName).cases {
      for diagnostic in check(MarkedText(entry.input).text).diagnostics {
        // The parser's own messages are tested where they are made.
        guard !MistakeTests.syntax.contains(diagnostic.code) else { continue }
        let notes = diagnostic.notes.map(\.message)
        #expect(diagnostic.help != nil, "\(entry.title)")
        for sentence in [diagnostic.message, diagnostic.help ?? "none"] + notes {
          let first = try #require(sentence.unicodeScalars.first, "\(entry.title)")
          #expect(!first.properties.isUppercase, "\(sentence)")
          #expect(!sentence.hasSuffix("."), "\(sentence)")
        }
      }
    }
  }

  /// As it is printed; of the parser's messages, which are tested beside it, only the code.
  private static func render(_ input: String) -> String {
    let files = rulebookFiles(MarkedText(input).text)
    let diagnostics = check(files).diagnostics
    let own = diagnostics.filter { !syntax.contains($0.code) }
    let others = diagnostics.filter { syntax.contains($0.code) }.map { "syntax: \($0.code)\n" }
    var text = Substring(DiagnosticRenderer(files: files).render(own) + others.joined())
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}
