import Evaluator
import Foundation
import Quantities
import Reporting
import TestSupport
import Testing

/// What `tranche watch` prints: the JSON is what `docs/schema/alert-1.json` promises, and the text fits.
@Suite struct WatchAlertTests {
  private static let changes = [
    WatchChange(.ruleFires, "scale_in", to: "fires"),
    WatchChange(.ruleExits, "scale_in", from: "fires", to: "exits"),
    WatchChange(.ruleEnds, "hedge[NVDA]", from: "fires", to: "undecided"),
    WatchChange(.ruleEnds, "hedge[NVDA]", from: "fires"),
    WatchChange(.stepUnlocked, "scale_in.foothold", to: "open"),
    WatchChange(.stepLocked, "scale_in.foothold", from: "open"),
    WatchChange(.catalystMoved, "earnings(MSFT)", from: "expected", to: "confirmed:beat"),
    WatchChange(.limitNear, "single: NVDA", from: "9", to: "4"),
    WatchChange(.limitBroken, "single: \u{1B}[31m\u{202E}evil", from: "0", to: "broken"),
  ]

  private func alert(_ change: WatchChange, _ accounts: [String] = []) throws -> WatchAlert {
    let moment = try #require(Instant(parsing: "2025-12-15", bareDate: .start))
    let example = WorkedExample()
    let evaluation = Evaluation(
      rulebook: example.rulebook,
      market: example.market,
      items: example.items,
      acts: example.acts,
      asOf: moment
    )
    return WatchAlert(
      number: 7,
      at: moment,
      portfolio: "t.sqlite",
      rulebook: "house",
      rulebookHash: "00ff",
      change: change,
      accounts: accounts,
      rule: change.kind == .catalystMoved ? nil : WatchView(evaluation).ruleReport(of: "scale_in"),
      catalyst: change.kind != .catalystMoved
        ? nil
        : CatalystReport(
          name: "earnings",
          state: "confirmed",
          evidence: [
            CatalystReport.Evidence(
              item: "1",
              owner: "wire",
              sentence: "It \u{1B}[2J beat.",
              heldBackBy: nil
            )
          ]
        )
    )
  }

  private func text(_ alert: WatchAlert, width: Int = 80) -> String {
    String(decoding: alert.bytes(.text, ReportOptions(width: width)), as: UTF8.self)
  }

  @Test func jsonIsAsItsSchemaSays() throws {
    let file = repositoryRoot().appendingPathComponent("docs/schema/alert-1.json")
    let schema = try JSONSchema(Data(contentsOf: file))
    for change in WatchAlertTests.changes {
      for accounts in [[], ["growth"], (0..<2000).map { "a\($0)" }] {
        let alert = try alert(change, accounts)
        let line = alert.bytes(.jsonl, ReportOptions())
        #expect(line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
        #expect(!line.contains(0x1B))
        let document = try JSONSerialization.jsonObject(with: Data(line))
        #expect(try schema.problems(in: document) == [])
        let object = try #require(document as? [String: Any])
        #expect((object["accounts"] as? [String])?.count == min(accounts.count, 1000))
        #expect(object["accountCount"] as? Int == accounts.count)
      }
    }
  }

  @Test func theTextIsPlain() throws {
    let lines = try WatchAlertTests.changes.map { try text(alert($0), width: 120) }
    let moment = "2025-12-15T00:00:00Z  "
    #expect(
      lines.map { $0.replacing(moment, with: "") } == [
        "rule scale_in began to fire\n", "rule scale_in began to exit\n",
        "rule hedge[NVDA] can't be decided any more\n", "rule hedge[NVDA] fires no more\n",
        "step scale_in.foothold was unlocked\n", "step scale_in.foothold is locked again\n",
        "catalyst earnings(MSFT) moved from expected to confirmed (beat)\n",
        "limit single: NVDA is within 5% of its bound\n", "limit single: [31mevil is broken\n",
      ]
    )
  }

  @Test func accountsAreNamedAsFarAsThereIsRoom() throws {
    let names = (0..<10_000).map { "account\($0)" }
    for change in WatchAlertTests.changes {
      for width in [40, 80, 120] {
        let text = try text(alert(change, names), width: width)
        for line in text.split(separator: "\n") { #expect(line.unicodeScalars.count <= width) }
        #expect(text.replacing("\n    ", with: " ").contains(" more"))
      }
    }
    let two = try text(alert(WatchAlertTests.changes[0], ["family", "growth"]))
    #expect(two.hasSuffix("rule scale_in began to fire in family and growth\n"))
  }

  /// Another change, number or moment has another id; the same has the same.
  @Test func anAlertHasItsOwnName() throws {
    let ids = try WatchAlertTests.changes.map { try alert($0).id }
    #expect(Set(ids).count == ids.count)
    let again = try alert(WatchAlertTests.changes[0])
    #expect(again.id == ids[0])
    #expect(try alert(WatchAlertTests.changes[0], ["growth"]).id != ids[0])
  }
}
