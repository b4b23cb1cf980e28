import Evaluator
import Foundation
import Portfolio
import Quantities
import Reporting
import TestSupport
import Testing

/// The JSON of `tranche why` is what `docs/schema/why-1.json` promises.
@Suite struct WhySchemaTests {
  private func report(_ question: WhyReport.Question) throws -> WhyReport {
    let example = WorkedExample()
    let evaluation = Evaluation(
      rulebook: example.rulebook,
      market: example.market,
      items: example.items,
      acts: [],
      asOf: try #require(Instant(parsing: "2025-12-20", bareDate: .end))
    )
    let account = Account(
      name: "example",
      baseCurrency: WorkedExample.usd,
      positions: [],
      cash: [Money(try Amount(parsing: "100000"), WorkedExample.usd)]
    )
    return WhyReport(
      header: evaluation.header,
      explanation: evaluation.explain(account, journal: Journal()),
      question: question
    )
  }

  @Test(arguments: ["", "NVDA", "PSQ", "scale_in", "scale_in.gcc", "reassess"])
  func answersConform(subject: String) throws {
    let file = repositoryRoot().appendingPathComponent("docs/schema/why-1.json")
    let schema = try JSONSchema(Data(contentsOf: file))
    let parts = subject.split(separator: ".").map(String.init)
    let question: WhyReport.Question =
      switch subject.first {
      case nil: .overview
      case let letter? where letter.isUppercase: .instrument(subject)
      default: .rule(parts[0], member: nil, step: parts.count > 1 ? parts[1] : nil)
      }
    let bytes = try report(question).bytes(.json, ReportOptions())
    let document = try JSONSerialization.jsonObject(with: Data(bytes))
    #expect(try schema.problems(in: document) == [])
    let object = try #require(document as? [String: Any])
    let conditions = try #require(object["conditions"] as? [Any])
    #expect(conditions.isEmpty == (subject.first?.isLowercase != true))
    #expect((object["instrument"] is NSNull) == (subject.first?.isUppercase != true))
  }

  @Test(arguments: [40, 60, 80, 120])
  func textFits(width: Int) throws {
    for question in [
      WhyReport.Question.overview, .instrument("NVDA"), .rule("scale_in", member: nil, step: nil),
    ] {
      let bytes = try report(question).bytes(.text, ReportOptions(width: width))
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        #expect(line.count <= width, "\(line)")
      }
    }
  }
}
