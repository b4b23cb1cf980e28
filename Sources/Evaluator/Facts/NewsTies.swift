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

  /// The best tie of `item` to each topic and to each symbol.
  func ties(of item: Item) -> (topics: [Int: NewsTie], symbols: [String: NewsTie]) {
    var topics: [Int: NewsTie] = [:]
    var symbols: [String: NewsTie] = [:]
    for subject in item.subjects {
      guard let tie = NewsTies.tie(of: subject, in: item) else { continue }
      switch subject.kind {
      case .symbol:
        keep(tie, for: subject.name, in: &symbols)
        for topic in topicsBySymbol[subject.name] ?? [] { keep(tie, for: topic, in: &topics) }
      case .theme:
        for topic in topicsByTheme[NewsRevision.folded(subject.name)] ?? [] {
          keep(tie, for: topic, in: &topics)
        }
      }
    }
    if !matcher.isEmpty { addPhraseTies(of: item, to: &topics) }
    return (topics, symbols)
  }

  private func addPhraseTies(of item: Item, to topics: inout [Int: NewsTie]) {
    let score = NewsTies.score(item.sentiment)
    let places = [
      (item.title, Number.scale), (item.summary, Number.scale / 2),
      (item.body, Number.scale / 2),
    ]
    for (text, relevance) in places where !text.isEmpty {
      let tie = NewsTie(relevance: relevance, sentiment: score, isOwnScore: false)
      for hit in matcher.hits(in: MatchText(text)) {
        keep(tie, for: phraseTopics[hit.phrase], in: &topics)
      }
    }
  }

  private func keep<Key: Hashable>(_ tie: NewsTie, for key: Key, in ties: inout [Key: NewsTie]) {
    if let kept = ties[key], !tie.isBetter(than: kept) { return }
    ties[key] = tie
  }

  /// Relevance 0, or one outside 0 to 1, ties nothing.
  private static func tie(of subject: ItemSubject, in item: Item) -> NewsTie? {
    let relevance = subject.relevance ?? .one
    guard relevance.isUnitInterval, !relevance.isZero else { return nil }
    return NewsTie(
      relevance: relevance.units,
      sentiment: score(subject.sentiment) ?? score(item.sentiment),
      isOwnScore: score(subject.sentiment) != nil
    )
  }

  private static func score(_ number: Number?) -> Int64? {
    guard let number, number.isScore else { return nil }
    return number.units
  }
}
