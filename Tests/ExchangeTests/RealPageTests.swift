import Evaluator
import Exchange
import Foundation
import Portfolio
import Quantities
import RuleChecker
import RuleSyntax
import Testing

/// A whole page read and judged as the flagship rulebook does: the shipped page always, and the
/// real one where it is there.
struct RealPageTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let asOf = Instant(secondsSinceEpoch: 1_765_800_000)
  static let span = Span(file: 0, start: 0, end: 0)
  static let topic = Topic(
    name: "kernel_rust",
    mentions: [.literal("Rust for Linux"), .literal("Rust experiment"), .near("Rust", "kernel")],
    span: span
  )
  static let catalyst = Catalyst(
    name: "default_build",
    topic: 0,
    evidence: [.literal("built by default"), .literal("enabled by default")],
    official: ["kernel.org"],
    expiresAfter: .days(730),
    span: span
  )

  @Test func theShippedPageGivesItsSignalAndConfirmsNothing() throws {
    let url = RealPageTests.root.appending(path: "sample-portfolios/news/rust-for-linux-page.txt")
    try check(try Data(contentsOf: url))
  }

  @Test func theRealPageGivesItsSignalAndConfirmsNothing() throws {
    let url = RealPageTests.root
      .appending(path: "../shared/inputs/terminal-page-rust-for-linux.txt").standardized
    guard let data = try? Data(contentsOf: url) else {
      print("skipped: \(url.path) is not there; its text is not ours and does not ship")
      return
    }
    try check(data)
  }

  private func check(_ data: Data) throws {
    let reading = NewsReader.read(bytes: Array(data), name: "page.txt")
    #expect(reading.problems == [])
    #expect(reading.decisions.count == 4)
    let item = try #require(reading.items.first)
    #expect(reading.items.count == 1)
    #expect(item.sentiment?.spelled(minimumFractionDigits: 2) == "0.30")
    #expect(item.impact?.spelled(minimumFractionDigits: 2) == "0.28")
    #expect(item.label == "mildly positive")
    #expect(item.subjects.map(\.name).contains("Technology & Innovation"))
    #expect(!item.body.contains("Terminal"))
    #expect(!item.body.contains("Demo"))
    let asOf = RealPageTests.asOf
    let topics = [RealPageTests.topic]
    let archive = NewsArchive(items: reading.items, topics: topics, asOf: asOf)
    #expect(value(.sentiment, archive) == "0.30")
    #expect(value(.impact, archive) == "0.28")
    let standing = CatalystBoard(
      catalysts: [RealPageTests.catalyst],
      topics: topics,
      archive: archive,
      acts: [],
      asOf: asOf
    ).standing(of: 0, member: nil, at: asOf)
    #expect(standing.state == .none)
    #expect(standing.since == nil)
    #expect(standing.items.isEmpty)
    #expect(standing.evidence.count == 2)
    #expect(standing.evidence.allSatisfy { $0.sentence.contains("not yet built by default") })
    #expect(standing.evidence.allSatisfy { $0.heldBackBy == "not" })
  }

  private func value(_ function: NewsCall.Function, _ archive: NewsArchive) -> String {
    let call = NewsCall(function: function, subject: .topic(0), over: .days(30))
    let value = archive.value(
      of: call,
      about: .topic(0),
      at: RealPageTests.asOf,
      feedAliveWithin: .days(7)
    )
    guard case .known(let ratio) = value.reading else { return "unknown" }
    return ratio.spelled(maximumFractionDigits: 8, minimumFractionDigits: 2)
  }

  @Test func theShippedItemsAreReadWithoutProblems() throws {
    let url = RealPageTests.root.appending(path: "sample-portfolios/news/items.jsonl")
    let reading = NewsReader.read(bytes: Array(try Data(contentsOf: url)), name: "items.jsonl")
    #expect(reading.problems == [])
    #expect(reading.items.map(\.identifier) == ["sample-1", "sample-2", "sample-2", "sample-3"])
    #expect(reading.items.allSatisfy { $0.available != nil })
  }
}
