import Portfolio
import Quantities
import RuleChecker
import Testing

@testable import Evaluator

/// What persons say short of a confirmation: rumours, reports, several of them.
struct CatalystWordTests {
  private typealias Board = CatalystBoardTests

  private func standing(
    _ acts: [(CatalystAct.Kind, Int64)],
    _ items: [Item] = [],
    at day: Int64 = 100,
    _ catalyst: Catalyst = CatalystBoardTests.catalyst()
  ) -> CatalystStanding {
    Board().standing(items, acts.map { Board.act($0.0, day: $0.1) }, at: day, catalyst)
  }

  // cites: catalyst-19
  @Test func aWordCountsAsEvidenceOfItsStrength() {
    #expect(standing([(.rumour, 5)]).state == .rumoured)
    #expect(standing([(.report, 5)]).state == .reported)
    #expect(standing([(.corroborate, 5)]).state == .corroborated)
    #expect(standing([(.rumour, 5)]).since == Facts.day(5))
    #expect(standing([(.rumour, 5)], at: 4).state == .none)
  }

  @Test func theStrongerOfWordsAndTextStandsAndTheyAreNotAddedUp() {
    let text = Board.report("i", day: 6, owner: "One")
    #expect(standing([(.rumour, 5)], [text]).state == .reported)
    #expect(standing([(.report, 5)], [text]).state == .reported)
    #expect(standing([(.corroborate, 5)], [text]).state == .corroborated)
    #expect(standing([(.rumour, 7)], [text]).state == .reported)
    #expect(standing([(.report, 5), (.rumour, 6)]).state == .reported)
    #expect(standing([(.confirm, 5), (.rumour, 6)]).state == .confirmed)
  }

  @Test func whereTheWordAloneGivesTheStateItIsAPersons() {
    let text = Board.report("i", day: 6)
    var gone = text
    gone.revision = 2
    gone.isDeleted = true
    gone.available = Facts.day(8)
    #expect(standing([(.rumour, 5)]).isSettledByPerson)
    #expect(!standing([(.rumour, 5)], [text]).isSettledByPerson)
    let back = standing([(.rumour, 5)], [text, gone])
    #expect(back.state == .rumoured && back.isSettledByPerson)
  }

  @Test func aDenialARetractionAndAnExpiryEndTheWord() {
    #expect(standing([(.report, 5), (.deny, 6)]).state == .denied)
    #expect(standing([(.report, 5), (.deny, 6), (.retract, 7)]).state == .retracted)
    #expect(standing([(.report, 5), (.retract, 6)]).state == .retracted)
    #expect(standing([(.deny, 5), (.rumour, 6)]).state == .rumoured)
    let catalyst = Board.catalyst { $0.expiresAfter = .days(10) }
    #expect(standing([(.rumour, 5)], at: 14, catalyst).state == .rumoured)
    #expect(standing([(.rumour, 5)], at: 15, catalyst).state == .expired)
    let text = Board.report("i", day: 20)
    #expect(standing([(.corroborate, 5)], [text], at: 21, catalyst).state == .reported)
  }

  @Test func ofWordsAtOneMomentTheMostCautiousStands() {
    for kinds in [[CatalystAct.Kind.deny, .report], [.report, .deny]] {
      #expect(standing(kinds.map { ($0, 5) }).state == .denied)
    }
    #expect(standing([(.corroborate, 5), (.rumour, 5)]).state == .corroborated)
  }
}
