public import Portfolio
public import Quantities
public import RuleChecker

/// All news items, arranged so that any moment up to `asOf` can ask what was known then.
///
/// Phrases are matched once, here. Afterwards every question is a binary search in a list in order
/// of time, so that a replay of hundreds of days costs little. Nothing that became available after
/// the moment asked about has any influence on the answer.
public struct NewsArchive: Sendable {
  /// A revision that is tied to a subject.
  struct Entry: Sendable {
    /// The revision's stretch of time: [start, end).
    var start: Int64
    var end: Int64
    var revision: Int32
    var tie: NewsTie
    /// 0 to 10^8.
    var impact: Int64?
  }

  /// In ascending order of time.
  let revisions: [NewsRevision]
  /// When each revision arrived, ascending: what keeps the feed alive.
  private let arrivals: [Int64]
  private let byTopic: [[Entry]]
  private let bySymbol: [String: [Entry]]

  /// An archive of `items`, in any order, with every revision of each. `topics` are the
  /// rulebook's. Items without a time count as available at `asOf`.
  public init(items: [Item], topics: [Topic], asOf: Instant) {
    revisions = NewsRevision.ordered(items, asOf: asOf)
    arrivals = revisions.map(\.start)
    let finder = NewsTies(topics)
    var byTopic = Array(repeating: [Entry](), count: topics.count)
    var bySymbol: [String: [Entry]] = [:]
    for (index, revision) in revisions.enumerated() where revision.isNews {
      let entry = Entry(revision, index)
      finder.forEachTie(of: revision) { subject, tie in
        switch subject {
        case .topic(let topic):
          if byTopic.indices.contains(topic) { byTopic[topic].keep(entry, tie) }
        case .symbol(let symbol): bySymbol[symbol, default: []].keep(entry, tie)
        }
      }
    }
    self.byTopic = byTopic
    self.bySymbol = bySymbol
  }

  // MARK: The feed

  /// Whether any item became available in (at − within, at]: items about anything, corrections and
  /// deletions included, quarantined ones not.
  public func isFeedAlive(at moment: Instant, within duration: Duration) -> Bool {
    let after = moment.subtracting(duration).secondsSinceEpoch
    let first = NewsArchive.firstIndex(in: arrivals, after: after) { $0 }
    return first < arrivals.count && arrivals[first] <= moment.secondsSinceEpoch
  }

  /// When the first item became available.
  public var firstAvailable: Instant? {
    arrivals.first.map { Instant(secondsSinceEpoch: $0) }
  }

  /// When the first item about `subject` became available.
  public func firstAvailable(about subject: NewsSubject) -> Instant? {
    entries(about: subject).first.map { Instant(secondsSinceEpoch: $0.start) }
  }

  /// The items that count at `moment`, each in the revision known then, in order of time:
  /// deleted and quarantined ones and those without content left out.
  public func items(at moment: Instant) -> [Item] {
    let now = moment.secondsSinceEpoch
    return revisions.lazy
      .filter { $0.isNews && $0.start <= now && now < $0.end }
      .map(\.item)
  }

  // MARK: Lookup

  func entries(about subject: NewsSubject) -> [Entry] {
    switch subject {
    case .topic(let index): byTopic.indices.contains(index) ? byTopic[index] : []
    case .symbol(let symbol): bySymbol[symbol] ?? []
    }
  }

  /// Entries available in (after, now] that no later revision had replaced by `now`, of at least this relevance.
  func window(
    about subject: NewsSubject,
    after: Int64,
    to now: Int64,
    relevance least: Int64
  ) -> [Entry] {
    let entries = entries(about: subject)
    let start = NewsArchive.firstIndex(in: entries, after: after, key: \.start)
    let end = NewsArchive.firstIndex(in: entries, after: now, key: \.start)
    return entries[start..<max(start, end)].filter { now < $0.end && $0.tie.relevance >= least }
  }

  /// The index of the first element whose key is above `limit`; elements ascend by key.
  private static func firstIndex<Element>(
    in elements: [Element],
    after limit: Int64,
    key: (Element) -> Int64
  ) -> Int {
    var low = 0
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if key(elements[middle]) <= limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension NewsArchive.Entry {
  /// Without its tie.
  fileprivate init(_ revision: NewsRevision, _ index: Int) {
    start = revision.start
    end = revision.end
    self.revision = Int32(clamping: index)
    tie = NewsTie(relevance: 0, sentiment: nil, isOwnScore: false)
    impact = revision.item.impact.flatMap { $0.isUnitInterval ? $0.units : nil }
  }
}

extension [NewsArchive.Entry] {
  /// Adds a revision's tie to the subject that these are about, or keeps the better of its ties.
  fileprivate mutating func keep(_ entry: NewsArchive.Entry, _ tie: NewsTie) {
    if let last, last.revision == entry.revision {
      if tie.isBetter(than: last.tie) { self[count - 1].tie = tie }
      return
    }
    var entry = entry
    entry.tie = tie
    append(entry)
  }
}
