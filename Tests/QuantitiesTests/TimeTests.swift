import Quantities
import Testing

@Suite("Dates, moments and lengths of time")
struct TimeTests {
  private func moment(_ text: String) throws -> Instant {
    try #require(Instant(parsing: text, bareDate: .start))
  }

  @Test(
    "Days that are no days are refused",
    arguments: [
      "2025-02-29", "2025-02-30", "2100-02-29", "2025-13-01", "2025-00-10", "2025-04-31",
      "0000-01-01", "2025-1-01", "20250101", "2025-01-0a", "",
    ]
  )
  func badDates(text: String) { #expect(CalendarDate(parsing: text) == nil) }

  @Test("Every day of 800 years is its own inverse, and weekends come every seventh")
  func calendar() throws {
    let first = try #require(CalendarDate(parsing: "1600-01-01"))
    let last = try #require(CalendarDate(parsing: "2400-12-31"))
    var weekends = 0
    for day in first.daysSinceEpoch...last.daysSinceEpoch {
      let date = CalendarDate(daysSinceEpoch: day)
      let parts = date.parts
      #expect(CalendarDate(year: parts.year, month: parts.month, day: parts.day) == date)
      if date.isWeekend { weekends += 1 }
    }
    let days = Int(last.daysSinceEpoch - first.daysSinceEpoch) + 1
    #expect(abs(weekends * 7 - days * 2) <= 14)
    #expect(CalendarDate(parsing: "2025-12-13")?.isWeekend == true)
    #expect(CalendarDate(parsing: "2025-12-15")?.isWeekend == false)
    #expect(CalendarDate(parsing: "1970-01-01")?.daysSinceEpoch == 0)
  }

  @Test(
    "A moment is read in UTC, with fractions rounded up",
    arguments: [
      ("2025-12-20", "2025-12-20T00:00:00Z"),
      ("2025-12-20T14:00Z", "2025-12-20T14:00:00Z"),
      ("2025-12-20T14:00:05+01:00", "2025-12-20T13:00:05Z"),
      ("2025-12-20T23:30-0130", "2025-12-21T01:00:00Z"),
      ("2025-12-20T14:00:05.000001Z", "2025-12-20T14:00:06Z"),
      ("2025-12-20T14:00:05.000Z", "2025-12-20T14:00:05Z"),
      ("2025-12-31 23:59:59.5Z", "2026-01-01T00:00:00Z"),
    ]
  )
  func moments(text: String, expected: String) throws {
    #expect(try moment(text).description == expected)
  }

  @Test(
    "A zone is never guessed",
    arguments: [
      "2025-12-20T14:00", "2025-12-20T24:00Z", "2025-12-20T14:60Z", "2025-12-20T14Z",
      "2025-12-20T14:00:05.Z", "2025-12-20T14:00ZZ", "2025-12-20X14:00Z", "2025-12-20T14:00+19:00",
    ]
  )
  func badMoments(text: String) { #expect(Instant(parsing: text, bareDate: .start) == nil) }

  @Test("A bare date is the end of its day when asked, and nothing when refused")
  func bareDates() {
    let end = Instant(parsing: "2025-12-15", bareDate: .end)
    #expect(end?.description == "2025-12-15T23:59:59Z")
    #expect(Instant(parsing: "2025-12-15", bareDate: .refused) == nil)
  }

  @Test(
    "Business days skip weekends in both directions",
    arguments: [
      // 2025-12-15 is a Monday.
      ("2025-12-15", 1, "2025-12-12", "2025-12-16"),
      ("2025-12-15", 5, "2025-12-08", "2025-12-22"),
      ("2025-12-13", 1, "2025-12-12", "2025-12-15"),
      ("2025-12-13", 5, "2025-12-08", "2025-12-19"),
      ("2025-12-14", 10, "2025-12-01", "2025-12-26"),
      ("2025-12-15", 0, "2025-12-15", "2025-12-15"),
    ]
  )
  func businessDays(from: String, count: Int, earlier: String, later: String) throws {
    let start = try moment(from)
    let duration = try #require(Duration(count, .businessDays))
    #expect(start.subtracting(duration) == (try moment(earlier)))
    #expect(start.adding(duration) == (try moment(later)))
  }

  /// Counting a day at a time is what the fast way must equal.
  @Test("Business days in bulk equal business days one by one", arguments: 0..<60)
  func bulk(count: Int) throws {
    for offset in 0..<7 {
      let start = Instant(secondsSinceEpoch: 1_765_756_800 + Int64(offset) * 86_400 + 3_600)
      var slow = start
      var left = count
      while left > 0 {
        slow = Instant(secondsSinceEpoch: slow.secondsSinceEpoch + 86_400)
        if !slow.date.isWeekend { left -= 1 }
      }
      let duration = try #require(Duration(count, .businessDays))
      #expect(start.adding(duration) == slow)
    }
  }

  @Test("Lengths have a range and a spelling")
  func durations() throws {
    #expect(Duration(-1, .days) == nil)
    #expect(Duration(Duration.maximumCount + 1, .minutes) == nil)
    #expect(Duration(90, .minutes)?.seconds == 5_400)
    #expect(Duration(2, .weeks)?.description == "2w")
    #expect(Duration.days(20) == Duration(20, .days))
  }
}
