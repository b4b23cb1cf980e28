import RuleChecker
import RuleSyntax
import Testing

/// The pages of what reading a text finds tell the truth, and every code has exactly one page.
@Suite struct SyntaxPageTests {
  /// What no text can show, or only one that no page has room for.
  private static let withoutExample: Set<String> = [
    "malformed-text", "not-text", "too-many-mistakes", "incomplete-declaration", "no-such-file",
  ]

  @Test(arguments: SyntaxPages.list)
  func exampleHasTheFindingAndInsteadHasNothing(page: CheckPage) {
    if SyntaxPageTests.withoutExample.contains(page.code) {
      #expect(page.example.hasPrefix("//"), "\(page.code)")
    } else {
      #expect(codes(page.example).contains(page.code), "\(page.code): \(codes(page.example))")
    }
    #expect(check(page.instead).rulebook != nil, "\(page.code): \(codes(page.instead))")
  }

  @Test func everyCodeHasOnePage() {
    let codes = CheckPages.all.map(\.code)
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
    #expect(Set(SyntaxCode.allCases.map(\.rawValue)) == Set(SyntaxPages.list.map(\.code)))
    #expect(Set(AllChecks.list.map(\.code)).isSubset(of: codes))
    #expect(CheckPages.page(of: "no-such-file")?.finds.contains("`use`") == true)
    #expect(CheckPages.page(of: "no-such-code") == nil)
  }

  @Test(arguments: CheckPages.all)
  func pagesKeepTheStyle(page: CheckPage) throws {
    for text in [page.finds, page.matters] {
      let first = try #require(text.unicodeScalars.first)
      #expect(!first.properties.isUppercase, "\(page.code): \(text)")
      #expect(!text.hasSuffix("."), "\(page.code): \(text)")
      #expect(!text.contains("\n") && !text.contains("  "), "\(page.code): \(text)")
    }
    // A reader learns why, and not only what.
    #expect(page.matters.split(separator: " ").count >= 6, "\(page.code): \(page.matters)")
    #expect(page.example != page.instead, "\(page.code)")
  }
}
