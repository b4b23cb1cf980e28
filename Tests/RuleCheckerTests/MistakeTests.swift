import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// Each rulebook of `Tests/Conformance/diagnostics` gives exactly its diagnostics, at the marked
/// places.
@Suite struct MistakeTests {
  private static let syntax = Set(SyntaxCode.allCases.map(\.rawValue))

  @Test(arguments: CaseFile.paths(in: "diagnostics"))
  func eachRulebookGivesItsDiagnostics(path: String) throws {
    let file = try CaseFile(path)
    #expect(!file.cases.isEmpty)
    file.expectEach { entry in
      let rulebook = CaseRulebook(MarkedText(entry.input).text)
      return rulebook.text(of: check(rulebook.files).diagnostics)
    }
  }

  // cites: check-5
  @Test(arguments: CaseFile.paths(in: "diagnostics"))
  func markedPlacesAreTheOnesPointedAt(path: String) throws {
    for entry in try CaseFile(path).cases {
      let marked = MarkedText(entry.input)
      let rulebook = CaseRulebook(marked.text)
      let result = check(rulebook.files)
      let places = result.diagnostics.map { rulebook.place(of: $0.span) }
      #expect(places == marked.marks, "\(entry.title): \(result.diagnostics.map(\.message))")
      let hasError = result.diagnostics.contains { $0.severity == .error }
      #expect((result.rulebook == nil) == hasError, "\(entry.title)")
    }
  }

  // cites: check-9
  @Test func messagesKeepTheStyle() throws {
    for entry in try CaseFile.cases(in: "diagnostics") {
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
}
