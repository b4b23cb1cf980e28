internal import Portfolio
internal import Quantities

/// One revision of an item with the stretch of time in which it is the one that counts.
struct NewsRevision: Sendable {
  var item: Item
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
    // Places are sorted, not the items: an item is a dozen texts, and is copied once.
    let starts = items.map { ($0.available ?? asOf).secondsSinceEpoch }
    let places = items.indices.filter { items[$0].quarantine == nil }
      .sorted { precedes(items[$0], starts[$0], items[$1], starts[$1]) }
    let owners = ownerNumbers(items)
    var revisions: [Place] = []
    revisions.reserveCapacity(places.count)
    var rank: Int32 = 0
    for place in places {
      if let last = revisions.last {
        if items[last.item].hasIdentity(of: items[place]) {
          if items[last.item].revision == items[place].revision { continue }
        } else {
          rank += 1
        }
      }
      revisions.append(Place(item: place, start: starts[place], end: .max, rank: rank))
    }
    close(&revisions)
    revisions.sort { ($0.start, $0.rank) < ($1.start, $1.rank) }
    return revisions.map { place in
      let item = items[place.item]
      return NewsRevision(
        item: item,
        start: place.start,
        end: place.end,
        rank: place.rank,
        owner: owners[item.owner] ?? 0
      )
    }
  }

  private struct Place {
    var item: Int
    var start: Int64
    var end: Int64
    var rank: Int32
  }

  /// Sets each revision's end: the first moment at which a higher revision is available.
  /// `revisions` stand by identifier, then by revision.
  private static func close(_ revisions: inout [Place]) {
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
    _ left: Item,
    _ leftStart: Int64,
    _ right: Item,
    _ rightStart: Int64
  ) -> Bool {
    if !left.identifier.utf8.elementsEqual(right.identifier.utf8) {
      return left.identifier.utf8.lexicographicallyPrecedes(right.identifier.utf8)
    }
    if !left.provider.utf8.elementsEqual(right.provider.utf8) {
      return left.provider.utf8.lexicographicallyPrecedes(right.provider.utf8)
    }
    let one = (left.revision, leftStart)
    let other = (right.revision, rightStart)
    if one != other { return one < other }
    // The same identifier, revision and moment: any fixed order of content will do.
    return tieKey(left) < tieKey(right)
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

  /// The number of each owner, from 1, by its name as items write it; none for an empty one.
  private static func ownerNumbers(_ items: [Item]) -> [String: Int32] {
    var foldedNames: [String: String] = [:]
    for item in items where foldedNames[item.owner] == nil {
      foldedNames[item.owner] = folded(item.owner)
    }
    let names = Set(foldedNames.values.filter { !$0.isEmpty })
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var numbers: [String: Int32] = [:]
    for (offset, name) in names.enumerated() { numbers[name] = Int32(clamping: offset + 1) }
    return foldedNames.compactMapValues { numbers[$0] }
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

extension Item {
  /// An identifier is one provider's; two providers may use the same. Both are bytes, not text.
  fileprivate func hasIdentity(of other: Item) -> Bool {
    identifier.utf8.elementsEqual(other.identifier.utf8)
      && provider.utf8.elementsEqual(other.provider.utf8)
  }
}
