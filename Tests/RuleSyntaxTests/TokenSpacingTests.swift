import Testing

@testable import RuleSyntax

/// Blanks between words on one line, and how wide they are.
struct TokenSpacingTests {
  /// Texts as they should look.
  @Test(arguments: [
    "let x = a + b - c * d / e >= -1 and not f",
    "let x = -(a) - -b",
    "let x = f() + g(a, over: 30d, b: c)",
    "let x = known(beta(NVDA)) or a is confirmed",
    "let x = any of (a, b) is (beat, met) or at least 2 of (c, d)",
    "let x = weight(held in (tag sector:technology except \"0700.HK\")) > 100 USD",
    "limit l net >= -10% for accounts tag desk:main",
    "limit l trade of each instrument <= 5% of adv",
    "topic t { mentions \"a\", (\"b\" near \"c\") symbols A, B }",
    "topic t {}",
    "test \"t\" { account { cash -5 EUR holds A -3 @ 1.5 USD tag A theme:\"AI\" leverage A -1 } }",
    "test \"t\" { signals a sentiment from -0.1 by -0.05 times 6 every 1d at 2025-12-01 }",
    "rule r for each s in all { build each b to 1% of nav in tranches { a 100% at once } }",
  ])
  func blanksStandWhereTheyRead(text: String) {
    // Every blank that may go goes, and every one that may be more is more.
    let tree = parsed(text)
    #expect(joined(tree) == text)
    let spread = tree.tokens.indices.map { tree.text(ofToken: $0) }.joined(separator: " \t ")
    #expect(joined(parsed(spread)) == text)
  }

  @Test func aStretchIsAsWideAsItsText() {
    let tree = parsed("let x = f(a, over: 30d) > -1")
    let spacing = TokenSpacing(of: tree)
    for first in tree.tokens.indices {
      for end in first...tree.tokens.count {
        #expect(spacing.width(first..<end) == joined(tree, first..<end).utf8.count)
      }
    }
  }

  /// Columns of a terminal, not bytes.
  @Test func wideLettersAndMarksHaveTheirWidth() {
    #expect(width(ofTitle: "abc") == 5)
    #expect(width(ofTitle: "é≥“") == 5)
    #expect(width(ofTitle: "中文") == 6)
    #expect(width(ofTitle: "e\u{301}") == 3)
    #expect(width(ofTitle: "🙂") == 4)
  }

  private func width(ofTitle title: String) -> Int {
    TokenSpacing(of: parsed("dimension d \"\(title)\"")).width(2..<3)
  }

  private func parsed(_ text: String) -> SyntaxTree {
    let result = Parser.parse(SourceFile(path: "a.tranche", text: text))
    #expect(result.diagnostics.isEmpty, "\(text): \(result.diagnostics.map(\.message))")
    return result.tree
  }

  /// Tokens on one line, with the blanks of the layout.
  private func joined(_ tree: SyntaxTree, _ range: Range<Int>? = nil) -> String {
    let spacing = TokenSpacing(of: tree)
    var text = ""
    for token in range ?? 0..<tree.tokens.count - 1 {
      if !text.isEmpty, spacing.hasBlank[token] { text += " " }
      text += tree.text(ofToken: token)
    }
    return text
  }
}
