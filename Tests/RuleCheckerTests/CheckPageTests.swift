import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// Each check's page tells the truth: its example has the finding, the other text has none at all.
@Suite struct CheckPageTests {
  @Test(arguments: AllChecks.list.map(\.code))
  func exampleHasTheFindingAndInsteadHasNone(code: String) throws {
    let page = try #require(AllChecks.list.first { $0.code == code }).page
    let found = check(page.example).diagnostics
    #expect(
      found.contains { $0.code == code && $0.severity == page.severity },
      "\(codes(page.example))"
    )
    let rest = check(page.instead)
    #expect(rest.rulebook != nil, "\(rest.diagnostics.map(\.message))")
    #expect(!rest.diagnostics.contains { $0.code == code }, "\(rest.diagnostics.map(\.message))")
  }

  @Test func codesAreSortedAndUnique() {
    let codes = AllChecks.list.map(\.code)
    #expect(codes == Set(codes).sorted())
  }

  @Test func everyCodeThatCasesGiveHasAPage() throws {
    let pages = Set(AllChecks.list.map(\.code))
    let syntax = Set(SyntaxCode.allCases.map(\.rawValue))
    var covered: Set<String> = []
    for entry in try CaseFile.cases(in: "diagnostics") {
      for code in codes(MarkedText(entry.input).text) {
        #expect(pages.contains(code) || syntax.contains(code), "\(code)")
        covered.insert(code)
      }
    }
    #expect(pages.subtracting(covered).isEmpty, "without a case: \(pages.subtracting(covered))")
  }
}
