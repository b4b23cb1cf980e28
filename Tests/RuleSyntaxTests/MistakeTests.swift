import RuleSyntax
import Testing

/// Each mistake of `Fixtures/mistakes.txt` gives its one message, at the place that is marked in its
/// text.
struct MistakeTests {
  static let fileName = "mistakes.txt"

  @Test func eachMistakeGivesItsOneMessage() throws {
    let file = try CaseFile(MistakeTests.fileName)
    #expect(file.cases.count >= 60)
    let results = file.cases.map { MistakeTests.render($0.input) }
    if Fixtures.isRecording {
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

  @Test func eachMarkedPlaceIsTheOnePointedAt() throws {
    for entry in try CaseFile(MistakeTests.fileName).cases {
      let marked = MarkedText(entry.input)
      let result = Parser.parse(SourceFile(path: "a.tranche", text: marked.text))
      let places = result.diagnostics.map { Int($0.span.start)..<Int($0.span.end) }
      #expect(places == marked.marks, "\(entry.title): \(result.diagnostics.map(\.message))")
      #expect(result.diagnostics.count == 1, "\(entry.title)")
    }
  }

  @Test func everyCodeHasACase() throws {
    // These need a whole file of bytes, or a size that no fixture shows well; `HostileInputTests`
    // and `LexerTests` have them.
    var missing = Set(SyntaxCode.allCases.map(\.rawValue))
    missing.subtract(["not-text", "malformed-text", "too-many-mistakes", "deep-nesting"])
    for entry in try CaseFile(MistakeTests.fileName).cases {
      let text = MarkedText(entry.input).text
      let result = Parser.parse(SourceFile(path: "a.tranche", text: text))
      for diagnostic in result.diagnostics { missing.remove(diagnostic.code) }
    }
    #expect(missing.isEmpty)
  }

  @Test func messagesKeepTheStyle() throws {
    for entry in try CaseFile(MistakeTests.fileName).cases {
      let text = MarkedText(entry.input).text
      for diagnostic in Parser.parse(SourceFile(path: "a.tranche", text: text)).diagnostics {
        for sentence in [diagnostic.message, diagnostic.help ?? "help"] {
          let first = try #require(sentence.unicodeScalars.first)
          #expect(!first.properties.isUppercase, "\(sentence)")
          #expect(!sentence.hasSuffix("."), "\(sentence)")
        }
      }
    }
  }

  private static func render(_ input: String) -> String {
    let file = SourceFile(path: "a.tranche", text: MarkedText(input).text)
    let text = DiagnosticRenderer(files: [file]).render(Parser.parse(file).diagnostics)
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init).joined(separator: "\n")
      .trimmingTrailingNewlines()
  }
}

extension String {
  func trimmingTrailingNewlines() -> String {
    var text = Substring(self)
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}
