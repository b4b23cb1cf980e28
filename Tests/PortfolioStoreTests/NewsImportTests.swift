import Foundation
import Portfolio
import PortfolioStore
import Quantities
import Testing

/// News goes into a portfolio file once, whatever is imported again and in which order.
@Suite struct NewsImportTests {
  private let scratch: Scratch
  private let path: String
  private let now = Instant(secondsSinceEpoch: 1_766_000_000)

  init() throws {
    scratch = try Scratch()
    path = scratch.path("f.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
  }

  private func item(
    _ identifier: String,
    revision: Int = Item.unnumbered,
    title: String = "A title",
    at seconds: Int64 = 1_765_000_000,
    sentiment: Int64? = nil
  ) -> Item {
    Item(
      identifier: identifier,
      provider: "p",
      revision: revision,
      title: title,
      summary: "Words",
      body: "The whole text",
      url: "https://e.example/\(identifier)",
      source: "Example",
      published: Instant(secondsSinceEpoch: seconds),
      available: Instant(secondsSinceEpoch: seconds),
      sentiment: sentiment.map { Number(units: $0) },
      subjects: [ItemSubject(kind: .symbol, name: "NVDA", relevance: Number(units: 5))]
    )
  }

  private func take(
    _ items: [Item],
    withBodies: Bool = false,
    withIndex: Bool = true,
    now moment: Instant? = nil
  ) throws -> NewsImportCounts {
    let options = NewsImportOptions(
      withBodies: withBodies,
      withIndex: withIndex,
      now: moment ?? now
    )
    return try PortfolioFile.importNews(into: path, options) { try $0.take(items) }
  }

  private func stored() throws -> [Item] {
    try PortfolioFile.open(at: path).revisions(asOf: Instant(secondsSinceEpoch: .max))
  }

  @Test func whatGoesInComesOut() throws {
    var whole = item("1", revision: 3, sentiment: -7)
    whole.impact = Number(units: 9)
    whole.label = "mildly \u{1B}negative\u{0}"
    whole.received = Instant(secondsSinceEpoch: 1_765_000_009)
    whole.available = whole.received
    whole.scoreIsFromLabel = true
    whole.timeQuality = .assumedZone
    whole.hasContent = false
    whole.subjects[0].relevanceRaw = "12.50"
    var untimed = Item(identifier: "2", provider: "p", title: "", timeQuality: .none)
    untimed.isDeleted = true
    let counts = try take([whole, untimed], withBodies: true)
    #expect((counts.new, counts.items) == (2, 2))
    #expect(try stored() == [whole, untimed])
    #expect(try contents(of: path, asking: "PRAGMA integrity_check") == ["ok"])
  }

  /// A file from before the numbers of providers were kept does not get every item anew.
  @Test func theProvidersOwnNumberMakesNoRevision() throws {
    _ = try take([item("1")])
    var given = item("1")
    given.subjects[0].relevanceRaw = "0.00000005"
    #expect(try take([given]).known == 1)
    #expect(try stored().map(\.subjects[0].relevanceRaw) == [nil])
  }

  @Test func aSecondImportChangesNothing() throws {
    let items = (0..<50).map { item("\($0)", sentiment: Int64($0)) } + [item("7", sentiment: 7)]
    let first = try take(items)
    #expect((first.new, first.known) == (50, 1))
    let before = try contents(of: path)
    let second = try take(items.reversed(), now: Instant(secondsSinceEpoch: 1_767_000_000))
    #expect((second.new, second.revised, second.known) == (0, 0, 51))
    #expect(try contents(of: path) == before)
  }

  @Test func aChangeIsANewRevisionFromWhenItWasKnown() throws {
    _ = try take([item("1", sentiment: 1)])
    let changed = try take([item("1", sentiment: 2)])
    #expect(changed.revised == 1)
    let later = try take(
      [item("1", at: 1_766_500_000, sentiment: 3)],
      now: Instant(secondsSinceEpoch: 1_766_600_000)
    )
    #expect(later.revised == 1)
    let revisions = try stored()
    #expect(revisions.map(\.revision) == [1, 2, 3])
    // The second has no time of its own that is later: it counts from the import on.
    #expect(
      revisions.map(\.available?.secondsSinceEpoch) == [
        1_765_000_000, 1_766_000_000, 1_766_500_000,
      ]
    )
    let old = try take([item("1", at: 1_764_000_000, sentiment: 4)])
    #expect((old.outdated, old.revised) == (1, 0))
    // The old content again, and nothing bounces.
    #expect(try take([item("1", sentiment: 1), item("1", sentiment: 2)]).known == 2)
    #expect(try stored().count == 3)
  }

  @Test func aNumberThatIsTakenIsAConflict() throws {
    _ = try take([item("1", revision: 1, sentiment: 1)])
    let counts = try take([
      item("1", revision: 1, sentiment: 2), item("1", revision: 2, sentiment: 3),
    ])
    #expect((counts.conflictCount, counts.revised) == (1, 1))
    #expect(counts.conflicts.map(\.revision) == [1])
    #expect(try stored().map(\.sentiment?.units) == [1, 3])
  }

  @Test func whatWasMendedCountsAndTheReasonStays() throws {
    var bad = item("1", revision: 1)
    bad.quarantine = "the sentiment `45` is not from -1 to 1"
    #expect(try take([bad]).quarantined == 1)
    #expect(try stored().isEmpty)
    let mended = item("1", revision: 1, sentiment: 45)
    #expect(try take([mended]).revised == 1)
    #expect(try take([mended, bad]).known == 2)
    #expect(try stored().map(\.sentiment?.units) == [45])
    #expect(
      try PortfolioFile.open(at: path).quarantinedItems().map(\.item.quarantine) == [bad.quarantine]
    )
  }

  @Test func anItemOfTheFutureIsQuarantined() throws {
    let counts = try take([
      item("1", at: 1_766_000_000 + 86_401), item("2", at: 1_766_000_000 + 86_400),
    ])
    #expect((counts.new, counts.quarantined) == (2, 1))
    #expect(try stored().map(\.identifier) == ["2"])
    // Once it is not of the future any more, it counts.
    _ = try take(
      [item("1", at: 1_766_000_000 + 86_401)],
      now: Instant(secondsSinceEpoch: 1_766_100_000)
    )
    #expect(try stored().map(\.identifier) == ["1", "2"])
  }

  @Test func bodiesAndWordsAreKeptWhenAsked() throws {
    #expect(try take([item("1", title: "Alpha")]).withoutBody == 1)
    #expect(
      try take([item("2", title: "Alpha beta")], withBodies: true, withIndex: false).withoutBody
        == 0
    )
    #expect(try stored().map(\.body) == ["", "The whole text"])
    let found = try contents(
      of: path,
      asking: "SELECT rowid || '' FROM item_text WHERE item_text MATCH 'alpha'"
    )
    #expect(found == ["1"])
  }

  @Test func aFailureOnTheWayLeavesTheFileAsItWas() throws {
    struct Stop: Error {}
    _ = try take([item("1")])
    let before = try contents(of: path)
    #expect(throws: Stop.self) {
      try PortfolioFile.importNews(into: path, NewsImportOptions(now: now)) { news in
        try news.take((0..<1000).map { item("n\($0)") })
        throw Stop()
      }
    }
    #expect(try contents(of: path) == before)
    #expect(try scratch.names == ["f.sqlite"])
  }

  @Test func everyRevisionOfAnItemIsFoundByAnyOfItsNumbers() throws {
    _ = try take([item("1", sentiment: 1), item("2")])
    _ = try take([item("1", sentiment: 2)])
    let file = try PortfolioFile.open(at: path)
    #expect(try file.itemRevisions(3).map(\.number) == [1, 3])
    #expect(try file.itemRevisions(1).map(\.number) == [1, 3])
    #expect(try file.itemRevisions(9).isEmpty)
    #expect(try file.storedItems(asOf: now).map(\.number) == [1, 3, 2])
  }
}
