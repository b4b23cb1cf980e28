internal import Portfolio
internal import Quantities

/// One revision of an item with the stretch of time in which it is the one that counts.
struct NewsRevision: Sendable {
  /// All items in the order given, shared: an item is a dozen texts, and is not copied without need.
  private let items: [Item]
  private let place: Int
  var item: Item { items[place] }
  /// When it became available, in seconds.
  var start: Int64
  /// When a later revision replaced it; it no longer counts at that moment.
  var end: Int64
  /// The place of its identifier among all, in ascending order of bytes.
  var rank: Int32
  /// The owner's number; 0 when not known.
  var owner: Int32

  /// Whether it can count for anything but the feed being alive.
  var isNews: Bool { item.hasContent && !item.isDeleted && start < end }

  /// The revisions of `items` that are not quarantined, in order of time. Of two items with one
  /// identifier and revision the one that was available first stands.
  static func ordered(_ items: [Item], asOf: Instant) -> [NewsRevision] {
    let starts = items.map { ($0.available ?? asOf).secondsSinceEpoch }
    let places = items.indices.filter { items[$0].quarantine == nil }
      .sorted { precedes($0, $1, of: items, starts) }
    let owners = ownerNumbers(items)
    var revisions: [NewsRevision] = []
    revisions.reserveCapacity(places.count)
    var rank: Int32 = 0
    for place in places {
      if let last = revisions.last {
        if order(last.place, place, of: items) == 0 {
          if items[last.place].revision == items[place].revision { continue }
        } else {
          rank += 1
        }
      }
      revisions.append(
        NewsRevision(
          items: items,
          place: place,
          start: starts[place],
          end: .max,
          rank: rank,
          owner: owners[place]
        )
      )
    }
    close(&revisions)
    revisions.sort { ($0.start, $0.rank) < ($1.start, $1.rank) }
    return revisions
  }

  /// Sets each revision's end: the first moment at which a higher revision is available.
  /// `revisions` stand by identifier, then by revision.
  private static func close(_ revisions: inout [NewsRevision]) {
    var next: (rank: Int32, start: Int64)?
    for index in revisions.indices.reversed() {
      let revision = revisions[index]
      var first = revision.start
      if let next, next.rank == revision.rank {
        revisions[index].end = next.start
        first = min(first, next.start)
      }
      next = (revision.rank, first)
    }
  }

  private static func precedes(
    _ left: Int,
    _ right: Int,
    of items: [Item],
    _ starts: [Int64]
  ) -> Bool {
    let order = order(left, right, of: items)
    if order != 0 { return order < 0 }
    let one = (items[left].revision, starts[left])
    let other = (items[right].revision, starts[right])
    if one != other { return one < other }
    // The same identifier, revision and moment: any fixed order of content will do.
    return tieKey(items[left]) < tieKey(items[right])
  }

  /// Below 0, 0 or above 0 by identifier, which is one provider's: two providers may use the same.
  private static func order(_ left: Int, _ right: Int, of items: [Item]) -> Int {
    let identifiers = items[left].identifier.byteOrder(against: items[right].identifier)
    if identifiers != 0 { return identifiers }
    return items[left].provider.byteOrder(against: items[right].provider)
  }

  private static func tieKey(_ item: Item) -> String {
    let subjects = item.subjects.map {
      "\($0.kind) \($0.name) \($0.relevance?.units ?? -1) \($0.sentiment?.units ?? .min)"
    }
    let parts = [
      item.title, item.summary, item.body, item.url ?? "", item.source, item.owner,
      "\(item.sentiment?.units ?? .min) \(item.impact?.units ?? -1)",
      "\(item.isDeleted) \(item.hasContent)", item.label ?? "",
    ]
    return (parts + subjects.sorted()).joined(separator: "\u{0}")
  }

  /// The number of each item's owner, from 1, by its name as items write it; 0 for an empty one.
  private static func ownerNumbers(_ items: [Item]) -> [Int32] {
    var numbersByFolded: [String: Int32] = ["": 0]
    var numbers: [String: Int32] = [:]
    return items.indices.map { place in
      let owner = items[place].owner
      if let number = numbers[owner] { return number }
      let folded = folded(owner)
      let number = numbersByFolded[folded] ?? Int32(clamping: numbersByFolded.count)
      numbersByFolded[folded] = number
      numbers[owner] = number
      return number
    }
  }

  /// Owners and sources are compared without regard to case and blanks at the ends.
  static func folded(_ name: String) -> String {
    // Most names stand as they are compared.
    if name.utf8.allSatisfy({ (0x21...0x40).contains($0) || (0x5B...0x7E).contains($0) }) {
      return name
    }
    let lower = name.lowercased()
    let start = lower.firstIndex { !$0.isWhitespace } ?? lower.endIndex
    let end = lower.lastIndex { !$0.isWhitespace }.map { lower.index(after: $0) } ?? start
    return String(lower[start..<end])
  }
}
