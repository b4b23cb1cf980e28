import Portfolio
import Quantities
import RuleChecker
import Testing

@testable import Evaluator

/// Properties over generated histories: the archive agrees with its naive twin, sees nothing of
/// the future, and does not care for order.
struct NewsHistoryTests {
  static let topic = Facts.topic([.literal("Rust")], themes: ["Tech"], symbols: ["NVDA"])
  static let asOf = Facts.day(60)

  static func items(_ random: inout SplitMix, _ days: ClosedRange<Int64>) -> [Item] {
    (0..<Int.random(in: 0...25, using: &random)).map { _ in
      var item = Facts.item(
        "i\(Int.random(in: 0..<15, using: &random))",
        random.chance(40) ? "News of Rust today" : "Other news",
        day: random.chance(4) ? nil : Int64.random(in: days, using: &random),
        owner: ["", "One", "one", "Two", "Three"].randomElement(using: &random) ?? "",
        sentiment: random.chance(80) ? Int64.random(in: -100...100, using: &random) : nil,
        impact: random.chance(60) ? Int64.random(in: 0...100, using: &random) : nil,
        // Of one identifier and revision only the first counts; the twin does not model that.
        revision: Int.random(in: 1...1_000_000, using: &random),
        deleted: random.chance(5),
        hasContent: !random.chance(5),
        subjects: subjects(&random),
        quarantine: random.chance(5) ? "bad" : nil
      )
      if random.chance(30) { item.body = "They speak of Rust here" }
      return item
    }
  }

  static func subjects(_ random: inout SplitMix) -> [ItemSubject] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in
      let isSymbol = random.chance(60)
      let names = isSymbol ? ["NVDA", "MSFT"] : ["Tech", "Energy"]
      return ItemSubject(
        kind: isSymbol ? .symbol : .theme,
        name: names.randomElement(using: &random) ?? "",
        relevance: random.chance(60) ? Facts.number(.random(in: 0...100, using: &random)) : nil,
        sentiment: random.chance(50) ? Facts.number(.random(in: -100...100, using: &random)) : nil
      )
    }
  }

  static func call(_ random: inout SplitMix) -> NewsCall {
    NewsCall(
      function: NewsCall.Function.allCases.randomElement(using: &random) ?? .sentiment,
      subject: .topic(0),
      over: .days(UInt16.random(in: 1...30, using: &random)),
      minimumRelevance: random.chance(30) ? Facts.number(60) : nil,
      minimumArticles: random.chance(30) ? Int.random(in: 1...4, using: &random) : nil,
      minimumSources: random.chance(30) ? Int.random(in: 1...3, using: &random) : nil
    )
  }

  static func answer(_ value: NewsValue) -> NewsTwin.Answer {
    switch value.reading {
    case .known(let ratio): .known(ratio)
    case .quiet: .quiet
    case .blind: .blind
    }
  }

  // cites: news-1, news-2, news-3, news-4, news-5, news-6
  @Test(arguments: 0..<60 as Range<UInt64>)
  func archiveAgreesWithItsTwin(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let items = NewsHistoryTests.items(&random, 0...60)
    let topic = NewsHistoryTests.topic
    let archive = NewsArchive(items: items, topics: [topic], asOf: NewsHistoryTests.asOf)
    let twin = NewsTwin(items: items, topic: topic, asOf: NewsHistoryTests.asOf)
    for _ in 0..<40 {
      let call = NewsHistoryTests.call(&random)
      let subject =
        [NewsSubject.topic(0), .symbol("NVDA")].randomElement(using: &random)
        ?? .topic(0)
      let moment = Facts.day(.random(in: 0...60, using: &random))
      let alive = UInt16.random(in: 1...20, using: &random)
      let value = archive.value(
        of: call,
        about: subject,
        at: moment,
        feedAliveWithin: .days(alive)
      )
      let expected = twin.answer(call, subject, at: moment.secondsSinceEpoch, alive: Int64(alive))
      #expect(NewsHistoryTests.answer(value) == expected, "seed \(seed): \(call) at \(moment)")
    }
  }

  @Test(arguments: 100..<140 as Range<UInt64>)
  func laterItemsChangeNothing(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let early = NewsHistoryTests.items(&random, 0...30).filter { $0.available != nil }
    let late = NewsHistoryTests.items(&random, 31...60)
    let topics = [NewsHistoryTests.topic]
    let one = NewsArchive(items: early, topics: topics, asOf: NewsHistoryTests.asOf)
    let both = NewsArchive(
      items: (late + early).shuffled(using: &random),
      topics: topics,
      asOf: NewsHistoryTests.asOf
    )
    for _ in 0..<40 {
      var call = NewsHistoryTests.call(&random)
      call.halfLife = random.chance(50) ? .days(3) : nil
      let moment = Facts.day(.random(in: 0...30, using: &random))
      let first = one.value(of: call, about: .topic(0), at: moment, feedAliveWithin: .days(7))
      let second = both.value(of: call, about: .topic(0), at: moment, feedAliveWithin: .days(7))
      #expect(NewsHistoryTests.answer(first) == NewsHistoryTests.answer(second))
      #expect(first.items == second.items)
    }
  }

  // cites: news-7
  @Test(arguments: 200..<220 as Range<UInt64>)
  func halfLifeAgreesWithPowersOfTwo(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    // Whole half-lives apart, so that the weights are exact fractions.
    let scores = (0..<8).map { _ in Int64.random(in: -100...100, using: &random) }
    let items = scores.enumerated().map { index, score in
      Facts.item("i\(index)", "Rust", day: Int64(index), sentiment: score)
    }
    let call = NewsCall(
      function: .sentiment,
      subject: .topic(0),
      over: .days(30),
      halfLife: .days(1)
    )
    let value = NewsArchive(
      items: items,
      topics: [NewsHistoryTests.topic],
      asOf: NewsHistoryTests.asOf
    ).value(of: call, about: .topic(0), at: Facts.day(9), feedAliveWithin: .days(30))
    let weights = scores.indices.map { Int128(1) << $0 }
    let top = zip(weights, scores).reduce(Int128(0)) { $0 + $1.0 * Int128($1.1) }
    let expected = try Ratio(top, over: weights.reduce(0, +) * 100)
    guard case .known(let mean) = value.reading else {
      Issue.record("seed \(seed): no value")
      return
    }
    let apart = try mean.subtracting(expected).absolute()
    #expect(apart <= (try Ratio(1, over: 1_000_000_000_000)))
  }
}
