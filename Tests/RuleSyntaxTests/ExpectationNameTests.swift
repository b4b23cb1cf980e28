import RuleSyntax
import Testing

/// Rules may be called like the words of an expectation; what stands behind a word tells which it is.
@Suite struct ExpectationNameTests {
  @Test(arguments: [
    "conflict cuts and trims", "conflict fires and conflict", "conflict cuts NVDA",
    "conflict fires",
    "no trade in NVDA", "no fires for NVDA", "buy is unknown", "cover NVDA 3",
  ])
  func anExpectationIsRead(_ text: String) {
    let source = """
      language 1
      rulebook words
      test "words" { as of 2025-12-15 { expect \(text) } }
      """
    let result = Parser.parse(SourceFile(path: "words.tranche", text: source))
    #expect(result.diagnostics.map(\.message) == [])
  }
}
