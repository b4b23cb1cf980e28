import Testing

@testable import RuleSyntax

/// Which words of the grammar may be names.
struct ReservedWordTests {
  static let reserved = Keyword.allCases.filter { $0 != .other && $0.isReserved }
  static let free = Keyword.allCases.filter { $0 != .other && !$0.isReserved }

  // cites: name-1, name-2, name-3
  @Test(arguments: reserved.map(\.rawValue))
  func aReservedWordIsNoName(word: String) {
    // `expect` begins what follows, so that a name is missing before it.
    let code = word == "expect" ? "unexpected-text" : "reserved-name"
    for text in declarations(of: word) {
      #expect(codes(of: text) == [code], "\(text)")
    }
  }

  // cites: name-4
  @Test(arguments: free.map(\.rawValue))
  func everyOtherWordIsAName(word: String) {
    for text in declarations(of: word) {
      #expect(codes(of: text) == [], "\(text)")
    }
  }

  private func declarations(of word: String) -> [String] {
    [
      "let \(word) = 1", "basket \(word) { NVDA 100% }", "dimension \(word)",
      "limit \(word) gross <= 90%", "rule \(word) { review NVDA }",
    ]
  }

  private func codes(of text: String) -> [String] {
    Parser.parse(SourceFile(path: "a.tranche", text: text)).diagnostics.map(\.code)
  }
}
