/// A length of time as the language writes it: a count of `min`, `h`, `d`, `w` or `bd`.
public struct Duration: CustomStringConvertible, Hashable, Sendable {
  public enum Unit: String, CaseIterable, Sendable {
    case minutes = "min"
    case hours = "h"
    case days = "d"
    case weeks = "w"
    /// Monday to Friday. Exchange holidays are not known.
    case businessDays = "bd"
  }

  /// The longest count of any unit: some 100 years of minutes fit well.
  public static let maximumCount = 100_000_000

  public let count: Int
  public let unit: Unit

  /// A length of `count` units, or nothing when the count is negative or above `maximumCount`.
  public init?(_ count: Int, _ unit: Unit) {
    guard (0...Duration.maximumCount).contains(count) else { return nil }
    self.count = count
    self.unit = unit
  }

  /// A length of `count` calendar days.
  public static func days(_ count: UInt16) -> Duration { Duration(days: count) }

  private init(days: UInt16) {
    count = Int(days)
    unit = .days
  }

  /// The length in seconds; nothing for business days, whose length depends on where they start.
  public var seconds: Int64? {
    switch unit {
    case .minutes: return Int64(count) * 60
    case .hours: return Int64(count) * 3600
    case .days: return Int64(count) * Instant.secondsPerDay
    case .weeks: return Int64(count) * 7 * Instant.secondsPerDay
    case .businessDays: return nil
    }
  }

  /// `20d`.
  public var description: String { "\(count)\(unit.rawValue)" }
}

extension Instant {
  /// The moment `duration` earlier. A business day goes back to the same time of the nearest
  /// earlier Monday to Friday.
  public func subtracting(_ duration: Duration) -> Instant { moved(by: duration, direction: -1) }

  /// The moment `duration` later.
  public func adding(_ duration: Duration) -> Instant { moved(by: duration, direction: 1) }

  private func moved(by duration: Duration, direction: Int64) -> Instant {
    if let seconds = duration.seconds {
      return Instant(secondsSinceEpoch: secondsSinceEpoch + direction * seconds)
    }
    let day = Instant.secondsPerDay
    // Whole weeks at once, then at most four steps: linear counts must not take linear time.
    var moment = secondsSinceEpoch + direction * Int64(duration.count / 5) * 7 * day
    var left = duration.count % 5
    if left == 0, duration.count > 0 {
      // From a weekend, five business days are less than a week: step the last one singly.
      moment -= direction * 7 * day
      left = 5
    }
    while left > 0 {
      moment += direction * day
      if !Instant(secondsSinceEpoch: moment).date.isWeekend { left -= 1 }
    }
    return Instant(secondsSinceEpoch: moment)
  }
}
