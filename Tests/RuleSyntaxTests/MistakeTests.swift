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
      let source = entry.file
      return CaseRulebook(reading: source).text(of: Parser.parse(source).diagnostics)
    }
  }

  @Test(arguments: CaseFile.paths(in: "syntax"))
  func eachMarkedPlaceIsTheOnePointedAt(path: String) throws {
    for entry in try CaseFile(path).cases where !entry.fields.contains(where: { $0.key == "bytes" })
    {
      let marked = MarkedText(entry.input)
      let result = Parser.parse(entry.file)
      let places = result.diagnostics.map { Int($0.span.start)..<Int($0.span.end) }
      #expect(places == marked.marks, "\(entry.title): \(result.diagnostics.map(\.message))")
    }
  }

  // cites: check-7
  @Test func everyCodeHasACase() throws {
    // A thousand mistakes are too many for a case; `HostileInputTests` has them.
    var missing = Set(SyntaxCode.allCases.map(\.rawValue)).subtracting(["too-many-mistakes"])
    for entry in try CaseFile.cases(in: "syntax") {
      for diagnostic in Parser.parse(entry.file).diagnostics { missing.remove(diagnostic.code) }
    }
    #expect(missing.isEmpty)
  }

  // cites: check-9
  @Test func messagesKeepTheStyle() throws {
    for entry in try CaseFile.cases(in: "syntax") {
      for diagnostic in Parser.parse(entry.file).diagnostics {
        for sentence in [diagnostic.message, diagnostic.help ?? "help"] {
          let first = try #require(sentence.unicodeScalars.first)
          #expect(!first.properties.isUppercase, "\(sentence)")
          #expect(!sentence.hasSuffix("."), "\(sentence)")
        }
      }
    }
  }
}
