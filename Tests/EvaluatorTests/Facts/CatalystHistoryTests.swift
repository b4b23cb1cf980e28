import Portfolio
import Quantities
import RuleChecker
import Testing

@testable import Evaluator

/// Properties of the board over generated items and acts.
struct CatalystHistoryTests {
  static let catalysts = [
    CatalystBoardTests.catalyst(),
    CatalystBoardTests.catalyst { $0.expiresAfter = .days(6) },
    CatalystBoardTests.catalyst {
      $0.isConfirmedByOfficial = true
      $0.expiresAfter = .days(9)
      $0.schedule = .on(Facts.day(20).date)
    },
  ]

  static func items(_ random: inout SplitMix, _ days: ClosedRange<Int64>) -> [Item] {
    (0..<Int.random(in: 0...12, using: &random)).map { index in
      var item = CatalystBoardTests.report(
        "i\(Int.random(in: 0..<8, using: &random))",
        day: .random(in: days, using: &random),
        owner: ["", "One", "Two", "Three", "kernel.org"].randomElement(using: &random) ?? ""
      )
      item.revision =
        Int(days.lowerBound) * 1_000_000 + Int.random(in: 0..<1_000_000, using: &random)
      if random.chance(25) { item.title = "It is not on by default" }
      item.isDeleted = random.chance(10)
      return item
    }
  }

  static func acts(_ random: inout SplitMix, _ days: ClosedRange<Int64>) -> [CatalystAct] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in
      let kinds: [CatalystAct.Kind] = [.confirm, .deny, .retract, .outcome("beat")]
      return CatalystBoardTests.act(
        kinds.randomElement(using: &random) ?? .confirm,
        day: .random(in: days, using: &random),
        evidence: random.chance(30) ? "i1" : ""
      )
    }
  }

  static func board(_ items: [Item], _ acts: [CatalystAct]) -> CatalystBoard {
    CatalystBoard(
      catalysts: catalysts,
      topics: [],
      archive: NewsArchive(items: items, topics: [], asOf: Facts.day(60)),
      acts: acts,
      asOf: Facts.day(60)
    )
  }

  static func describe(_ standing: CatalystStanding) -> String {
    let words = standing.evidence.map { "\($0.item) \($0.sentence) \($0.heldBackBy ?? "-")" }
    return "\(standing.state) \(standing.outcome ?? "") \(standing.since?.description ?? "")"
      + " \(standing.isSettledByPerson) \(standing.isOverdue) \(standing.items) \(words.sorted())"
  }

  @Test(arguments: 0..<80 as Range<UInt64>)
  func theFutureAndTheOrderChangeNothing(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let items = CatalystHistoryTests.items(&random, 0...30)
    let acts = CatalystHistoryTests.acts(&random, 0...30)
    let lateItems = CatalystHistoryTests.items(&random, 31...60)
    let lateActs = CatalystHistoryTests.acts(&random, 31...60)
    let one = CatalystHistoryTests.board(items, acts)
    let both = CatalystHistoryTests.board(
      (items + lateItems).shuffled(using: &random),
      (acts + lateActs).shuffled(using: &random)
    )
    for day in 0...30 as ClosedRange<Int64> {
      for index in CatalystHistoryTests.catalysts.indices {
        let first = one.standing(of: index, member: nil, at: Facts.day(day))
        let second = both.standing(of: index, member: nil, at: Facts.day(day))
        #expect(
          CatalystHistoryTests.describe(first) == CatalystHistoryTests.describe(second),
          "seed \(seed) day \(day) catalyst \(index)"
        )
      }
    }
  }

  @Test(arguments: 200..<260 as Range<UInt64>)
  func whatIsClaimedIsBackedByWhatIsListed(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let items = CatalystHistoryTests.items(&random, 0...40)
    let board = CatalystHistoryTests.board(items, CatalystHistoryTests.acts(&random, 0...40))
    for day in 0...60 as ClosedRange<Int64> {
      for index in CatalystHistoryTests.catalysts.indices {
        let standing = board.standing(of: index, member: nil, at: Facts.day(day))
        let counting = standing.evidence.filter { $0.heldBackBy == nil }
        #expect(Set(counting.map(\.item)) == Set(standing.items))
        switch standing.state {
        case .reported, .corroborated: #expect(!standing.items.isEmpty)
        case .confirmed:
          let isOfficial = counting.contains { $0.owner == "kernel.org" }
          #expect(standing.isSettledByPerson || (index == 2 && isOfficial))
        case .none, .expected, .expired: #expect(standing.items.isEmpty)
        case .denied, .retracted, .rumoured: #expect(standing.state != .rumoured)
        }
        if let since = standing.since { #expect(since <= Facts.day(day)) }
      }
    }
  }
}
