import Portfolio
import Quantities
import RuleChecker
import RuleSyntax

@testable import Evaluator

/// Short ways to make the values that the tests of this folder need.
enum Facts {
  static let span = Span(file: 0, start: 0, end: 0)

  static func day(_ day: Int64, _ second: Int64 = 0) -> Instant {
    Instant(secondsSinceEpoch: 1_765_000_000 + day * Instant.secondsPerDay + second)
  }

  static func number(_ hundredths: Int64) -> Number { Number(units: hundredths * 1_000_000) }

  static func item(
    _ identifier: String,
    _ title: String,
    day: Int64?,
    owner: String = "wire",
    sentiment: Int64? = nil,
    impact: Int64? = nil,
    url: String? = nil,
    revision: Int = 1,
    deleted: Bool = false,
    hasContent: Bool = true,
    subjects: [ItemSubject] = [],
    quarantine: String? = nil
  ) -> Item {
    Item(
      identifier: identifier,
      provider: "test",
      revision: revision,
      isDeleted: deleted,
      title: title,
      url: url,
      source: owner,
      available: day.map { Facts.day($0) },
      sentiment: sentiment.map { Facts.number($0) },
      impact: impact.map { Facts.number($0) },
      hasContent: hasContent,
      subjects: subjects,
      quarantine: quarantine
    )
  }

  static func topic(_ mentions: [Phrase], themes: [String] = [], symbols: [String] = []) -> Topic {
    Topic(name: "t", mentions: mentions, themes: themes, symbols: symbols, span: span)
  }

  static func evidence(
    of phrases: [Phrase],
    in text: String,
    unless: [String] = []
  ) -> [CatalystReport.Evidence] {
    let catalyst = Catalyst(name: "c", evidence: phrases, unless: unless, span: span)
    var item = item("i", "", day: 0)
    item.body = text
    let archive = NewsArchive(items: [item], topics: [], asOf: day(1))
    let board = CatalystBoard(
      catalysts: [catalyst],
      topics: [],
      archive: archive,
      acts: [],
      asOf: day(1)
    )
    return board.standing(of: 0, member: nil, at: day(1)).evidence
  }
}

/// SplitMix64: small, and the same on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
