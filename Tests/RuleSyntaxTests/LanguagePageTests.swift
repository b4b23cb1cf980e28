import Foundation
import TestSupport
import Testing

@testable import RuleSyntax

/// `docs/language.md` says what the program does.
struct LanguagePageTests {
  @Test func theFirstRulebookHasNoMistake() throws {
    let blocks = try page().components(separatedBy: "\n```\n")
    let example = try #require(
      blocks.first { $0.hasPrefix("\nlanguage 1") || $0.hasPrefix("language 1") }
    )
    let result = Parser.parse(SourceFile(path: "language.md", text: example))
    #expect(result.diagnostics.map(\.message) == [])
    #expect(result.tree.root.child(.rule) != nil)
  }

  // cites: check-7
  @Test func theTableOfCodesIsTheCatalogue() throws {
    let page = try page()
    var rest = Substring(page)
    for code in SyntaxCode.allCases {
      let sentence = code.summary.dropLast()
      let row = "| `\(code.rawValue)` | \(sentence.prefix(1).lowercased())\(sentence.dropFirst()) |"
      let place = try #require(rest.range(of: row), "\(row)")
      rest = rest[place.upperBound...]
    }
  }

  // cites: name-1, name-2, name-3
  @Test func theReservedWordsAreListed() throws {
    let page = try page()
    var listed = Set<String>()
    for title in ["declarations", "clauses", "others"] {
      let start = try #require(page.range(of: "| \(title) | `"))
      let words = page[start.upperBound...].prefix { $0 != "`" }
      listed.formUnion(words.split(separator: " ").map(String.init))
    }
    #expect(listed == Set(Keyword.allCases.filter(\.isReserved).map(\.rawValue)))
  }

  @Test func theExampleOfAMessageIsRendered() throws {
    let text = "rule a {\n  hegde 40% of chips by beta with PSQ\n}\n"
    let file = SourceFile(path: "a.tranche", text: text)
    let rendered = DiagnosticRenderer(files: [file]).render(Parser.parse(file).diagnostics)
    #expect(try page().contains("```\n\(rendered.trimmingTrailingNewlines())\n```"))
  }

  /// Every word of the grammar stands in the normative copy, in quotes.
  @Test func theGrammarNamesEveryKeyword() throws {
    let page = try page()
    let missing = Keyword.allCases.filter { $0 != .other && !page.contains("\"\($0.rawValue)\"") }
    #expect(missing == [])
  }

  private func page() throws -> String {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let root = tests.deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("docs/language.md"), encoding: .utf8)
  }
}
