internal import BigInt
internal import Portfolio
internal import Quantities
internal import RuleChecker

/// A figure that may be unknown.
enum ReferenceReading {
  case known(BigRatio)
  case quiet
  case blind
}

/// A revision of an item, with the stretch of time in which it is the one that counts.
struct ReferenceRevision {
  var item: Item
  var start: Instant
  /// When a higher revision arrived.
  var end: Instant?
  /// By topic: the relevance that phrases in its text give.
  var phraseRelevance: [BigRatio?]
  /// By catalyst: whether a sentence of it is evidence.
  var isEvidence: [Bool]

  func counts(at moment: Instant) -> Bool {
    start <= moment && (end.map { moment < $0 } ?? true) && !item.isDeleted && item.hasContent
  }
}

/// What can be known of the world, whatever the account: news, catalysts and persons' acts.
struct ReferenceWorld {
  let rulebook: CheckedRulebook
  let market: Market
  let acts: [CatalystAct]
  let asOf: Instant
  let revisions: [ReferenceRevision]
  /// By catalyst, and of one `for each` by member: everything that happened to it, in order.
  private(set) var histories: [[String: ReferenceHistory]] = []

  init(
    rulebook: CheckedRulebook,
    market: Market,
    items: [Item],
    acts: [CatalystAct],
    asOf: Instant
  ) {
    self.rulebook = rulebook
    self.market = market
    self.acts = acts
    self.asOf = asOf
    let counting = items.filter { $0.quarantine == nil }
    revisions = counting.map { item in
      let higher = counting.filter {
        $0.identifier == item.identifier && $0.provider == item.provider
          && $0.revision > item.revision
      }
      let sentences = [item.title, item.summary, item.body].map(ReferencePhrases.sentences)
      return ReferenceRevision(
        item: item,
        start: item.available ?? asOf,
        end: higher.map { $0.available ?? asOf }.min(),
        phraseRelevance: rulebook.topics.map { topic in
          func occurs(_ part: [ReferencePhrases.Sentence]) -> Bool {
            part.contains { sentence in
              topic.mentions.contains { ReferencePhrases.occurs($0, in: sentence.words) }
            }
          }
          if occurs(sentences[0]) { return .one }
          return occurs(sentences[1] + sentences[2]) ? BigRatio(1, over: 2) : nil
        },
        isEvidence: rulebook.catalysts.map { catalyst in
          sentences.joined().contains { ReferencePhrases.speaks($0, for: catalyst) }
        }
      )
    }
    histories = rulebook.catalysts.indices.map(makeHistories)
  }

  /// Whether no item, correction or deletion came within `news no older than`.
  func isFeedStale(at moment: Instant) -> Bool {
    let start = moment.subtracting(rulebook.settings.newsNoOlderThan)
    return !revisions.contains { $0.start > start && $0.start <= moment }
  }

  /// How a revision is about a subject: its relevance and its score there; nothing when it is not.
  /// Of several ties the most relevant one counts, then the provider's own score, then the lower.
  func tie(_ revision: ReferenceRevision, _ subject: NewsCall.Subject, member: String?) -> (
    relevance: BigRatio, score: Number?
  )? {
    let item = revision.item
    var ties: [(relevance: BigRatio, isOwn: Bool, score: Number?)] = []
    func add(_ subject: ItemSubject) {
      let relevance = subject.relevance.map { BigRatio($0) } ?? .one
      if relevance.isZero { return }
      ties.append((relevance, subject.sentiment != nil, subject.sentiment ?? item.sentiment))
    }
    func addSymbols(_ symbols: [String]) {
      for entry in item.subjects where entry.kind == .symbol && symbols.contains(entry.name) {
        add(entry)
      }
    }
    switch subject {
    case .instrument(.symbol(let symbol)): addSymbols([symbol])
    case .instrument(.member): addSymbols(member.map { [$0] } ?? [])
    case .topic(let index):
      let topic = rulebook.topics[index]
      addSymbols(topic.symbols)
      let themes = topic.themes.map { $0.lowercased() }
      for entry in item.subjects where entry.kind == .theme {
        if themes.contains(entry.name.lowercased()) { add(entry) }
      }
      if let relevance = revision.phraseRelevance[index] {
        ties.append((relevance, false, item.sentiment))
      }
    }
    let best = ties.min { one, other in
      if one.relevance != other.relevance { return one.relevance > other.relevance }
      if one.isOwn != other.isOwn { return one.isOwn }
      return (one.score?.units ?? .max) < (other.score?.units ?? .max)
    }
    return best.map { ($0.relevance, $0.score) }
  }

  /// Distinct owners; those that are not known may all be one, or a known one.
  func owners(_ items: [Item]) -> Int {
    let names = Set(items.map { $0.owner.lowercased() })
    let known = names.subtracting([""])
    return known.isEmpty && !names.isEmpty ? 1 : known.count
  }
}

// MARK: Functions

extension ReferenceWorld {
  private struct Tied {
    var item: Item
    var at: Instant
    var relevance: BigRatio
    var score: Number?
  }

  func news(_ call: NewsCall, member: String?, at moment: Instant) -> ReferenceReading {
    if isFeedStale(at: moment) { return .blind }
    if call.function == .sentimentChange {
      return change(call, member: member, at: moment)
    }
    let ties = ties(call, member: member, at: moment)
    let owners = owners(ties.map(\.item))
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
    default: return mean(ties, halfLife: call.halfLife, at: moment)
    }
  }

  private func ties(_ call: NewsCall, member: String?, at moment: Instant) -> [Tied] {
    revisions.compactMap { revision in
      guard revision.counts(at: moment), let tie = tie(revision, call.subject, member: member)
      else { return nil }
      if let over = call.over, revision.start <= moment.subtracting(over) { return nil }
      if let least = call.minimumRelevance, tie.relevance < BigRatio(least) { return nil }
      return Tied(
        item: revision.item,
        at: revision.start,
        relevance: tie.relevance,
        score: tie.score
      )
    }
  }

  /// Σw·s ÷ Σw. With a half-life w is finer than the twelve decimals of the documented value.
  private func mean(_ ties: [Tied], halfLife: Duration?, at moment: Instant) -> ReferenceReading {
    let scored = ties.filter { $0.score != nil }
    guard let newest = scored.map(\.at).max() else { return .blind }
    var total = BigRatio.zero
    var weights = BigRatio.zero
    for tie in scored {
      guard let score = tie.score else { continue }
      var weight = tie.relevance
      if let halfLife {
        let seconds = moment.secondsSinceEpoch - moment.subtracting(halfLife).secondsSinceEpoch
        let age = newest.secondsSinceEpoch - tie.at.secondsSinceEpoch
        weight = weight * ReferenceDecay.weight(age: Int(age), halfLife: Int(seconds))
      }
      total = total + weight * BigRatio(score)
      weights = weights + weight
    }
    return weights.isZero ? .blind : .known(total / weights)
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

/// 2^(−age ÷ half-life), to 2^−128.
enum ReferenceDecay {
  private static let bits = 160
  /// 2^(−2^−k) for k from 1 on, as counts of 2^−160: square roots of ½, again and again.
  private static let roots: [BigInt] = {
    var roots: [BigInt] = []
    var last = BigInt(1) << (bits - 1)
    for _ in 0..<128 {
      last = BigInt((last << bits).magnitude.squareRoot())
      roots.append(last)
    }
    return roots
  }()

  static func weight(age: Int, halfLife: Int) -> BigRatio {
    if age <= 0 { return .one }
    if halfLife <= 0 { return .zero }
    let (whole, rest) = age.quotientAndRemainder(dividingBy: halfLife)
    if whole > 100 { return .zero }
    var product = BigInt(1) << bits
    // The fraction's binary digits, one after the other.
    var left = BigInt(rest)
    for root in roots {
      left *= 2
      if left >= halfLife {
        left -= BigInt(halfLife)
        product = (product * root) >> bits
      }
    }
    return BigRatio(product, over: BigInt(1) << (bits + whole))
  }
}
