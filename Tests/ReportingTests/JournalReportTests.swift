import Foundation
import Portfolio
import Quantities
import Reporting
import TestSupport
import Testing

@Suite struct JournalReportTests {
  private static let moment = Instant(secondsSinceEpoch: 1_765_807_200)

  /// A run with an open and a filled order, its fills, an undoing, a split, and hostile words.
  private func entries() throws -> [RecordedEntry] {
    let fill = RecordedOrder.Fill(
      entry: 2,
      at: Self.moment,
      quantity: try Quantity(parsing: "12.5"),
      price: try Price(parsing: "1480.25"),
      fee: try Amount(parsing: "1.5"),
      amount: try Amount(parsing: "-18504.625")
    )
    let filled = RecordedOrder(
      number: 1,
      run: 1,
      account: "=cmd|' /C calc'!A0",
      action: "buy",
      symbol: "NVDA",
      quantity: try Quantity(parsing: "12.5"),
      price: try Price(parsing: "1480"),
      currency: "USD",
      state: .filled,
      causes: ["scale_in.first", "scale_in.second"],
      fills: [fill]
    )
    var open = filled
    open.number = 2
    open.price = nil
    open.state = .sent
    open.fills = []
    let run = RecordedEntry.Run(
      at: Self.moment,
      rulebook: "house",
      rulebookHash: "0123456789abcdef",
      proposal: "fedcba9876543210",
      options: "rebalance t.sqlite --apply",
      documents: ["house.tranche"],
      accounts: ["family", "growth"]
    )
    func entry(_ number: Int64, _ kind: RecordedEntry.Kind) -> RecordedEntry {
      RecordedEntry(number: number, kind: kind, recorded: Self.moment, who: "ana", note: "")
    }
    var applied = entry(1, .run)
    applied.note = "first\u{1B}[31m \u{202E}line"
    applied.run = run
    applied.orders = [filled, open]
    var fills = entry(2, .fills)
    fills.orders = [filled]
    fills.undoneBy = 4
    var split = entry(3, .split)
    split.change = "NVDA 10 for 1 from 2025-12-15"
    var undo = entry(4, .undo)
    undo.undoes = 2
    return [applied, fills, split, undo]
  }

  @Test func theListSaysInAWordWhatEachEntryDid() throws {
    let report = JournalReport(file: "t.sqlite", entries: try entries(), isWhole: false)
    let text = String(decoding: report.bytes(.table, ReportOptions()), as: UTF8.self)
    #expect(text.contains("house, 2 accounts, 2 orders: 1 open, 1 filled"))
    #expect(text.contains("1 fill of 1 order"))
    #expect(text.contains("undone by 4"))
    #expect(text.contains("NVDA 10 for 1 from 2025-12-15"))
    #expect(text.contains("entry 2\n"))
    #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func anEntryIsShownWithOrdersAndFills() throws {
    let report = JournalReport(
      file: "t.sqlite",
      entries: Array(try entries().prefix(1)),
      isWhole: true
    )
    let text = String(decoding: report.bytes(.table, ReportOptions()), as: UTF8.self)
    for part in ["-18,504.62", "1,480.25", "scale_in.first", "none", "house (0123456789ab)"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("\u{1B}"))
  }

  @Test func theJSONConforms() throws {
    let file = repositoryRoot().appendingPathComponent("docs/schema/journal-1.json")
    let schema = try JSONSchema(Data(contentsOf: file))
    for isWhole in [false, true] {
      let report = JournalReport(file: "t.sqlite", entries: try entries(), isWhole: isWhole)
      #expect(try schema.problems(in: document(report)) == [])
    }
    let empty = JournalReport(file: "t.sqlite", entries: [], isWhole: false)
    #expect(try schema.problems(in: document(empty)) == [])
  }

  private func document(_ report: JournalReport) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(report.bytes(.json, ReportOptions())))
  }
}
