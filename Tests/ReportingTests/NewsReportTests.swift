import Foundation
import Portfolio
import Quantities
import Reporting
import TestSupport
import Testing

@Suite struct NewsReportTests {
  private func entries() -> [NewsReport.Entry] {
    let moment = Instant(secondsSinceEpoch: 1_765_634_709)
    var item = Item(
      identifier: "id\u{1B}[2J",
      provider: "alpha-vantage",
      title: "=cmd|' /C calc'!A0 \u{1B}[31m\u{202E}desrever\u{200B}",
      summary: "S\u{7}",
      url: "https://e.example/\u{1B}]8;;",
      source: "Reuters",
      owner: "Thomson Reuters",
      published: moment,
      available: moment,
      sentiment: Number(units: -15_317_300),
      label: "Somewhat-Bearish\u{9B}31m",
      subjects: ["NVDA", "MSFT", "AAPL", "TSLA\u{1B}"].map {
        ItemSubject(kind: .symbol, name: $0, relevanceRaw: "12.5\u{1B}[2J")
      }
    )
    item.impact = Number(units: 28_000_000)
    var copy = item
    copy.provider = "marketaux"
    let merged = NewsMerge.Copy(
      item: copy,
      provider: item.provider,
      identifier: item.identifier,
      reason: .address
    )
    var bad = item
    bad.revision = 2
    bad.quarantine = "the sentiment `4\u{1B}5` is not from -1 to 1"
    return [
      NewsReport.Entry(StoredItem(number: 1, item: item), copies: [merged]),
      NewsReport.Entry(StoredItem(number: 2, item: bad)),
    ]
  }

  @Test(arguments: [NewsReport.Kind.list, .item, .quarantine])
  func nothingOfAFeedReachesATerminalAsItCame(kind: NewsReport.Kind) {
    let report = NewsReport(file: "t.sqlite", kind: kind, entries: entries())
    for width in [80, 120] {
      let options = ReportOptions(width: width, style: .plain, isVerbose: false)
      let text = String(decoding: report.bytes(.table, options), as: UTF8.self)
      #expect(!text.isEmpty)
      for line in text.split(separator: "\n") {
        #expect(
          !line.unicodeScalars.contains { DisplayText.isHidden($0) },
          "\(line.debugDescription)"
        )
        #expect(line.count <= width)
      }
    }
  }

  @Test func theJSONConformsToItsSchema() throws {
    for kind in [NewsReport.Kind.list, .item, .quarantine] {
      let report = NewsReport(file: "t.sqlite", kind: kind, entries: entries(), total: 7)
      let document = try JSONSerialization.jsonObject(
        with: Data(report.bytes(.json, ReportOptions()))
      )
      let file = repositoryRoot().appendingPathComponent("docs/schema/news-1.json")
      #expect(try JSONSchema(Data(contentsOf: file)).problems(in: document) == [])
    }
  }
}
