internal import Quantities

/// Moments as the files of a set spell them: a date alone where it reads back as the same moment.
enum MomentText {
  /// When something was made; a bare date is its 00:00Z.
  static func made(_ at: Instant) -> String {
    isMidnight(at) ? at.date.description : at.description
  }

  /// A moment from which something was known; a bare date is the next 00:00Z.
  static func known(_ since: Instant) -> String {
    let dayBefore = Instant(secondsSinceEpoch: since.secondsSinceEpoch - Instant.secondsPerDay)
    guard isMidnight(since), CalendarDate(parsing: dayBefore.date.description) != nil else {
      return since.description
    }
    return dayBefore.date.description
  }

  /// `date` and `available` of a price or rate; the second is empty where the first says it.
  static func pair(at: Instant, available: Instant) -> (at: String, available: String) {
    let delay = available.secondsSinceEpoch - at.secondsSinceEpoch
    if isMidnight(at), delay == Instant.secondsPerDay { return (made(at), "") }
    if delay == 0 { return (at.description, "") }
    return (made(at), available.description)
  }

  private static func isMidnight(_ moment: Instant) -> Bool {
    moment == Instant(startOf: moment.date)
  }
}
