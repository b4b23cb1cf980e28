internal import Quantities

/// Looks for items under several identifiers that are one article.
struct CopyFinder {
  static let titleWindow: Int64 = 72 * 3600

  /// The first revision of an identifier, as its place among the items.
  private struct First {
    var place: Int
    var start: Int64
    /// The place of its provider and identifier among all, ascending.
    var rank: Int
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
      let titled = titles(of: first.place)
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
    var firsts: [First] = []
    for place in countingPlaces() {
      let item = First(place: place, start: start(of: place), rank: firsts.count)
      guard let known = firsts.last, order(known.place, place) == 0 else {
        firsts.append(item)
        continue
      }
      if isEarlier(item, than: known) {
        firsts[known.rank] = First(place: place, start: item.start, rank: known.rank)
      }
    }
    return firsts.sorted(by: precedes)
  }

  /// The places of items that count, by provider and identifier. A file gives them in this order.
  private func countingPlaces() -> [Int] {
    items.indices.filter {
      items[$0].quarantine == nil && items[$0].hasContent && !items[$0].isDeleted
    }
    .sorted { left, right in
      let order = order(left, right)
      return order == 0 ? left < right : order < 0
    }
  }

  /// Below 0, 0 or above 0 by provider and identifier.
  private func order(_ left: Int, _ right: Int) -> Int {
    let providers = items[left].provider.byteOrder(against: items[right].provider)
    if providers != 0 { return providers }
    return items[left].identifier.byteOrder(against: items[right].identifier)
  }

  private func start(of place: Int) -> Int64 {
    items[place].available?.secondsSinceEpoch ?? asOf
  }

  private func isEarlier(_ item: First, than known: First) -> Bool {
    let one = (known.start, items[known.place].revision)
    let other = (item.start, items[item.place].revision)
    if one != other { return other < one }
    // Two texts for one revision of one moment: whichever, but not by the order they came in.
    return ItemContent.digest(of: items[item.place])
      < ItemContent.digest(of: items[known.place])
  }

  private func precedes(_ left: First, _ right: First) -> Bool {
    (left.start, left.rank) < (right.start, right.rank)
  }

  private func titles(of place: Int) -> [TitledSubject] {
    if items[place].subjects.isEmpty { return [] }
    guard let title = TitleKey.of(items[place].title) else { return [] }
    return items[place].subjects.map { TitledSubject(title: title, kind: $0.kind, name: $0.name) }
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
