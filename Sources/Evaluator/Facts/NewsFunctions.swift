internal import Portfolio
public import Quantities
public import RuleChecker

extension NewsArchive {
  /// The value of `call` about `subject` as known at `moment`.
  ///
  /// Only items available in (moment − over, moment] count, each in the revision known at the
  /// moment. While no item arrived within `feedAliveWithin` everything is blind. With the feed
  /// alive, counts are what they are, and the other functions are quiet when nothing is in the
  /// window, or fewer items or owners than the call asks for, and blind when items are there but
  /// none has the score asked for.
  public func value(
    of call: NewsCall,
    about subject: NewsSubject,
    at moment: Instant,
    feedAliveWithin: Duration
  ) -> NewsValue {
    let now = value(of: call, subject, at: moment, alive: feedAliveWithin)
    guard call.function == .sentimentChange else { return now }
    guard let over = call.over else { return NewsValue(reading: .quiet, items: []) }
    let earlier = value(of: call, subject, at: moment.subtracting(over), alive: feedAliveWithin)
    return NewsArchive.difference(now, earlier)
  }

  private func value(
    of call: NewsCall,
    _ subject: NewsSubject,
    at moment: Instant,
    alive: Duration
  ) -> NewsValue {
    guard isFeedAlive(at: moment, within: alive) else {
      return NewsValue(reading: .blind, items: [])
    }
    let now = moment.secondsSinceEpoch
    let after = call.over.map { moment.subtracting($0).secondsSinceEpoch } ?? .min
    let least = call.minimumRelevance?.units ?? 0
    let window = window(about: subject, after: after, to: now, relevance: least)
    switch call.function {
    case .sentiment, .sentimentChange:
      return scored(window, call, has: { $0.tie.sentiment != nil }) {
        NewsArchive.mean($0, halfLife: NewsArchive.seconds(of: call.halfLife, before: moment))
      }
    case .impact:
      return scored(window, call, has: { $0.impact != nil }) {
        Number(units: $0.compactMap(\.impact).max() ?? 0).ratio
      }
    case .articles: return counted(window) { Int64($0.count) }
    case .sources: return counted(window) { Int64(self.owners(of: $0)) }
    case .age: return age(window, call, now: now)
    }
  }

  // MARK: One function each

  private func scored(
    _ window: [Entry],
    _ call: NewsCall,
    has: (Entry) -> Bool,
    value: ([Entry]) -> Ratio?
  ) -> NewsValue {
    if !isEnough(window, call) { return newsValue(.quiet, of: window) }
    let entries = window.allSatisfy(has) ? window : window.filter(has)
    guard !entries.isEmpty, let value = value(entries) else { return newsValue(.blind, of: window) }
    return newsValue(.known(value), of: entries)
  }

  /// Minimum counts do not bear on counts themselves.
  private func counted(_ window: [Entry], count: ([Entry]) -> Int64) -> NewsValue {
    newsValue(.known(Ratio(count(window))), of: window)
  }

  private func age(_ window: [Entry], _ call: NewsCall, now: Int64) -> NewsValue {
    guard isEnough(window, call), let newest = window.last?.start else {
      return newsValue(.quiet, of: window)
    }
    let (age, overflow) = now.subtractingReportingOverflow(newest)
    guard !overflow else { return NewsValue(reading: .blind, items: []) }
    return newsValue(.known(Ratio(age)), of: window.filter { $0.start == newest })
  }

  private static func difference(_ now: NewsValue, _ earlier: NewsValue) -> NewsValue {
    let items = Set(now.items).union(earlier.items).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    switch (now.reading, earlier.reading) {
    case (.known(let one), .known(let other)):
      guard let change = subtract(other, from: one) else {
        return NewsValue(reading: .blind, items: items)
      }
      return NewsValue(reading: .known(change), items: items)
    case (.blind, _), (_, .blind): return NewsValue(reading: .blind, items: items)
    default: return NewsValue(reading: .quiet, items: items)
    }
  }

  /// Exact, unless hundreds of odd relevances leave fractions too long: then to twelve decimals.
  private static func subtract(_ earlier: Ratio, from now: Ratio) -> Ratio? {
    if let change = try? now.subtracting(earlier) { return change }
    guard let now = rounded(now), let earlier = rounded(earlier) else { return nil }
    return try? now.subtracting(earlier)
  }

  // MARK: Parts

  /// Σw·s ÷ Σw. Ages count from the newest entry: this scales every weight alike, so the mean is
  /// the same, and the weights never all vanish.
  static func mean(_ entries: [Entry], halfLife: Int64?) -> Ratio? {
    let newest = entries.last?.start ?? 0
    var total: Int128 = 0
    var weights: Int128 = 0
    for entry in entries {
      guard let score = entry.tie.sentiment else { continue }
      var weight = Int128(entry.tie.relevance)
      if let halfLife {
        let (age, overflow) = newest.subtractingReportingOverflow(entry.start)
        weight *= Int128(overflow ? 0 : Decay.weight(age: age, halfLife: halfLife))
      }
      // At most 2^27 · 2^40 · 2^27 each: room for 2^33 items.
      total += weight * Int128(score)
      weights += weight
    }
    guard let mean = try? Ratio(total, over: weights * Int128(Number.scale)) else { return nil }
    return halfLife == nil ? mean.reduced() : rounded(mean)
  }

  /// Twelve decimals are what half-life weights are good for, and keep later arithmetic in range.
  private static func rounded(_ value: Ratio) -> Ratio? {
    guard let units = try? value.scaled(by: 1_000_000_000_000, rounding: .halfEven) else {
      return nil
    }
    return try? Ratio(units, over: 1_000_000_000_000)
  }

  private func isEnough(_ entries: [Entry], _ call: NewsCall) -> Bool {
    guard entries.count >= max(1, call.minimumArticles ?? 1) else { return false }
    guard let sources = call.minimumSources, sources > 1 else { return true }
    return owners(of: entries) >= sources
  }

  private func owners(of entries: [Entry]) -> Int {
    var owners = NewsOwners()
    for entry in entries { owners.insert(revisions[Int(entry.revision)].owner) }
    return owners.count
  }

  private func newsValue(_ reading: Reading<Ratio>, of entries: [Entry]) -> NewsValue {
    NewsValue(reading: reading, revisions: entries.map(\.revision), of: revisions)
  }

  /// A half-life in seconds; one in business days is measured back from the moment.
  private static func seconds(of halfLife: Duration?, before moment: Instant) -> Int64? {
    guard let halfLife else { return nil }
    return halfLife.seconds
      ?? moment.secondsSinceEpoch - moment.subtracting(halfLife).secondsSinceEpoch
  }
}
