import Foundation
import Quantities
import TestSupport
import Testing

@testable import Evaluator
@testable import Reporting

/// Scenarios as text and as JSON.
@Suite struct ScenarioReportTests {
  private func account() throws -> AccountScenarios {
    let position = ScenarioPosition(
      symbol: "NVDA",
      before: try Quantity(parsing: "4"),
      after: try Quantity(parsing: "1204.5")
    )
    return AccountScenarios(
      account: "gro\u{1B}wth",
      baseCurrency: try #require(Currency("USD")),
      nav: nil,
      tried: [ScenarioCatalyst(name: "gcc", now: "none", states: ["confirmed", "anything else"])],
      unmoving: ["gcc"],
      leftOut: ["late"],
      outcomes: (0..<8).map { index in
        ScenarioOutcome(
          isNow: index == 0,
          cases: (0..<8).map { _ in
            [.init(catalyst: "gcc", states: ["confirmed"], text: "is confirmed")]
          },
          positions: [position],
          blocked: ["account"]
        )
      },
      thresholds: [
        ScenarioThreshold(
          fact: "sentiment(NVDA, over: 3d)",
          readers: ["cut when"],
          now: "unknown",
          turnsAt: "below -0.40",
          distance: "",
          effect: [position]
        )
      ]
    )
  }

  private func report(_ format: ScenarioFormat, width: Int = 80) throws -> String {
    var bytes: [UInt8] = []
    let writer = format.writer(ReportOptions(width: width))
    writer.begin(SampleHeaders.flagship, into: &bytes)
    writer.account(try account(), isFirst: true, into: &bytes)
    writer.account(try account(), isFirst: false, into: &bytes)
    writer.end(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func theDocumentConforms() throws {
    let file = repositoryRoot().appendingPathComponent("docs/schema/scenarios-1.json")
    let schema = try JSONSchema(Data(contentsOf: file))
    let document = try JSONSerialization.jsonObject(with: Data(report(.json).utf8))
    #expect(try schema.problems(in: document) == [])
    let accounts = (document as? [String: Any])?["accounts"] as? [[String: Any]]
    #expect(accounts?.count == 2)
    #expect(accounts?.first?["nav"] is NSNull)
  }

  @Test(arguments: [40, 60, 80, 120]) func textFits(width: Int) throws {
    let text = try report(.text, width: width)
    #expect(!text.contains("\u{1B}"))
    for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width) }
  }

  @Test func textSaysAll() throws {
    let text = try report(.text)
    #expect(text.contains("gcc is none; tried: confirmed, anything else; changes nothing"))
    #expect(text.contains("left out, too many at once: late"))
    #expect(text.contains("1 now: gcc is confirmed"))
    #expect(text.contains("or in 2 more cases"))
    #expect(text.contains("symbol  held    1 now        2"))
    #expect(text.contains("NVDA 4 → 1,204.5"))
  }
}
