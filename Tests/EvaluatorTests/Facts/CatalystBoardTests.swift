import Portfolio
import Quantities
import RuleChecker
import Testing

@testable import Evaluator

struct CatalystBoardTests {
  static func catalyst(_ change: (inout Catalyst) -> Void = { _ in }) -> Catalyst {
    var catalyst = Catalyst(
      name: "c",
      evidence: [.literal("on by default")],
      official: ["kernel.org"],
      span: Facts.span
    )
    change(&catalyst)
    return catalyst
  }

  static func act(
    _ kind: CatalystAct.Kind,
    day: Int64,
    recorded: Int64? = nil,
    member: String? = nil,
    evidence: String = ""
  ) -> CatalystAct {
    CatalystAct(
      catalyst: "c",
      member: member,
      kind: kind,
      at: Facts.day(day),
      recorded: Facts.day(recorded ?? day),
      evidence: evidence
    )
  }

  static func report(_ name: String, day: Int64, owner: String = "One", url: String? = nil) -> Item
  {
    Facts.item(name, "It is on by default", day: day, owner: owner, url: url)
  }

  func standing(
    _ items: [Item],
    _ acts: [CatalystAct] = [],
    at day: Int64 = 100,
    member: String? = nil,
    topics: [Topic] = [],
    _ catalyst: Catalyst = catalyst()
  ) -> CatalystStanding {
    let archive = NewsArchive(items: items, topics: topics, asOf: Facts.day(100))
    return CatalystBoard(
      catalysts: [catalyst],
      topics: topics,
      archive: archive,
      acts: acts,
      asOf: Facts.day(100)
    ).standing(of: 0, member: member, at: Facts.day(day))
  }

  // cites: catalyst-5
  @Test func oneOwnerReportsAndTwoCorroborate() {
    let items = [
      CatalystBoardTests.report("a", day: 3), CatalystBoardTests.report("b", day: 5, owner: "one"),
      CatalystBoardTests.report("c", day: 7, owner: "Two"),
    ]
    #expect(standing(items, at: 2).state == .none)
    #expect(standing(items, at: 3).state == .reported)
    #expect(standing(items, at: 6).state == .reported)
    #expect(standing(items, at: 6).since == Facts.day(3))
    let last = standing(items, at: 7)
    #expect(last.state == .corroborated)
    #expect(last.since == Facts.day(7))
    #expect(last.items == ["a", "b", "c"])
    #expect(!last.isSettledByPerson)
    let three = CatalystBoardTests.catalyst { $0.corroboratedBy = 3 }
    #expect(standing(items, at: 7, three).state == .reported)
  }

  @Test func ownersThatAreNotKnownCorroborateNothing() {
    let items = [
      CatalystBoardTests.report("a", day: 3, owner: ""),
      CatalystBoardTests.report("b", day: 4, owner: ""),
      CatalystBoardTests.report("c", day: 5, owner: "One"),
    ]
    #expect(standing(items).state == .reported)
  }

  // cites: catalyst-6, catalyst-7
  @Test func anOfficialSourceSufficesAndConfirmsOnlyWhereWritten() {
    for url in ["https://lore.kernel.org/x", "https://kernel.org:443", "HTTP://Git.Kernel.Org./a"] {
      let items = [CatalystBoardTests.report("a", day: 3, url: url)]
      #expect(standing(items).state == .corroborated, "\(url)")
      let official = CatalystBoardTests.catalyst { $0.isConfirmedByOfficial = true }
      let confirmed = standing(items, official)
      #expect(confirmed.state == .confirmed, "\(url)")
      #expect(confirmed.date == Facts.day(3).date)
      #expect(!confirmed.isSettledByPerson)
    }
    let owner = [CatalystBoardTests.report("a", day: 3, owner: "Kernel.org")]
    #expect(standing(owner).state == .corroborated)
  }

  @Test func whatOnlyLooksOfficialIsNot() {
    for url in [
      "https://kernel.org.example/x", "https://kernel.org@evil.example/", "https://notkernel.org",
      "https://evil.example/kernel.org", "https://evil.example\\@kernel.org/", "kernel.org",
      "https://evil.example?x=@kernel.org", "",
    ] {
      let items = [CatalystBoardTests.report("a", day: 3, url: url)]
      #expect(standing(items).state == .reported, "\(url)")
    }
  }

  // cites: catalyst-7
  @Test func textNeverConfirms() {
    let items = (0..<40).map {
      CatalystBoardTests.report("i\($0)", day: Int64($0), owner: "Owner \($0)")
    }
    #expect(standing(items).state == .corroborated)
  }

  @Test func actsCountFromWhenTheyHoldAndWereRecorded() {
    let acts = [CatalystBoardTests.act(.confirm, day: 10, recorded: 12)]
    #expect(standing([], acts, at: 11).state == .none)
    let confirmed = standing([], acts, at: 12)
    #expect(confirmed.state == .confirmed)
    #expect(confirmed.isSettledByPerson)
    #expect(confirmed.since == Facts.day(12))
    #expect(confirmed.date == Facts.day(10).date)
    #expect(
      standing([], [CatalystBoardTests.act(.confirm, day: 30, recorded: 9)], at: 29).state
        == .none
    )
  }

  // cites: catalyst-12
  @Test func anOutcomeImpliesConfirmedAndIsNews() {
    let acts = [
      CatalystBoardTests.act(.confirm, day: 10), CatalystBoardTests.act(.outcome("beat"), day: 20),
      CatalystBoardTests.act(.outcome("miss"), day: 30),
    ]
    #expect(standing([], acts, at: 15).outcome == nil)
    let beat = standing([], acts, at: 20)
    #expect(beat.state == .confirmed)
    #expect(beat.outcome == "beat")
    #expect(beat.since == Facts.day(20))
    #expect(standing([], acts, at: 30).outcome == "miss")
    let denied = standing([], acts + [CatalystBoardTests.act(.deny, day: 40)])
    #expect(denied.state == .denied)
    #expect(denied.outcome == nil)
  }

  @Test func deniedStandsUntilNewerEvidenceByAnotherOwner() {
    let before = CatalystBoardTests.report("a", day: 3)
    let deny = [CatalystBoardTests.act(.deny, day: 5)]
    let denied = standing([before], deny)
    #expect(denied.state == .denied)
    #expect(denied.isSettledByPerson)
    #expect(denied.items.isEmpty)
    #expect(denied.evidence.map(\.heldBackBy) == ["denied"])
    let same = CatalystBoardTests.report("b", day: 8)
    #expect(standing([before, same], deny).state == .denied)
    let unknown = CatalystBoardTests.report("u", day: 8, owner: "")
    #expect(standing([before, unknown], deny).state == .denied)
    let early = CatalystBoardTests.report("c", day: 4, owner: "Two")
    #expect(standing([before, early], deny).state == .denied)
    let other = CatalystBoardTests.report("d", day: 9, owner: "Three")
    #expect(standing([before, other], deny, at: 9).state == .reported)
    #expect(standing([before, same, other], deny).state == .corroborated)
    #expect(
      standing([before], deny + [CatalystBoardTests.act(.confirm, day: 9)]).state
        == .confirmed
    )
  }

  @Test func retractingReturnsToTheRemainingEvidence() {
    let retract = [
      CatalystBoardTests.act(.confirm, day: 5), CatalystBoardTests.act(.retract, day: 6),
    ]
    let reported = standing([CatalystBoardTests.report("a", day: 3)], retract)
    #expect(reported.state == .reported)
    #expect(!reported.isSettledByPerson)
    let nothing = standing([], retract)
    #expect(nothing.state == .retracted)
    #expect(nothing.isSettledByPerson)
    let undenied = [
      CatalystBoardTests.act(.deny, day: 5), CatalystBoardTests.act(.retract, day: 6),
    ]
    #expect(standing([CatalystBoardTests.report("a", day: 3)], undenied).state == .reported)
  }

  @Test func retractingCanNameAnItem() {
    let items = [
      CatalystBoardTests.report("a", day: 3, url: "https://one.example/a"),
      CatalystBoardTests.report("b", day: 4, owner: "Two"),
    ]
    let byURL = [CatalystBoardTests.act(.retract, day: 6, evidence: "https://one.example/a")]
    #expect(standing(items, byURL, at: 5).state == .corroborated)
    let remaining = standing(items, byURL)
    #expect(remaining.state == .reported)
    #expect(remaining.items == ["b"])
    #expect(remaining.evidence.map(\.heldBackBy) == ["retracted", nil])
    let both = byURL + [CatalystBoardTests.act(.retract, day: 7, evidence: "b")]
    #expect(standing(items, both).state == .retracted)
  }

  @Test func aWithdrawnReportIsRetracted() {
    let items = [
      CatalystBoardTests.report("a", day: 3),
      Facts.item("a", "", day: 6, revision: 2, deleted: true),
    ]
    #expect(standing(items, at: 5).state == .reported)
    #expect(standing(items, at: 6).state == .retracted)
    let corrected = [
      items[0], Facts.item("a", "It is not on by default", day: 6, owner: "One", revision: 2),
    ]
    #expect(standing(corrected).state == .retracted)
    #expect(standing(corrected).evidence.map(\.heldBackBy) == ["not"])
  }

  // cites: catalyst-8
  @Test func expiryCountsFromTheLastTransition() {
    let catalyst = CatalystBoardTests.catalyst { $0.expiresAfter = .days(10) }
    let items = [
      CatalystBoardTests.report("a", day: 3), CatalystBoardTests.report("b", day: 9, owner: "Two"),
    ]
    #expect(standing(items, at: 18, catalyst).state == .corroborated)
    let expired = standing(items, at: 19, catalyst)
    #expect(expired.state == .expired)
    #expect(expired.since == Facts.day(19))
    #expect(expired.items.isEmpty)
    // The same owner again does not make it two: what expired is spent.
    let again = items + [CatalystBoardTests.report("c", day: 30)]
    #expect(standing(again, at: 30, catalyst).state == .reported)
    #expect(standing(again, at: 40, catalyst).state == .expired)
    #expect(standing([items[0]], at: 12, catalyst).state == .reported)
    #expect(standing([items[0]], at: 13, catalyst).state == .expired)
    let confirmed = [CatalystBoardTests.act(.confirm, day: 12)]
    #expect(standing([items[0]], confirmed, at: 100, catalyst).state == .confirmed)
    let denied = [CatalystBoardTests.act(.deny, day: 12)]
    #expect(standing([items[0]], denied, at: 100, catalyst).state == .denied)
  }

  // cites: catalyst-9, catalyst-10
  @Test func aScheduleMakesItExpectedAndThenOverdue() {
    let catalyst = CatalystBoardTests.catalyst { $0.schedule = .on(Facts.day(20).date) }
    let before = standing([], at: 20, catalyst)
    #expect(before.state == .expected)
    #expect(before.since == nil)
    #expect(before.date == Facts.day(20).date)
    #expect(!before.isOverdue)
    #expect(standing([], at: 21, catalyst).isOverdue)
    #expect(standing([CatalystBoardTests.report("a", day: 3)], at: 21, catalyst).isOverdue)
    let confirm = [CatalystBoardTests.act(.confirm, day: 19)]
    #expect(!standing([], confirm, at: 21, catalyst).isOverdue)
    #expect(!standing([], [CatalystBoardTests.act(.deny, day: 19)], at: 21, catalyst).isOverdue)
    let outcomes = CatalystBoardTests.catalyst {
      $0.schedule = .by(Facts.day(20).date)
      $0.outcomes = ["beat"]
    }
    #expect(standing([], confirm, at: 21, outcomes).isOverdue)
    let beat = [CatalystBoardTests.act(.outcome("beat"), day: 19)]
    #expect(!standing([], beat, at: 21, outcomes).isOverdue)
  }

  // cites: catalyst-2, catalyst-3
  @Test func onlyItemsOfTheTopicAreEvidence() {
    let catalyst = CatalystBoardTests.catalyst { $0.topic = 0 }
    let topics = [Facts.topic([.literal("Rust")])]
    let items = [
      CatalystBoardTests.report("a", day: 3),
      Facts.item("b", "Rust: it is on by default", day: 4, owner: "Two"),
    ]
    let found = standing(items, at: 5, topics: topics, catalyst)
    #expect(found.state == .reported)
    #expect(found.items == ["b"])
  }

  // cites: catalyst-13
  @Test func aCatalystForEachInstrumentIsAboutThatInstrument() {
    let catalyst = CatalystBoardTests.catalyst {
      $0.forEach = MemberVariable(name: "s", set: InstrumentSet(.all, span: Facts.span))
    }
    var item = CatalystBoardTests.report("a", day: 3)
    item.subjects = [ItemSubject(kind: .symbol, name: "NVDA")]
    let acts = [CatalystBoardTests.act(.confirm, day: 4, member: "MSFT")]
    #expect(standing([item], acts, member: "NVDA", catalyst).state == .reported)
    #expect(standing([item], acts, member: "MSFT", catalyst).state == .confirmed)
    #expect(standing([item], acts, member: "AMD", catalyst).state == .none)
  }

  // cites: catalyst-3
  @Test func withoutEvidenceOnlyPersonsMoveIt() {
    let catalyst = CatalystBoardTests.catalyst { $0.evidence = [] }
    let items = [CatalystBoardTests.report("a", day: 3)]
    #expect(standing(items, catalyst).state == .none)
    let confirm = [CatalystBoardTests.act(.confirm, day: 4)]
    #expect(standing(items, confirm, catalyst).state == .confirmed)
    var stranger = confirm[0]
    stranger.catalyst = "other"
    #expect(standing(items, [stranger], catalyst).state == .none)
  }

  @Test func emptyAndQuarantinedItemsAreNoEvidence() {
    var empty = CatalystBoardTests.report("a", day: 3)
    empty.hasContent = false
    var bad = CatalystBoardTests.report("b", day: 3)
    bad.quarantine = "bad"
    #expect(standing([empty, bad]).state == .none)
    #expect(standing([empty, bad]).evidence.isEmpty)
  }

  @Test func atOneMomentTheCautiousActStands() {
    let acts = [
      CatalystBoardTests.act(.deny, day: 4), CatalystBoardTests.act(.confirm, day: 4),
      CatalystBoardTests.act(.outcome("beat"), day: 4),
    ]
    #expect(standing([], acts).state == .denied)
    #expect(standing([], acts.reversed()).state == .denied)
  }
}

extension CatalystBoardTests {
  func standing(_ items: [Item], _ catalyst: Catalyst) -> CatalystStanding {
    standing(items, [], catalyst)
  }

  func standing(_ items: [Item], at day: Int64, _ catalyst: Catalyst) -> CatalystStanding {
    standing(items, [], at: day, catalyst)
  }

  @Test("A state that is given stands like one that has evidence, until another act or its expiry")
  func givenStates() {
    let given = [CatalystBoardTests.act(.state("reported"), day: 5)]
    let reported = standing([], given)
    #expect(reported.state == .reported)
    #expect(reported.since == Facts.day(5))
    #expect(!reported.isSettledByPerson, "a stale feed makes it blind, as with items")
    #expect(standing([], given, at: 4).state == .none)
    // An item that goes again leaves what was given.
    var gone = CatalystBoardTests.report("a", day: 6)
    gone.revision = 2
    gone.isDeleted = true
    gone.available = Facts.day(7)
    #expect(standing([CatalystBoardTests.report("a", day: 6), gone], given).state == .reported)
    let later = [CatalystBoardTests.act(.confirm, day: 8)]
    #expect(standing([], given + later).state == .confirmed)
    let taken = [CatalystBoardTests.act(.retract, day: 8)]
    #expect(standing([], given + taken).state == .retracted)
    let ended = CatalystBoardTests.catalyst { $0.expiresAfter = .days(10) }
    #expect(standing([], given, at: 16, ended).state == .expired)
    for state in CatalystState.allCases {
      let acts = [CatalystBoardTests.act(.state(state.rawValue), day: 5)]
      #expect(standing([], acts).state == state)
    }
  }
}
