internal import Portfolio
internal import Quantities
internal import RuleChecker

/// A figure that may be unknown.
enum ReferenceReading {
  case known(BigRatio)
  case quiet
  case blind
}

/// What can be known of the world, whatever the account: news, catalysts and persons' acts.
struct ReferenceWorld {
  let rulebook: CheckedRulebook
  let market: Market
  let items: [Item]
  let acts: [CatalystAct]
  let asOf: Instant

  /// The item's revision and time at a moment; items without a time are known at `asOf` alone.
  func current(at moment: Instant) -> [(item: Item, at: Instant)] {
    var found: [(item: Item, at: Instant)] = []
    for item in items {
      let at = item.available ?? asOf
      guard at <= moment, item.quarantine == nil else { continue }
      let isReplaced = items.contains { other in
        other.identifier == item.identifier && other.provider == item.provider
          && other.quarantine == nil
          && other.revision > item.revision && (other.available ?? asOf) <= moment
      }
      if !isReplaced, !item.isDeleted { found.append((item, at)) }
    }
    return found
  }

  /// Whether no item came within `news no older than`.
  func isFeedStale(at moment: Instant) -> Bool {
    let start = moment.subtracting(rulebook.settings.newsNoOlderThan)
    return !current(at: moment).contains { $0.at > start }
  }

  /// How an item is about a subject: its relevance and its score there; nothing when it is not.
  func tie(_ item: Item, _ subject: NewsCall.Subject, member: String?) -> (
    relevance: BigRatio, score: Number?
  )? {
    switch subject {
    case .instrument(.symbol(let symbol)): return symbolTie(item, [symbol])
    case .instrument(.member): return symbolTie(item, member.map { [$0] } ?? [])
    case .topic(let index):
      let topic = rulebook.topics[index]
      if let tie = symbolTie(item, topic.symbols) { return tie }
      if item.subjects.contains(where: { $0.kind == .theme && topic.themes.contains($0.name) }) {
        return (.one, item.sentiment)
      }
      func occurs(_ text: String) -> Bool {
        ReferencePhrases.sentences(text).contains { words in
          topic.mentions.contains { ReferencePhrases.occurs($0, in: words) }
        }
      }
      if occurs(item.title) { return (.one, item.sentiment) }
      let half = BigRatio(1) / BigRatio(2)
      return occurs(item.summary) || occurs(item.body) ? (half, item.sentiment) : nil
    }
  }

  private func symbolTie(_ item: Item, _ symbols: [String]) -> (
    relevance: BigRatio, score: Number?
  )? {
    let ties = item.subjects.filter { $0.kind == .symbol && symbols.contains($0.name) }
    guard let first = ties.first else { return nil }
    return (first.relevance.map { BigRatio($0) } ?? .one, first.sentiment ?? item.sentiment)
  }
}

// MARK: Functions

extension ReferenceWorld {
  func news(_ call: NewsCall, member: String?, at moment: Instant) -> ReferenceReading {
    if isFeedStale(at: moment) { return .blind }
    if call.function == .sentimentChange {
      return change(call, member: member, at: moment)
    }
    var ties: [(item: Item, at: Instant, relevance: BigRatio, score: Number?)] = []
    for (item, at) in current(at: moment) {
      guard let tie = tie(item, call.subject, member: member) else { continue }
      if let over = call.over, at <= moment.subtracting(over) { continue }
      if let least = call.minimumRelevance, tie.relevance < BigRatio(least) { continue }
      ties.append((item, at, tie.relevance, tie.score))
    }
    let owners = Set(ties.map(\.item.owner)).count
    switch call.function {
    case .articles: return .known(BigRatio(ties.count))
    case .sources: return .known(BigRatio(owners))
    default: break
    }
    if let least = call.minimumArticles, ties.count < least { return .quiet }
    if let least = call.minimumSources, owners < least { return .quiet }
    guard let newest = ties.map(\.at).max() else { return .quiet }
    switch call.function {
    case .age:
      return .known(BigRatio(Int(moment.secondsSinceEpoch - newest.secondsSinceEpoch)))
    case .impact:
      return ties.compactMap(\.item.impact).max().map { .known(BigRatio($0)) } ?? .blind
    default:
      let scored = ties.compactMap { tie in tie.score.map { (tie.relevance, BigRatio($0)) } }
      let weight = sum(scored.map(\.0))
      if weight.isZero { return .blind }
      return .known(sum(scored.map { $0.0 * $0.1 }) / weight)
    }
  }

  /// Sentiment now less sentiment one window earlier.
  private func change(_ call: NewsCall, member: String?, at moment: Instant) -> ReferenceReading {
    guard let over = call.over else { return .quiet }
    var plain = call
    plain.function = .sentiment
    let now = news(plain, member: member, at: moment)
    let then = news(plain, member: member, at: moment.subtracting(over))
    switch (now, then) {
    case (.known(let now), .known(let then)): return .known(now - then)
    case (.blind, _), (_, .blind): return .blind
    default: return .quiet
    }
  }
}
