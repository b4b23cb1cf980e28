import Foundation
import RuleSyntax
import TestSupport
import Testing

/// The cases of `Tests/Conformance/formatting`: texts and their one layout.
struct FormatterCaseTests {
  @Test(arguments: CaseFile.paths(in: "formatting"))
  func eachTextHasItsLayout(path: String) throws {
    let file = try CaseFile(path)
    #expect(!file.cases.isEmpty)
    file.expectEach { layout(of: $0.input) }
  }

  @Test(arguments: CaseFile.paths(in: "formatting"))
  func eachLayoutIsItsOwn(path: String) throws {
    for entry in try CaseFile(path).cases {
      #expect(layout(of: entry.expected) == entry.expected + "\n", "\(entry.title)")
    }
  }

  /// The cases of the other folders show every mistake and every rule; those that can be read are
  /// laid out, the others never.
  @Test(arguments: ["trees", "syntax", "diagnostics", "types"])
  func casesOfOtherFoldersAreLaidOutOrRefused(folder: String) throws {
    for entry in try CaseFile.cases(in: folder) {
      let file = SourceFile(path: "a.tranche", text: MarkedText(entry.input).text)
      let mistakes = Parser.parse(file).diagnostics
      switch Formatter.format(file) {
      case .formatted: #expect(mistakes.isEmpty, "\(entry.title)")
      case .refused(let diagnostics): #expect(diagnostics == mistakes, "\(entry.title)")
      case .unfaithful(let fault): Issue.record("\(entry.title): \(fault.rawValue)")
      }
    }
  }

  /// The page that describes the layout shows it.
  @Test func theExampleOfThePageIsLaidOut() throws {
    let page = try FormatterText.shipped("docs/formatting.md").bytes
    let blocks = String(decoding: page, as: UTF8.self).components(separatedBy: "```\n")
    let examples = blocks.filter { $0.hasPrefix("rule ") }
    #expect(examples.count == 1)
    for example in examples { #expect(layout(of: example) == example) }
  }

  private func layout(of text: String) -> String {
    switch Formatter.format(SourceFile(path: "a.tranche", text: text)) {
    case .formatted(let page): String(decoding: page, as: UTF8.self)
    case .refused(let diagnostics): "refused: \(diagnostics.map(\.message))"
    case .unfaithful(let fault): "unfaithful: \(fault.rawValue)"
    }
  }
}
