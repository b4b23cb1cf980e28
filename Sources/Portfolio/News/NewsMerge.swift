public import Quantities

/// Makes one item of several that are the same: the one place that decides it, for items of a portfolio file and of
/// files given to one run alike.
///
/// Revisions without a number are numbered by time. Copies of one article under several identifiers are one item,
/// by the first of these that holds: one canonical address; one title and one subject of different sources within 72
/// hours. The copy that was available first stands, with all its revisions, so that what comes later never
/// changes an earlier result. The order of the items makes no difference.
public struct NewsMerge: Sendable {
  /// In the order given, of what is known: quarantined ones, and every revision of what is no copy.
  public private(set) var items: [Item] = []
  /// The copies, each with what it is a copy of.
  public private(set) var copies: [Copy] = []

  public struct Copy: Hashable, Sendable {
    public var item: Item
    /// The provider and identifier of the item that stands.
    public var provider: String
    public var identifier: String
    /// What they have in common.
    public var reason: Reason

    public init(item: Item, provider: String, identifier: String, reason: Reason) {
      self.item = item
      self.provider = provider
      self.identifier = identifier
      self.reason = reason
    }
  }

  public enum Reason: String, Hashable, Sendable {
    case address = "the same address"
    case title = "the same title and subject within 72 hours"
  }

  /// - Parameter asOf: when items without a time count as known. What becomes available later is left out: it must not
  ///   even decide which of two revisions is the newer, or which of two copies stands.
  public init(_ offered: [Item], asOf: Instant) {
    func isKnown(_ item: Item) -> Bool { item.available.map { $0 <= asOf } ?? true }
    let items = offered.allSatisfy(isKnown) ? offered : offered.filter(isKnown)
    // One page is what a small run reads: nothing to put together, and no table to make.
    if items.count == 1, var item = items.first {
      if item.revision == Item.unnumbered { item.revision = 1 }
      self.items = [item]
      return
    }
    let numbered = NewsMerge.numbered(items, asOf: asOf)
    let originals = CopyFinder.originals(of: numbered, asOf: asOf)
    if originals.isEmpty {
      self.items = numbered
      return
    }
    for item in numbered {
      guard item.quarantine == nil, let (first, reason) = originals[ItemKey(item)] else {
        self.items.append(item)
        continue
      }
      copies.append(
        Copy(item: item, provider: first.provider, identifier: first.identifier, reason: reason)
      )
    }
  }

  /// The items that stand.
  public static func merged(_ items: [Item], asOf: Instant) -> [Item] {
    NewsMerge(items, asOf: asOf).items
  }

  // MARK: Revisions

  /// Numbers what has no number: by time, after the revisions that have one. What says the same as the revision
  /// before it is left out, and so is what is older than a numbered one.
  private static func numbered(_ items: [Item], asOf: Instant) -> [Item] {
    guard items.contains(where: { $0.revision == Item.unnumbered && $0.quarantine == nil }) else {
      return items
    }
    var groups: [ItemKey: [Int]] = [:]
    for (index, item) in items.enumerated() where item.quarantine == nil {
      groups[ItemKey(item), default: []].append(index)
    }
    var result = items
    var dropped: Set<Int> = []
    for group in groups.values {
      let open = group.filter { items[$0].revision == Item.unnumbered }
      if open.isEmpty { continue }
      if group.count == 1 {
        result[group[0]].revision = 1
        continue
      }
      let known = group.map { items[$0] }.filter { $0.revision != Item.unnumbered }
      var last = newest(of: known, asOf)
      var lastDigest = last.map { ItemContent.digest(of: $0, withBody: false) }
      let ordered = open.map { (index: $0, key: order(items[$0], asOf)) }.sorted { $0.key < $1.key }
      for (index, _) in ordered {
        let item = items[index]
        let digest = ItemContent.digest(of: item, withBody: false)
        let isOld = last.map { time($0, asOf) >= time(item, asOf) } ?? false
        if isOld || digest == lastDigest {
          dropped.insert(index)
          continue
        }
        result[index].revision = (last?.revision ?? 0) + 1
        last = result[index]
        lastDigest = digest
      }
    }
    return result.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }

  /// Of two texts for one revision that which was available first, as everywhere.
  private static func newest(of known: [Item], _ asOf: Instant) -> Item? {
    let ordered = known.map { (item: $0, key: order($0, asOf)) }
    return ordered.max { one, other in
      (one.item.revision, other.key.0, other.key.1) < (other.item.revision, one.key.0, one.key.1)
    }?.item
  }

  private static func time(_ item: Item, _ asOf: Instant) -> Int64 {
    (item.available ?? asOf).secondsSinceEpoch
  }

  private static func order(_ item: Item, _ asOf: Instant) -> (Int64, String) {
    (time(item, asOf), ItemContent.digest(of: item))
  }
}

/// An identifier is one provider's; two providers may use the same. Both are bytes, not text, as in a portfolio file:
/// spellings that Unicode takes for equal are two.
struct ItemKey: Hashable {
  var provider: String
  var identifier: String

  init(_ item: Item) {
    provider = item.provider
    identifier = item.identifier
  }

  static func == (left: ItemKey, right: ItemKey) -> Bool {
    left.identifier.byteOrder(against: right.identifier) == 0
      && left.provider.byteOrder(against: right.provider) == 0
  }

  func hash(into hasher: inout Hasher) {
    // The provider tells few items apart.
    var bytes = identifier
    bytes.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
