import Evaluator
import Foundation
import Portfolio
import Quantities
import Reporting
import TestSupport
import Testing

/// What `tranche catalyst` prints: the JSON is what `docs/schema/catalysts-1.json` promises, and the text
/// fits.
@Suite struct CatalystListingTests {
  private static func act(_ kind: CatalystAct.Kind, _ day: String) throws -> CatalystAct {
    let at = try #require(Instant(parsing: day, bareDate: .start))
    return CatalystAct(
      catalyst: "gcc_support",
      kind: kind,
      at: at,
      recorded: at,
      who: "ana",
      evidence: "https://wire.example/\u{1b}[31m1",
      note: "a note\u{202e} turned round"
    )
  }

  private func listing(isWhole: Bool) throws -> CatalystListing {
    let example = WorkedExample()
    let acts = [
      try Self.act(.report, "2025-12-16"), try Self.act(.confirm, "2025-12-17"),
      try Self.act(.deny, "2026-01-01"),
    ]
    let evaluation = Evaluation(
      rulebook: example.rulebook,
      market: example.market,
      items: example.items,
      acts: acts,
      asOf: try #require(Instant(parsing: "2025-12-20", bareDate: .end))
    )
    return CatalystListing(
      header: evaluation.header,
      catalysts: evaluation.catalysts(acts: acts),
      isWhole: isWhole
    )
  }

  @Test func jsonConforms() throws {
    let file = repositoryRoot().appendingPathComponent("docs/schema/catalysts-1.json")
    let schema = try JSONSchema(Data(contentsOf: file))
    let bytes = try listing(isWhole: false).bytes(.json, ReportOptions())
    let document = try JSONSerialization.jsonObject(with: Data(bytes))
    #expect(try schema.problems(in: document) == [])
    let object = try #require(document as? [String: Any])
    let catalysts = try #require(object["catalysts"] as? [[String: Any]])
    let confirmed = try #require(catalysts.first { $0["name"] as? String == "gcc_support" })
    #expect(confirmed["state"] as? String == "confirmed")
    // The denial of a later day does not count yet.
    #expect(
      (confirmed["acts"] as? [[String: Any]])?.map { $0["act"] as? String } == [
        "report", "confirm",
      ]
    )
    let readers = try #require(confirmed["readers"] as? [[String: Any]])
    #expect(readers.contains { $0["name"] as? String == "scale_in.gcc" })
  }

  @Test(arguments: [40, 60, 80, 120])
  func textFitsAndIsHarmless(width: Int) throws {
    let bytes = try listing(isWhole: true).bytes(.text, ReportOptions(width: width))
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\n") where !line.contains("https://") {
      #expect(line.count <= width, "\(line)")
    }
    #expect(!text.contains("\u{1b}") && !text.contains("\u{202e}"))
    #expect(text.contains("confirmed by ana"))
  }
}
