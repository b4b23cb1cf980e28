import Portfolio
import Quantities
import Testing

@testable import Exchange

/// Copies are one item, revisions are numbered by time, and no order of the items matters.
struct NewsMergeTests {
  private let asOf = Instant(secondsSinceEpoch: 1_765_800_000)

  private func item(
    _ identifier: String,
    _ provider: String = "p",
    revision: Int = 1,
    title: String = "A maker of chips raises its prices",
    url: String? = nil,
    source: String = "one",
    hours: Int64 = 0,
    sentiment: Int64? = nil,
    symbols: [String] = ["NVDA"]
  ) -> Item {
    Item(
      identifier: identifier,
      provider: provider,
      revision: revision,
      title: title,
      url: url,
      source: source,
      available: Instant(secondsSinceEpoch: 1_765_000_000 + hours * 3600),
      sentiment: sentiment.map { Number(units: $0) },
      subjects: symbols.map { ItemSubject(kind: .symbol, name: $0) }
    )
  }

  /// What stands, in whatever order the items come.
  private func standing(_ items: [Item]) -> [String] {
    let names = Set(
      [items, items.reversed(), items.sorted { $0.source > $1.source }].map { order in
        NewsMerge.merged(order, asOf: asOf).map { "\($0.provider)/\($0.identifier)/\($0.revision)" }
          .sorted()
      }
    )
    #expect(names.count == 1, "the order matters: \(names)")
    return names.first ?? []
  }

  @Test func anAddressMakesCopiesAtAnyTime() {
    let first = item("1", url: "https://www.e.example/a?utm_source=x", hours: 0)
    let copy = item(
      "2",
      "q",
      title: "Other words",
      url: "http://e.example/a/",
      source: "two",
      hours: 220
    )
    let other = item("3", "q", title: "Other words again", url: "http://e.example/b", hours: 1)
    #expect(standing([copy, first, other]) == ["p/1/1", "q/3/1"])
    let merge = NewsMerge([copy, first], asOf: asOf)
    #expect(merge.copies.map(\.item) == [copy])
    #expect(merge.copies.map(\.reason) == [.address])
    #expect(merge.copies.map(\.identifier) == ["1"])
  }

  @Test func aTitleMakesCopiesOfOneSubjectFor72Hours() {
    let first = item("1")
    let wire = item(
      "2",
      title: "A maker of CHIPS raises its prices - The Example",
      source: "two",
      hours: 72
    )
    #expect(standing([first, wire]) == ["p/1/1"])
    #expect(standing([first, item("2", source: "two", hours: 73)]).count == 2)
    #expect(standing([first, item("2", source: "two", hours: 1, symbols: ["TSLA"])]).count == 2)
    #expect(standing([first, item("2", source: "two", hours: 1, symbols: [])]).count == 2)
    #expect(
      standing([first, item("2", title: "A maker of chips cuts its prices", source: "two")]).count
        == 2
    )
    // Three words are too few to tell articles by.
    let short = [
      item("1", title: "Market at noon"), item("2", title: "Market at noon", source: "two"),
    ]
    #expect(standing(short).count == 2)
    // One source gives its column two identifiers: two articles.
    #expect(standing([first, item("2", hours: 24)]).count == 2)
  }

  @Test func aChainOfCopiesHasOneOriginal() {
    let items = [
      item("1", url: "https://e.example/a"),
      item("2", url: "https://f.example/x", source: "two", hours: 1),
      item(
        "3",
        title: "Quite another headline here",
        url: "https://f.example/x",
        source: "three",
        hours: 2
      ),
    ]
    #expect(standing(items) == ["p/1/1"])
    #expect(NewsMerge(items, asOf: asOf).copies.map(\.identifier) == ["1", "1"])
  }

  @Test func whatComesLaterNeverChangesAnEarlierResult() {
    let items = (0..<30).map {
      item(
        "\($0 % 7)",
        ["p", "q"][$0 % 2],
        revision: 0,
        source: "s\($0 % 3)",
        hours: Int64($0 * 5),
        sentiment: Int64($0)
      )
    }
    let all = NewsMerge.merged(items, asOf: asOf)
    for hours in stride(from: Int64(0), to: 150, by: 7) {
      let moment = Instant(secondsSinceEpoch: 1_765_000_000 + hours * 3600)
      func known(_ items: [Item]) -> [Item] { items.filter { $0.available ?? asOf <= moment } }
      #expect(known(all) == NewsMerge.merged(known(items), asOf: asOf))
    }
  }

  @Test func whatDoesNotCountStandsForNothing() {
    var quarantined = item("1")
    quarantined.quarantine = "the sentiment `45` is not from -1 to 1"
    var empty = item("2", source: "two")
    empty.hasContent = false
    var withdrawn = item("3", source: "three")
    withdrawn.isDeleted = true
    let good = item("4", source: "four", hours: 1)
    #expect(standing([quarantined, empty, withdrawn, good]).count == 4)
  }

  @Test func revisionsWithoutANumberAreNumberedByTime() {
    let first = item("1", revision: 0, sentiment: 1)
    let again = item("1", revision: 0, hours: 1, sentiment: 1)
    let changed = item("1", revision: 0, hours: 2, sentiment: 2)
    #expect(standing([changed, first, again]) == ["p/1/1", "p/1/2"])
    let stored = item("1", revision: 4, hours: 1, sentiment: 7)
    #expect(standing([stored, first, changed]) == ["p/1/4", "p/1/5"])
    #expect(NewsMerge.merged([stored, changed], asOf: asOf).map(\.sentiment?.units) == [7, 2])
  }

  /// Titles in ASCII go a way of their own. A sign that is no letter sends a title the other way, and changes none
  /// of its words.
  @Test func titlesOfAnyAlphabetAreComparedAlike() {
    var draw = Draw(state: 5)
    let pieces = ["Chips", "rise", "AMD", "2nd", "-", "|", " - ", " | ", "a-b", "'s", "  ", "."]
    for _ in 0..<3_000 {
      let title = (0..<Int.random(in: 1...12, using: &draw))
        .map { _ in pieces.randomElement(using: &draw) ?? "" }.joined(separator: " ")
      func count(_ other: String) -> Int {
        standing([item("1", title: title), item("2", title: other, source: "two", hours: 1)]).count
      }
      #expect(count(title) == count(title + "…"), "\(title)")
      #expect(count(title) == count(title.uppercased()), "\(title)")
    }
  }

  /// Few identifiers, revisions and moments for many items, so that they meet.
  @Test func crowdedItemsStandInAnyOrder() {
    var draw = Draw(state: 9)
    for round in 0..<40 {
      let items = (0..<25).map { _ in
        item(
          ["1", "2", "e\u{301}", "é"].randomElement(using: &draw) ?? "",
          ["p", "q"].randomElement(using: &draw) ?? "",
          revision: Int.random(in: 1...3, using: &draw),
          title: ["A maker of chips raises its prices", "Short"].randomElement(using: &draw) ?? "",
          url: [nil, "https://e.example/\(Int.random(in: 0...3, using: &draw))"].randomElement(
            using: &draw
          ) ?? nil,
          source: ["one", "two", "three"].randomElement(using: &draw) ?? "",
          hours: Int64.random(in: 0...Int64(round), using: &draw)
        )
      }
      let merge = NewsMerge(items, asOf: asOf)
      let turned = NewsMerge(items.reversed(), asOf: asOf)
      #expect(Set(merge.items) == Set(turned.items))
      #expect(Set(merge.copies) == Set(turned.copies))
      #expect(merge.items.count + merge.copies.count == items.count)
    }
  }
}

/// A sequence that is the same on every machine.
private struct Draw: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  }
}
