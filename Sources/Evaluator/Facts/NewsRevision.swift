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
    let ranks = identifierRanks(items)
    let owners = ownerNumbers(items)
    var revisions: [NewsRevision] = []
    revisions.reserveCapacity(items.count)
    for item in items where item.quarantine == nil {
      revisions.append(
        NewsRevision(
          item: item,
          start: (item.available ?? asOf).secondsSinceEpoch,
          end: .max,
          rank: ranks[Identity(item)] ?? 0,
          owner: owners[folded(item.owner)] ?? 0
        )
      )
    }
    revisions.sort(by: precedes)
    return closed(revisions).sorted { ($0.start, $0.rank) < ($1.start, $1.rank) }
  }

  /// Sets each revision's end: the first moment at which a higher revision is available.
  /// `revisions` stand by identifier, then by revision, then by time.
  private static func closed(_ revisions: [NewsRevision]) -> [NewsRevision] {
    var kept: [NewsRevision] = []
    kept.reserveCapacity(revisions.count)
    for revision in revisions {
      if let last = kept.last, last.rank == revision.rank,
        last.item.revision == revision.item.revision
      {
        continue
      }
      kept.append(revision)
    }
    var next: (rank: Int32, start: Int64)?
    for index in kept.indices.reversed() {
      let revision = kept[index]
      var first = revision.start
      if let next, next.rank == revision.rank {
        kept[index].end = next.start
        first = min(first, next.start)
      }
      next = (revision.rank, first)
    }
    return kept
  }

  private static func precedes(_ left: NewsRevision, _ right: NewsRevision) -> Bool {
    let one = (left.rank, left.item.revision, left.start)
    let other = (right.rank, right.item.revision, right.start)
    if one != other { return one < other }
    // The same identifier, revision and moment: any fixed order of content will do.
    return tieKey(left.item) < tieKey(right.item)
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

  /// An identifier is one provider's; two providers may use the same.
  private struct Identity: Comparable, Hashable {
    var identifier: String
    var provider: String

    init(_ item: Item) {
      identifier = item.identifier
      provider = item.provider
    }

    static func < (left: Identity, right: Identity) -> Bool {
      if left.identifier != right.identifier {
        return left.identifier.utf8.lexicographicallyPrecedes(right.identifier.utf8)
      }
      return left.provider.utf8.lexicographicallyPrecedes(right.provider.utf8)
    }
  }

  private static func identifierRanks(_ items: [Item]) -> [Identity: Int32] {
    numbered(Set(items.map { Identity($0) }).sorted(), from: 0)
  }

  private static func ownerNumbers(_ items: [Item]) -> [String: Int32] {
    var names = Set(items.map { folded($0.owner) })
    names.remove("")
    return numbered(
      names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
      from: 1
    )
  }

  private static func numbered<Name: Hashable>(
    _ names: [Name],
    from first: Int32
  ) -> [Name: Int32] {
    var numbers: [Name: Int32] = [:]
    numbers.reserveCapacity(names.count)
    for (offset, name) in names.enumerated() { numbers[name] = first + Int32(clamping: offset) }
    return numbers
  }

  /// Owners and sources are compared without regard to case and blanks at the ends.
  static func folded(_ name: String) -> String {
    let lower = name.lowercased()
    let start = lower.firstIndex { !$0.isWhitespace } ?? lower.endIndex
    let end = lower.lastIndex { !$0.isWhitespace }.map { lower.index(after: $0) } ?? start
    return String(lower[start..<end])
  }
}
