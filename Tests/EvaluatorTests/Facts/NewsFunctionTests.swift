import Portfolio
import Quantities
import RuleChecker
import Testing

@testable import Evaluator

struct NewsFunctionTests {
  let topic = Facts.topic([.literal("Rust")], themes: ["Tech"], symbols: ["NVDA"])

  func value(
    _ items: [Item],
    _ function: NewsCall.Function = .sentiment,
    about subject: NewsSubject = .topic(0),
    at day: Int64 = 10,
    alive: UInt16 = 100,
    _ change: (inout NewsCall) -> Void = { _ in }
  ) -> NewsValue {
    var call = NewsCall(function: function, subject: .topic(0), over: .days(5))
    change(&call)
    return NewsArchive(items: items, topics: [topic], asOf: Facts.day(10))
      .value(of: call, about: subject, at: Facts.day(day), feedAliveWithin: .days(alive))
  }

  func spelled(_ value: NewsValue) -> String {
    switch value.reading {
    case .known(let ratio): ratio.spelled(maximumFractionDigits: 12)
    case .quiet: "quiet"
    case .blind: "blind"
    }
  }

  // cites: news-11, topic-1
  @Test func titleWeighsTwiceTheRest() {
    var other = Facts.item("b", "Other", day: 9, sentiment: 0)
    other.body = "It speaks of Rust."
    let value = value([Facts.item("a", "Rust", day: 9, sentiment: 30), other])
    #expect(spelled(value) == "0.2")
    #expect(value.items == ["a", "b"])
  }

  // cites: news-10
  @Test func theWindowIsOpenOnTheLeft() {
    let items = [
      Facts.item("edge", "Rust", day: 5, sentiment: -100),
      Facts.item("now", "Rust", day: 10, sentiment: 40),
      Facts.item("later", "Rust", day: 11, sentiment: -100),
    ]
    #expect(spelled(value(items)) == "0.4")
    #expect(spelled(value(items, .articles)) == "1")
  }

  // cites: news-7
  @Test func halfLifeWeighsTheNewerMore() {
    let items = [
      Facts.item("old", "Rust", day: 8, sentiment: 0),
      Facts.item("new", "Rust", day: 10, sentiment: 30),
    ]
    #expect(spelled(value(items) { $0.halfLife = .days(2) }) == "0.2")
    // 36 half-lives: nearly nothing is left of the older one, in twelve decimals.
    #expect(spelled(value(items) { $0.halfLife = Duration(80, .minutes) }) == "0.299999999996")
    // Only one item, older than its weight's precision: the mean is still its score.
    let alone = [items[0]]
    #expect(spelled(value(alone) { $0.halfLife = Duration(1, .minutes) }) == "0")
    #expect(spelled(value(items) { $0.halfLife = Duration(0, .days) }) == "0.3")
    #expect(spelled(value(items) { $0.halfLife = Duration(2, .businessDays) }) != "blind")
  }

  // cites: news-11, topic-1
  @Test func aSubjectsOwnScoreGoesBeforeTheOverallOne() {
    let own = ItemSubject(
      kind: .symbol,
      name: "NVDA",
      relevance: Facts.number(80),
      sentiment: Facts.number(-50)
    )
    let bare = ItemSubject(kind: .symbol, name: "AMD")
    let item = Facts.item("a", "Chips", day: 9, sentiment: 30, subjects: [own, bare])
    #expect(spelled(value([item], about: .symbol("NVDA"))) == "-0.5")
    #expect(spelled(value([item], about: .symbol("AMD"))) == "0.3")
    #expect(spelled(value([item])) == "-0.5")
    #expect(spelled(value([item], about: .symbol("MSFT"))) == "quiet")
  }

  // cites: news-8, topic-1
  @Test func anItemTiedSeveralWaysCountsOnceWithItsLargestRelevance() {
    let weak = ItemSubject(
      kind: .symbol,
      name: "NVDA",
      relevance: Facts.number(20),
      sentiment: Facts.number(-50)
    )
    let strong = ItemSubject(kind: .theme, name: "tech", relevance: Facts.number(90))
    let item = Facts.item("a", "Chips", day: 9, sentiment: 30, subjects: [weak, strong])
    #expect(spelled(value([item])) == "0.3")
    #expect(spelled(value([item], .articles)) == "1")
    #expect(spelled(value([item], .articles) { $0.minimumRelevance = Facts.number(95) }) == "0")
    #expect(spelled(value([item]) { $0.minimumRelevance = Facts.number(95) }) == "quiet")
    #expect(spelled(value([item]) { $0.minimumRelevance = Facts.number(90) }) == "0.3")
    // Title and theme tie equally: the subject's own score goes first.
    let own = ItemSubject(kind: .theme, name: "Tech", sentiment: Facts.number(-10))
    let both = Facts.item("b", "Rust", day: 9, sentiment: 30, subjects: [own])
    #expect(spelled(value([both])) == "-0.1")
  }

  // cites: unknown-2, unknown-3
  @Test func unknownHasTwoCauses() {
    let other = Facts.item("other", "Weather", day: 9, sentiment: 10)
    #expect(spelled(value([other])) == "quiet")
    #expect(spelled(value([other], .articles)) == "0")
    #expect(spelled(value([other], .sources)) == "0")
    #expect(spelled(value([other], .age)) == "quiet")
    let stale = Facts.item("stale", "Rust", day: 8, sentiment: 10)
    for function in NewsCall.Function.allCases {
      #expect(spelled(value([stale], function, alive: 2)) == "blind")
      #expect(spelled(value([], function)) == "blind")
    }
    let unscored = Facts.item("unscored", "Rust", day: 9)
    #expect(spelled(value([unscored])) == "blind")
    #expect(spelled(value([unscored], .impact)) == "blind")
    #expect(spelled(value([unscored], .articles)) == "1")
  }

  // cites: news-9, news-5
  @Test func minimumCountsMakeItQuiet() {
    let items = [
      Facts.item("a", "Rust", day: 8, owner: "One", sentiment: 10, impact: 20),
      Facts.item("b", "Rust", day: 9, owner: "one ", sentiment: 30, impact: 10),
    ]
    #expect(spelled(value(items) { $0.minimumArticles = 2 }) == "0.2")
    #expect(spelled(value(items) { $0.minimumArticles = 3 }) == "quiet")
    #expect(spelled(value(items) { $0.minimumSources = 2 }) == "quiet")
    #expect(spelled(value(items, .impact) { $0.minimumArticles = 2 }) == "0.2")
    #expect(spelled(value(items, .sources)) == "1")
    #expect(spelled(value(items, .age) { $0.over = nil }) == "86400")
  }

  @Test func unknownOwnersAreOneSourceAtMost() {
    let unknown = [
      Facts.item("a", "Rust", day: 8, owner: ""), Facts.item("b", "Rust", day: 9, owner: ""),
    ]
    #expect(spelled(value(unknown, .sources)) == "1")
    let known = unknown + [Facts.item("c", "Rust", day: 9, owner: "Wire")]
    #expect(spelled(value(known, .sources)) == "1")
  }

  @Test func revisionsReplaceFromTheirOwnTime() {
    let items = [
      Facts.item("a", "Rust", day: 7, sentiment: 50),
      Facts.item("a", "Rust", day: 9, sentiment: -50, revision: 2),
      Facts.item("a", "", day: 10, revision: 3, deleted: true),
    ]
    #expect(spelled(value(items, at: 8)) == "0.5")
    #expect(spelled(value(items, at: 9)) == "-0.5")
    #expect(spelled(value(items, .articles, at: 9)) == "1")
    #expect(spelled(value(items, at: 10)) == "quiet")
    #expect(spelled(value(items.reversed(), at: 9)) == "-0.5")
  }

  @Test func quarantinedAndEmptyItemsAreNoSignals() {
    let bad = Facts.item("a", "Rust", day: 9, sentiment: 50, quarantine: "not a number")
    #expect(spelled(value([bad], .articles)) == "blind")
    let empty = Facts.item("b", "Rust", day: 9, sentiment: 0, hasContent: false)
    #expect(spelled(value([empty])) == "quiet")
    #expect(spelled(value([empty], .articles)) == "0")
  }

  @Test func anItemWithoutTimeIsKnownAtAsOf() {
    let item = Facts.item("a", "Rust", day: nil, sentiment: 20)
    #expect(spelled(value([item], at: 10)) == "0.2")
    #expect(spelled(value([item], at: 9)) == "blind")
  }

  // cites: news-3
  @Test func changeComparesWithOneWindowEarlier() {
    let items = [
      Facts.item("a", "Rust", day: 4, sentiment: 10),
      Facts.item("b", "Rust", day: 9, sentiment: 40),
    ]
    let value = value(items, .sentimentChange)
    #expect(spelled(value) == "0.3")
    #expect(value.items == ["a", "b"])
    #expect(spelled(self.value([items[1]], .sentimentChange)) == "blind")
    let other = Facts.item("c", "Weather", day: 3)
    #expect(spelled(self.value([items[1], other], .sentimentChange)) == "quiet")
  }

  @Test func firstAvailableIsTheFirstItemsTime() {
    let items = [
      Facts.item("a", "Weather", day: 2), Facts.item("b", "Rust", day: 4),
      Facts.item("c", "Rust", day: 1, quarantine: "bad"),
    ]
    let archive = NewsArchive(items: items, topics: [topic], asOf: Facts.day(10))
    #expect(archive.firstAvailable == Facts.day(2))
    #expect(archive.firstAvailable(about: .topic(0)) == Facts.day(4))
    #expect(archive.firstAvailable(about: .symbol("NVDA")) == nil)
    #expect(archive.firstAvailable(about: .topic(7)) == nil)
    #expect(archive.items(at: Facts.day(3)).map(\.identifier) == ["a"])
  }

  @Test func scoresThatCanNotBeAreIgnored() {
    var item = Facts.item("a", "Rust", day: 9)
    item.sentiment = Number(units: 370_000_000)
    item.impact = Number(units: -1)
    #expect(spelled(value([item])) == "blind")
    #expect(spelled(value([item], .impact)) == "blind")
  }
}
