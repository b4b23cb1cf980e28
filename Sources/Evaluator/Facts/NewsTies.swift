internal import Portfolio
internal import Quantities
internal import RuleChecker

/// What ties a revision to a subject: how relevant it is and which score it carries for it.
struct NewsTie: Sendable {
  /// Above 0, up to 10^8.
  var relevance: Int64
  /// −10^8 to 10^8.
  var sentiment: Int64?
  /// Whether the score is the provider's own for this subject.
  var isOwnScore: Bool

  /// Of several ties the most relevant one counts. At equal relevance a subject's own score goes
  /// before the overall one, and then the lower score: a fixed choice that is never the rosier one.
  func isBetter(than other: NewsTie) -> Bool {
    if relevance != other.relevance { return relevance > other.relevance }
    if isOwnScore != other.isOwnScore { return isOwnScore }
    return (sentiment ?? .max) < (other.sentiment ?? .max)
  }
}

/// Finds the subjects of items: topics by phrase, theme and symbol, instruments by symbol.
struct NewsTies {
  private let matcher: PhraseMatcher
  /// The topic of each of the matcher's phrases.
  private let phraseTopics: [Int]
  private var topicsByTheme: [String: [Int]] = [:]
  private var topicsBySymbol: [String: [Int]] = [:]

  init(_ topics: [Topic]) {
    var phrases: [Phrase] = []
    var phraseTopics: [Int] = []
    for (index, topic) in topics.enumerated() {
      for phrase in topic.mentions {
        phrases.append(phrase)
        phraseTopics.append(index)
      }
      for theme in topic.themes {
        topicsByTheme[NewsRevision.folded(theme), default: []] += [index]
      }
      for symbol in topic.symbols { topicsBySymbol[symbol, default: []] += [index] }
    }
    matcher = PhraseMatcher(phrases)
    self.phraseTopics = phraseTopics
  }

  /// Hands on each tie of a revision to a topic or a symbol, in no order: there may be several to one.
  func forEachTie(of revision: NewsRevision, _ body: (NewsSubject, NewsTie) -> Void) {
    let score = NewsTies.score(revision.item.sentiment)
    for subject in revision.item.subjects {
      guard let tie = NewsTies.tie(of: subject, or: score) else { continue }
      switch subject.kind {
      case .symbol:
        body(.symbol(subject.name), tie)
        for topic in topicsBySymbol[subject.name] ?? [] { body(.topic(topic), tie) }
      case .theme:
        for topic in topicsByTheme[NewsRevision.folded(subject.name)] ?? [] {
          body(.topic(topic), tie)
        }
      }
    }
    if !matcher.isEmpty { forEachPhraseTie(of: revision.item, score, body) }
  }

  private func forEachPhraseTie(
    of item: Item,
    _ score: Int64?,
    _ body: (NewsSubject, NewsTie) -> Void
  ) {
    let places = [
      (item.title, Number.scale), (item.summary, Number.scale / 2),
      (item.body, Number.scale / 2),
    ]
    for (text, relevance) in places where !text.isEmpty {
      let tie = NewsTie(relevance: relevance, sentiment: score, isOwnScore: false)
      for hit in matcher.hits(in: MatchText(text)) { body(.topic(phraseTopics[hit.phrase]), tie) }
    }
  }

  /// Relevance 0, or one outside 0 to 1, ties nothing.
  private static func tie(of subject: ItemSubject, or score: Int64?) -> NewsTie? {
    let relevance = subject.relevance ?? .one
    guard relevance.isUnitInterval, !relevance.isZero else { return nil }
    let own = NewsTies.score(subject.sentiment)
    return NewsTie(
      relevance: relevance.units,
      sentiment: own ?? score,
      isOwnScore: own != nil
    )
  }

  private static func score(_ number: Number?) -> Int64? {
    guard let number, number.isScore else { return nil }
    return number.units
  }
}
