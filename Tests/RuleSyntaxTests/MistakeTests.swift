import RuleSyntax
import TestSupport
import Testing

/// The cases of `Tests/Conformance/syntax`: what reading a text finds, at the marked places.
struct MistakeTests {
  @Test(arguments: CaseFile.paths(in: "syntax"))
  func eachMistakeGivesItsMessage(path: String) throws {
    let file = try CaseFile(path)
    #expect(!file.cases.isEmpty)
    file.expectEach { entry in
      let source = SourceFile(path: "a.tranche", text: MarkedText(entry.input).text)
      return CaseRulebook(reading: source).text(of: Parser.parse(source).diagnostics)
    }
  }

  @Test(arguments: CaseFile.paths(in: "syntax"))
  func eachMarkedPlaceIsTheOnePointedAt(path: String) throws {
    for entry in try CaseFile(path).cases {
      let marked = MarkedText(entry.input)
      let result = Parser.parse(SourceFile(path: "a.tranche", text: marked.text))
      let places = result.diagnostics.map { Int($0.span.start)..<Int($0.span.end) }
      #expect(places == marked.marks, "\(entry.title): \(result.diagnostics.map(\.message))")
    }
  }

  // cites: check-7
  @Test func everyCodeHasACase() throws {
    // These need a whole file of bytes, or a size that no case shows well; `HostileInputTests` and
    // `LexerTests` have them.
    var missing = Set(SyntaxCode.allCases.map(\.rawValue))
    missing.subtract(["not-text", "malformed-text", "too-many-mistakes", "deep-nesting"])
    for entry in try CaseFile.cases(in: "syntax") {
      let text = MarkedText(entry.input).text
      let result = Parser.parse(SourceFile(path: "a.tranche", text: text))
      for diagnostic in result.diagnostics { missing.remove(diagnostic.code) }
    }
    #expect(missing.isEmpty)
  }

  // cites: check-9
  @Test func messagesKeepTheStyle() throws {
    for entry in try CaseFile.cases(in: "syntax") {
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
}
