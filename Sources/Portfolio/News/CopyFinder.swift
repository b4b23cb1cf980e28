internal import Quantities

/// Looks for items under several identifiers that are one article.
struct CopyFinder {
  static let titleWindow: Int64 = 72 * 3600

  /// The first revision of an identifier, as its place among the items.
  private struct First {
    var place: Int
    var start: Int64
  }

  private struct TitledSubject: Hashable {
    var title: String
    var kind: ItemSubject.Kind
    var name: String
  }

  private let items: [Item]
  private let asOf: Int64
  private var byAddress: [String: First] = [:]
  private var byTitle: [TitledSubject: [First]] = [:]

  init(_ items: [Item], asOf: Instant) {
    self.items = items
    self.asOf = asOf.secondsSinceEpoch
  }

  /// Of each copy the item that stands, with what they have in common.
  static func originals(
    of items: [Item],
    asOf: Instant
  ) -> [ItemKey: (ItemKey, NewsMerge.Reason)] {
    var finder = CopyFinder(items, asOf: asOf)
    return finder.originals()
  }

  private mutating func originals() -> [ItemKey: (ItemKey, NewsMerge.Reason)] {
    var originals: [ItemKey: (ItemKey, NewsMerge.Reason)] = [:]
    for first in firsts() {
      let address = items[first.place].url.flatMap(CanonicalURL.of)
      let titled = titles(of: items[first.place])
      let found = standing(for: first, address, titled)
      if let found { originals[key(first)] = (key(found.first), found.reason) }
      let stands = found?.first ?? first
      if let address, byAddress[address] == nil { byAddress[address] = stands }
      for title in titled {
        if byTitle[title]?.contains(where: { $0.place == stands.place }) ?? false { continue }
        byTitle[title, default: []].append(stands)
      }
    }
    return originals
  }

  private func key(_ first: First) -> ItemKey { ItemKey(items[first.place]) }

  /// The first revision of each identifier, in order of time. Only what can count can stand for a copy.
  private func firsts() -> [First] {
    var firsts: [ItemKey: First] = [:]
    firsts.reserveCapacity(items.count)
    for (place, item) in items.enumerated()
    where item.quarantine == nil && item.hasContent && !item.isDeleted {
      let start = item.available?.secondsSinceEpoch ?? asOf
      let key = ItemKey(item)
      if let known = firsts[key] {
        let one = (known.start, items[known.place].revision)
        let other = (start, item.revision)
        // Two texts for one revision of one moment: whichever, but not by the order they came in.
        if one < other { continue }
        if one == other, ItemContent.digest(of: items[known.place]) <= ItemContent.digest(of: item)
        {
          continue
        }
      }
      firsts[key] = First(place: place, start: start)
    }
    return firsts.values.sorted(by: precedes)
  }

  private func precedes(_ left: First, _ right: First) -> Bool {
    left.start != right.start ? left.start < right.start : key(left).precedes(key(right))
  }

  private func titles(of item: Item) -> [TitledSubject] {
    if item.subjects.isEmpty { return [] }
    guard let title = TitleKey.of(item.title) else { return [] }
    return item.subjects.map { TitledSubject(title: title, kind: $0.kind, name: $0.name) }
  }

  private func standing(
    for item: First,
    _ address: String?,
    _ titled: [TitledSubject]
  ) -> (first: First, reason: NewsMerge.Reason)? {
    if let address, let first = byAddress[address] { return (first, .address) }
    var best: First?
    for title in titled {
      for first in byTitle[title] ?? []
      where isNear(item, first) && isElsewhere(items[item.place], items[first.place]) {
        if best.map({ precedes(first, $0) }) ?? true { best = first }
      }
    }
    return best.map { ($0, .title) }
  }

  private func isNear(_ item: First, _ first: First) -> Bool {
    item.start - first.start <= CopyFinder.titleWindow
  }

  /// A source that gives two identifiers means two articles, such as a column of every day.
  private func isElsewhere(_ item: Item, _ first: Item) -> Bool {
    item.provider != first.provider || item.source.lowercased() != first.source.lowercased()
  }
}
