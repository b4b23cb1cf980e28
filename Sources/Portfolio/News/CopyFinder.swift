internal import Quantities

/// Looks for items under several identifiers that are one article.
struct CopyFinder {
  static let titleWindow: Int64 = 72 * 3600

  private struct First {
    var key: ItemKey
    var item: Item
    var start: Int64
  }

  private struct TitledSubject: Hashable {
    var title: String
    var kind: ItemSubject.Kind
    var name: String
  }

  private let asOf: Int64
  private var byAddress: [String: First] = [:]
  private var byTitle: [TitledSubject: [First]] = [:]

  init(asOf: Instant) { self.asOf = asOf.secondsSinceEpoch }

  /// Of each copy the item that stands, with what they have in common.
  mutating func originals(of items: [Item]) -> [ItemKey: (ItemKey, NewsMerge.Reason)] {
    var originals: [ItemKey: (ItemKey, NewsMerge.Reason)] = [:]
    for first in firsts(of: items) {
      let address = first.item.url.flatMap(CanonicalURL.of)
      let titled = titles(of: first.item)
      let found = standing(for: first, address, titled)
      if let found { originals[first.key] = (found.first.key, found.reason) }
      let stands = found?.first ?? first
      if let address, byAddress[address] == nil { byAddress[address] = stands }
      for key in titled where !(byTitle[key] ?? []).contains(where: { $0.key == stands.key }) {
        byTitle[key, default: []].append(stands)
      }
    }
    return originals
  }

  /// The first revision of each identifier, in order of time. Only what can count can stand for a copy.
  private func firsts(of items: [Item]) -> [First] {
    var firsts: [ItemKey: First] = [:]
    for item in items where item.quarantine == nil && item.hasContent && !item.isDeleted {
      let key = ItemKey(item)
      let start = (item.available?.secondsSinceEpoch ?? asOf)
      if let known = firsts[key], (known.start, known.item.revision) <= (start, item.revision) {
        continue
      }
      firsts[key] = First(key: key, item: item, start: start)
    }
    return firsts.values.sorted(by: precedes)
  }

  private func precedes(_ left: First, _ right: First) -> Bool {
    left.start != right.start ? left.start < right.start : left.key.precedes(right.key)
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
    for key in titled {
      for first in byTitle[key] ?? []
      where isNear(item, first) && isElsewhere(item.item, first.item) {
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
