import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

@testable import Evaluator

/// Catalysts whose dates and outcomes come from the portfolio file's calendar.
@Suite struct CalendarMeaningTests {
  /// NVDA reported in September, and reports next on 2025-12-10 and 2026-03-10.
  private func world(asOf: String) throws -> Meaning {
    var world = Meaning(
      """
      catalyst report for each s in all { expected from calendar "earnings" outcomes beat, miss }
      catalyst any_report { expected from calendar "earnings" outcomes beat, miss }
      """
    )
    world.isCompared = false
    world.asOf = asOf
    world.calendar = [
      try event("2025-09-10", known: "2025-08-01", "miss", on: "2025-09-11"),
      try event("2025-12-10", known: "2025-09-20", "beat", on: "2025-12-12"),
      try event("2026-03-10", known: "2025-12-01"),
    ]
    return world
  }

  private func event(
    _ day: String,
    of symbol: String = "NVDA",
    known: String,
    _ outcome: String? = nil,
    on outcomeDay: String? = nil
  ) throws -> CalendarEvent {
    CalendarEvent(
      symbol: symbol,
      kind: "earnings",
      at: try Meaning.moment(day),
      knownSince: try Meaning.moment(known),
      outcome: outcome,
      outcomeKnown: try outcomeDay.map { try Meaning.moment($0) }
    )
  }

  // cites: catalyst-15, catalyst-16, catalyst-17
  @Test(arguments: [
    // Nothing is known, then a date, then an outcome, which stands until the day of the next event.
    ("2025-07-31", "none"), ("2025-08-01", "expected"), ("2025-09-10", "expected"),
    ("2025-09-11", "miss"), ("2025-12-09", "miss"), ("2025-12-10", "expected"),
    ("2025-12-11", "expected"), ("2025-12-12", "beat"), ("2026-03-09", "beat"),
    ("2026-03-10", "expected"),
  ])
  func eachEventIsARoundOfItsOwn(day: String, state: String) throws {
    let world = try world(asOf: day)
    for condition in ["report(NVDA) is \(state)", "not report(MSFT) is (beat, miss, expected)"] {
      #expect(try world.state(of: condition) == "fires", "\(condition)")
    }
  }

  // cites: catalyst-18
  @Test func aSingleCatalystTakesTheEventsOfEveryInstrument() throws {
    var world = try world(asOf: "2025-12-15")
    world.calendar.append(
      try event("2025-12-14", of: "MSFT", known: "2025-12-01", "miss", on: "2025-12-14")
    )
    for condition in ["any_report is miss", "report(NVDA) is beat", "report(MSFT) is miss"] {
      #expect(try world.state(of: condition) == "fires", "\(condition)")
    }
  }

  // cites: ask-8
  @Test(arguments: [
    ("2025-09-05", -5, 5), ("2025-09-10", 0, 0), ("2025-12-09", 90, 1), ("2025-12-10", 0, 0),
    ("2025-12-15", 5, 85), ("2026-03-12", 2, -2),
  ])
  func daysCountFromTheLastEventAndToTheNext(day: String, since: Int, until: Int) throws {
    let world = try world(asOf: day)
    let condition = "days_since(report(NVDA)) = \(since) and days_until(report(NVDA)) = \(until)"
    #expect(try world.state(of: condition) == "fires")
    #expect(try world.state(of: "days_until(report(MSFT)) < 9") == "quiet")
  }

  // cites: ask-4, catalyst-17
  @Test func aNewRoundIsAMove() throws {
    #expect(try world(asOf: "2025-12-12").state(of: "report(NVDA) changed within 3d") == "fires")
    #expect(try world(asOf: "2025-12-10").state(of: "report(NVDA) changed within 1d") == "fires")
    #expect(try world(asOf: "2025-12-09").state(of: "report(NVDA) changed within 80d") == "waits")
  }

  @Test func aMoveOfTheDateTakesTheOldOneBackFromThenOn() throws {
    func moved(asOf: String) throws -> Meaning {
      var world = try world(asOf: asOf)
      world.calendar = [
        try event("2025-12-10", known: "2025-11-01", "moved", on: "2025-12-05"),
        try event("2025-12-18", known: "2025-12-05"),
      ]
      return world
    }
    #expect(try moved(asOf: "2025-12-04").state(of: "days_until(report(NVDA)) = 6") == "fires")
    #expect(try moved(asOf: "2025-12-05").state(of: "days_until(report(NVDA)) = 13") == "fires")
    #expect(try moved(asOf: "2025-12-15").state(of: "report(NVDA) is expected") == "fires")
  }

  @Test func aCancelledEventGivesTheOneBeforeBack() throws {
    var world = try world(asOf: "2025-12-11")
    world.calendar[1].outcome = "cancelled"
    world.calendar[1].outcomeKnown = try Meaning.moment("2025-12-11")
    #expect(try world.state(of: "report(NVDA) is miss") == "fires")
    world.asOf = "2025-12-10"
    #expect(try world.state(of: "report(NVDA) is expected") == "fires")
  }

  // cites: unknown-21
  @Test func aStaleFeedBlindsOnlyWhatNewsCouldMove() throws {
    var world = try world(asOf: "2025-12-11")
    world.rules += "\ncatalyst told for each s in all { expected from calendar \"earnings\" "
    world.rules += "evidence \"reports results\" outcomes beat, miss }"
    world.items = []
    #expect(try world.state(of: "report(NVDA) is beat") == "waits")
    #expect(try world.state(of: "report(MSFT) is none") == "fires")
    #expect(try world.state(of: "told(NVDA) is beat") == "blind")
    #expect(try world.state(of: "days_until(told(NVDA)) = 89") == "fires")
    world.asOf = "2025-12-12"
    #expect(try world.state(of: "told(NVDA) is beat") == "fires")
  }

  // cites: catalyst-17
  @Test func evidenceAndActsOfAnEarlierRoundNoLongerCount() throws {
    var world = try world(asOf: "2025-12-11")
    world.rules += "\ncatalyst told for each s in all { expected from calendar \"earnings\" "
    world.rules += "evidence \"reports results\" }"
    world.items = [
      Meaning.item("NVDA reports results", on: "2025-12-09", about: "NVDA"),
      Meaning.item("Weather", on: "2025-12-11"),
    ]
    world.acts = [try Meaning.act(.confirm, "told", on: "2025-12-08", of: "NVDA")]
    world.calendar[1].outcome = nil
    world.calendar[1].outcomeKnown = nil
    #expect(try world.state(of: "told(NVDA) is expected") == "fires")
    world.items.append(Meaning.item("NVDA reports results", on: "2025-12-10", about: "NVDA"))
    #expect(try world.state(of: "told(NVDA) is reported") == "fires")
    world.asOf = "2025-12-09"
    #expect(try world.state(of: "told(NVDA) is confirmed") == "fires")
  }

  // cites: catalyst-10
  @Test(arguments: [
    ("2025-12-10", false), ("2025-12-11", true), ("2025-12-12", false), ("2026-03-11", true),
  ])
  func anEventWithoutItsOutcomeIsOverdue(day: String, isOverdue: Bool) throws {
    var world = try world(asOf: day)
    world.rules += "\nrule look { when report(NVDA) is miss review NVDA }"
    let catalysts = try world.scenario().evaluation.header.catalysts
    let report = catalysts.first { $0.name == "report" && $0.member == "NVDA" }
    #expect(report?.isOverdue == isOverdue)
  }

  @Test func anOutcomeThatIsNotDeclaredConfirmsAndIsNoneOfThem() throws {
    var world = try world(asOf: "2025-12-15")
    world.calendar[1].outcome = "in line"
    #expect(
      try world.state(of: "report(NVDA) is confirmed and not report(NVDA) is (beat, miss)")
        == "fires"
    )
  }

  @Test func whatBecomesKnownLaterChangesNoEarlierDay() throws {
    let all = try world(asOf: "2026-03-12").scenario()
    for day in ["2025-08-15", "2025-09-10", "2025-09-30", "2025-12-10", "2025-12-13"] {
      let moment = try #require(Instant(parsing: day, bareDate: .end))
      func standing(_ calendar: [CalendarEvent], asOf: Instant) -> CatalystStanding {
        CatalystBoard(
          catalysts: all.rulebook.catalysts,
          topics: [],
          archive: NewsArchive(items: [], topics: [], asOf: asOf),
          acts: [],
          calendar: calendar,
          asOf: asOf
        )
        .standing(
          of: all.rulebook.catalysts.firstIndex { $0.name == "report" } ?? 0,
          member: "NVDA",
          at: moment
        )
      }
      let known = standing(all.calendar, asOf: moment)
      let later = standing(all.calendar.reversed(), asOf: all.asOf)
      #expect(known.state == later.state && known.outcome == later.outcome, "\(day)")
      #expect(known.since == later.since && known.date == later.date, "\(day)")
      #expect(known.nextDate == later.nextDate, "\(day)")
    }
  }
}
