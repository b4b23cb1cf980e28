import Testing

@testable import RuleSyntax

/// The words and codes that the language is made of.
struct VocabularyTests {
  @Test func everyKeywordIsFoundByItsSpelling() {
    for keyword in Keyword.allCases where keyword != .other {
      #expect(lookUp(keyword.rawValue) == keyword)
    }
  }

  @Test(arguments: ["", "x", "whe", "whenn", "corroborate", "a_word_of_more_than_sixteen_letters"])
  func otherWordsAreNone(word: String) {
    #expect(lookUp(word) == .other)
  }

  @Test func codesAreSortedKebabCaseWithASummary() {
    let codes = SyntaxCode.allCases.map(\.rawValue)
    #expect(codes == codes.sorted())
    for code in SyntaxCode.allCases {
      #expect(code.rawValue.allSatisfy { $0 == "-" || ("a"..."z").contains($0) })
      #expect(code.summary.hasSuffix("."))
    }
  }

  @Test(
    arguments: [
      ("hegde", "hedge"), ("wehn", "when"), ("unti", "until"), ("becuase", "because"),
      ("trimm", "trim"), ("zzz", nil), ("x", nil), ("", nil), ("freze", "freeze"),
      ("bild", "build"),
    ] as [(String, String?)]
  )
  func theNearestClauseIsFound(word: String, expected: String?) {
    let clauses = Keyword.allCases.filter(\.isClause).map(\.rawValue)
    #expect(NearestMatch.of(word, in: clauses) == expected)
  }

  @Test(arguments: [
    ("", "", 0), ("ab", "ba", 1), ("kitten", "sitting", 3), ("a", "", 1), ("abc", "abc", 0),
  ])
  func editsAreCounted(left: String, right: String, expected: Int) {
    #expect(NearestMatch.edits(Array(left.utf8), Array(right.utf8)) == expected)
    #expect(NearestMatch.edits(Array(right.utf8), Array(left.utf8)) == expected)
  }

  private func lookUp(_ text: String) -> Keyword {
    var word = PackedWord()
    for byte in text.utf8 { word.append(byte) }
    return KeywordTable.shared.keyword(word)
  }
}
