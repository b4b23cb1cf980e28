import Foundation
import Reporting
import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// What `tranche check` prints, in each format.
@Suite struct CheckReportTests {
  @Test func human() {
    expectSnapshot(of: SampleChecks.mixed.text(.human), named: "check.txt")
    expectSnapshot(of: SampleChecks.warned.text(.human, style: .colour), named: "check-colour.txt")
  }

  @Test func json() throws {
    expectSnapshot(of: SampleChecks.mixed.text(.json), named: "check.json")
    let file = repositoryRoot().appendingPathComponent("docs/schema/check-1.json")
    let schema = try JSONSchema(Data(contentsOf: file))
    for report in [
      SampleChecks.mixed, SampleChecks.warned, SampleChecks.sound, SampleChecks.hostile,
    ] {
      #expect(try schema.problems(in: parsed(report.text(.json))) == [])
    }
  }

  @Test func sarif() {
    expectSnapshot(of: SampleChecks.mixed.text(.sarif), named: "check.sarif")
  }

  /// Every place and code of the JSON is in SARIF, in the same order.
  @Test func formatsSayTheSame() throws {
    for report in [SampleChecks.mixed, SampleChecks.warned, SampleChecks.hostile] {
      let json = try document(report.text(.json))
      let found = try #require(json["diagnostics"] as? [[String: Any]])
      let run = try run(of: report)
      let results = try #require(run["results"] as? [[String: Any]])
      #expect(!found.isEmpty && found.count == results.count)
      for (diagnostic, result) in zip(found, results) {
        let place = try #require(region(of: result))
        #expect(diagnostic["code"] as? String == result["ruleId"] as? String)
        #expect(diagnostic["severity"] as? String == result["level"] as? String)
        for (ours, theirs) in [
          ("line", "startLine"), ("column", "startColumn"), ("endLine", "endLine"),
          ("endColumn", "endColumn"),
        ] {
          #expect(diagnostic[ours] as? Int == place[theirs] as? Int)
        }
      }
    }
  }

  @Test func rulesOfSARIFHaveTheirPages() throws {
    let run = try run(of: SampleChecks.mixed)
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    let rules = try #require(driver?["rules"] as? [[String: Any]])
    let results = try #require(run["results"] as? [[String: Any]])
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      try #require(rules.indices.contains(index))
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      #expect((rules[index]["help"] as? [String: Any])?["markdown"] != nil)
    }
  }

  /// RFC 3986: a blank in a path is no URI.
  @Test func pathsAreReferences() throws {
    let text = SampleChecks.mixed.text(.sarif)
    #expect(text.contains("\"rules/a%20b.tranche\""))
    #expect(!text.contains("\"rules/a b.tranche\""))
  }

  @Test(arguments: CheckFormat.allCases) func nothingHostileIsShown(format: CheckFormat) {
    let text = SampleChecks.hostile.text(format)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!text.unicodeScalars.contains("\u{202E}"))
  }

  @Test(arguments: [60, 80]) func linesFit(width: Int) {
    for line in SampleChecks.mixed.text(.human, width: width).split(separator: "\n")
    where line.contains(" | ") {
      #expect(line.count <= width, "\(line)")
    }
  }

  private func region(of result: [String: Any]) -> [String: Any]? {
    let location = (result["locations"] as? [[String: Any]])?.first
    return (location?["physicalLocation"] as? [String: Any])?["region"] as? [String: Any]
  }

  private func run(of report: CheckReport) throws -> [String: Any] {
    let runs = try document(report.text(.sarif))["runs"] as? [[String: Any]]
    return try #require(runs?.first)
  }

  private func document(_ text: String) throws -> [String: Any] {
    let value = try parsed(text)
    return try #require(value as? [String: Any])
  }

  private func parsed(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }
}
