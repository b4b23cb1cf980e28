import Foundation
import Reporting
import RuleChecker
import RuleSyntax
import RuleTesting
import TestSupport
import Testing

/// What `tranche test` writes for programs: JSON as `docs/schema/test-1.json` promises, and XML that is
/// well formed whatever stands in a rulebook.
@Suite struct TestSchemaTests {
  private static let rules = """
    language 1
    rulebook trial
    topic chips { mentions "chips" }
    rule own for each stock in NVDA {
      when  sentiment(chips, over: 5d) > 0.2 or nav < 5 USD
      build stock to 1% of nav
    }

    """

  private static func test(_ name: String, _ entries: String) -> String {
    "test \"\(name)\" { account { cash 100_000 USD  price NVDA 100 USD } \(entries) }\n"
  }

  private func report(_ tests: String, showsCoverage: Bool) throws -> TestReport {
    let file = SourceFile(path: "trial.tranche", text: Self.rules + tests)
    let result = RulebookChecker.check([Parser.parse(file)])
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    let broken = SourceFile(path: "broken.tranche", text: "language 1 rulebook b rule a { biuld }")
    return TestReport(
      rulebooks: [
        TestReport.Tested(
          path: "trial.tranche",
          files: [file],
          outcome: RulebookTester(rulebook, portfolios: NoPortfolioFiles()).run()
        ),
        TestReport.Tested(
          path: broken.path,
          files: [broken],
          errors: RulebookChecker.check([Parser.parse(broken)]).diagnostics
        ),
      ],
      showsCoverage: showsCoverage
    )
  }

  @Test(arguments: [false, true]) func outcomesConform(showsCoverage: Bool) throws {
    let file = repositoryRoot().appendingPathComponent("docs/schema/test-1.json")
    let schema = try JSONSchema(Data(contentsOf: file))
    let tests = [
      Self.test("passes", "as of 2025-12-15 { expect no trade }"),
      Self.test("fails", "as of 2025-12-15 { expect own fires expect buy NVDA 3 }"),
      Self.test(
        "differs",
        "signal chips sentiment 0.5 at 2025-12-14 as of 2025-12-15 { expect buy NVDA 3 }"
      ),
      Self.test("can't be", "apply"),
    ]
    let report = try report(tests.joined(), showsCoverage: showsCoverage)
    let document = try JSONSerialization.jsonObject(with: Data(TestFormat.json.text(of: report)))
    #expect(try schema.problems(in: document) == [])
    #expect((document as? [String: Any])?["failed"] as? Int == 3)
  }

  @Test(arguments: [
    ("]]> & <b>", "name=\"]]&gt; &amp; &lt;b&gt;\""),
    ("&\u{301} <\u{301}", "name=\"&amp;\u{301} &lt;\u{301}\""),
    ("a\u{FFFE}b\u{FFFF}", "name=\"a\u{FFFD}b\u{FFFD}\""),
  ])
  func namesAreEscaped(name: String, written: String) throws {
    for entries in [
      "as of 2025-12-15 { expect no trade }", "as of 2025-12-15 { expect own fires }",
    ] {
      let report = try report(Self.test(name, entries), showsCoverage: false)
      let text = String(decoding: TestFormat.junit.text(of: report), as: UTF8.self)
      #expect(Array(text.unicodeScalars).contains(Array(written.unicodeScalars)), "\(text)")
    }
  }
}

/// Has no portfolio file at all.
private struct NoPortfolioFiles: TestPortfolios {
  func open(_ path: String, besides file: String) throws(TestFault) -> any TestPortfolio {
    throw TestFault("there is no file `\(path)`", help: "")
  }
}
