import Portfolio
import Quantities
import RuleChecker

/// The news that a test has told of so far. Its signals carry scores and no text, so they move news
/// functions and never a catalyst.
struct TestNews {
  private let limit: Duration
  private var signals: [Item] = []
  /// From when on the feed is stale.
  private var staleFrom: Instant?

  /// - Parameter limit: `news no older than`.
  init(limit: Duration) { self.limit = limit }

  /// A theme that ties a signal to the topic and to nothing else.
  static func theme(of topic: String) -> String { "test signal about \(topic)" }

  /// The rulebook with a theme for the signals of each topic.
  static func prepared(_ rulebook: CheckedRulebook) -> CheckedRulebook {
    var prepared = rulebook
    for index in prepared.topics.indices {
      prepared.topics[index].themes.append(theme(of: prepared.topics[index].name))
    }
    return prepared
  }

  mutating func learn(_ told: TestSignals, _ rulebook: CheckedRulebook) {
    var at = told.at
    var sentiment = told.sentiment
    for _ in 0..<told.count {
      signals.append(item(told, at, sentiment, rulebook))
      if let every = told.every { at = at.adding(every) }
      sentiment = (try? sentiment.adding(told.step)) ?? sentiment
    }
  }

  private func item(
    _ told: TestSignals,
    _ at: Instant,
    _ sentiment: Number,
    _ rulebook: CheckedRulebook
  ) -> Item {
    let subject: ItemSubject
    switch told.subject {
    case .symbol(let symbol): subject = ItemSubject(kind: .symbol, name: symbol)
    case .topic(let index):
      let name = rulebook.topics.indices.contains(index) ? rulebook.topics[index].name : ""
      subject = ItemSubject(kind: .theme, name: TestNews.theme(of: name))
    }
    return Item(
      identifier: "signal \(signals.count + 1)",
      provider: "test",
      title: "",
      source: told.source ?? "",
      published: at,
      available: at,
      sentiment: sentiment,
      impact: told.impact,
      subjects: [subject]
    )
  }

  mutating func becomeStale(at moment: Instant) throws(TestFault) {
    let start = moment.subtracting(limit)
    let recent = signals.filter { $0.available.map { $0 > start && $0 <= moment } ?? false }
    if let last = recent.compactMap(\.available).max() {
      throw TestFault(
        "the news can't be stale at \(moment): the signal at \(last) is within "
          + "`news no older than \(limit)`",
        help: "tell of it earlier, or let the news be stale later"
      )
    }
    staleFrom = min(staleFrom ?? moment, moment)
  }

  /// Signals, and signs of life of a feed that is not stale: one at the end of each day that a rule may
  /// look back to, and one now.
  func items(at moment: Instant) -> [Item] {
    var found = signals
    let last = staleFrom.map { $0.subtracting(limit) }
    let today = moment.date.daysSinceEpoch
    let days = (today - TestNews.daysBack..<today).map {
      Instant(endOf: CalendarDate(daysSinceEpoch: $0))
    }
    for time in days + [moment] where last.map({ time <= $0 }) ?? true {
      found.append(
        Item(
          identifier: "alive \(time)",
          provider: "test",
          title: "",
          available: time,
          hasContent: false
        )
      )
    }
    return found
  }

  /// As far as rules with `until` are replayed.
  private static let daysBack: Int32 = 401
}
