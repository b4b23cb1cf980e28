import Foundation
import RuleChecker
import TestSupport
import Testing

/// The types that `docs/language.md` lists are those that expressions have.
@Suite struct TypeNamesTests {
  // cites: type-1
  @Test func thePageListsEveryType() throws {
    let path = repositoryRoot().appendingPathComponent("docs/language.md")
    let page = try String(contentsOf: path, encoding: .utf8).replacing("\n", with: " ")
    let start = try #require(
      page.range(of: "Every expression has a type, known before anything runs: ")
    )
    let sentence = page[start.upperBound...].prefix { $0 != "." }.replacing(" (−1 to 1)", with: "")
    let words = sentence.replacing(" or ", with: ", ").split(separator: ", ").map(String.init)
    #expect(words == ValueType.allCases.map(\.rawValue))
  }

  // cites: type-1
  @Test(arguments: [
    ("gross / net", ValueType.number), ("sentiment(NVDA, over: 3d)", .score), ("gross", .percent),
    ("nav", .money), ("quantity(NVDA)", .quantity), ("price(NVDA)", .price),
    ("age(NVDA)", .duration), ("2025-12-20", .date), ("gross > 1%", .boolean),
  ])
  func anExpressionHasItsTypeBeforeAnythingRuns(text: String, type: ValueType) throws {
    let result = check("let x = \(text)\nrule look { when known(x) review NVDA }")
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    #expect(rulebook.lets.map(\.value.type) == [type])
  }
}
