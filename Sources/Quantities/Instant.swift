/// A moment in UTC, to the second.
@frozen
public struct Instant: Comparable, CustomStringConvertible, Hashable, Sendable {
  public static let secondsPerDay: Int64 = 86_400

  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let secondsSinceEpoch: Int64

  @inlinable
  public init(secondsSinceEpoch: Int64) { self.secondsSinceEpoch = secondsSinceEpoch }

  /// 00:00:00Z of `date`: what a bare date means for a fact.
  @inlinable
  public init(startOf date: CalendarDate) {
    secondsSinceEpoch = Int64(date.daysSinceEpoch) * Instant.secondsPerDay
  }

  /// 23:59:59Z of `date`: what a bare date means for `as of`.
  @inlinable
  public init(endOf date: CalendarDate) {
    secondsSinceEpoch =
      Int64(date.daysSinceEpoch) * Instant.secondsPerDay
      + Instant.secondsPerDay - 1
  }

  /// How a date without a time of day is read.
  public enum BareDate: Sendable { case start, end, refused }

  /// Reads an RFC 3339 moment (`2025-12-20T14:00Z`, `2025-12-20T14:00:05.25+01:00`), or a bare
  /// date as `bareDate` says. A fraction of a second is rounded up, so that nothing counts as
  /// known before it was. A time without a zone is nothing: a zone is never guessed.
  public init?(parsing text: some StringProtocol, bareDate: BareDate) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let date = CalendarDate(parsing: String(text.prefix(10))) else {
      return nil
    }
    if bytes.count == 10 {
      switch bareDate {
      case .start: self.init(startOf: date)
      case .end: self.init(endOf: date)
      case .refused: return nil
      }
      return
    }
    guard let seconds = Instant.secondsOfDay(bytes[10...]) else { return nil }
    self.init(
      secondsSinceEpoch: Int64(date.daysSinceEpoch) * Instant.secondsPerDay + seconds
    )
  }

  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }

  /// The day in UTC.
  public var date: CalendarDate {
    let days =
      secondsSinceEpoch >= 0
      ? secondsSinceEpoch / Instant.secondsPerDay
      : (secondsSinceEpoch - Instant.secondsPerDay + 1) / Instant.secondsPerDay
    return CalendarDate(daysSinceEpoch: Int32(clamping: days))
  }

  /// `2025-12-20T14:00:00Z`.
  public var description: String {
    let seconds = Int(secondsSinceEpoch - Instant(startOf: date).secondsSinceEpoch)
    let hour = padded(seconds / 3600, to: 2)
    let minute = padded(seconds / 60 % 60, to: 2)
    return "\(date)T\(hour):\(minute):\(padded(seconds % 60, to: 2))Z"
  }

  /// Seconds from midnight UTC of `Thh:mm[:ss[.f…]]` and a zone; may be below 0 or above a day.
  private static func secondsOfDay(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var rest = bytes
    guard let mark = rest.popFirst(), mark == UInt8(ascii: "T") || mark == UInt8(ascii: " ") else {
      return nil
    }
    guard
      let hour = number(&rest, upTo: 23), take(":", &rest),
      let minute = number(&rest, upTo: 59)
    else { return nil }
    var seconds = Int64(hour * 3600 + minute * 60)
    if take(":", &rest) {
      guard let second = number(&rest, upTo: 59) else { return nil }
      seconds += Int64(second)
      if take(".", &rest) {
        let fraction = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if fraction.isEmpty { return nil }
        if fraction.contains(where: { $0 != UInt8(ascii: "0") }) { seconds += 1 }
        rest = rest.dropFirst(fraction.count)
      }
    }
    if take("Z", &rest) { return rest.isEmpty ? seconds : nil }
    guard let sign = rest.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    guard let zoneHour = number(&rest, upTo: 18) else { return nil }
    _ = take(":", &rest)
    guard let zoneMinute = number(&rest, upTo: 59), rest.isEmpty else { return nil }
    let zone = Int64(zoneHour * 3600 + zoneMinute * 60)
    return sign == UInt8(ascii: "+") ? seconds - zone : seconds + zone
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>, upTo limit: Int) -> Int? {
    guard bytes.count >= 2, let value = CalendarDate.digits(bytes.prefix(2)), value <= limit else {
      return nil
    }
    bytes = bytes.dropFirst(2)
    return value
  }

  private static func take(_ character: Unicode.Scalar, _ bytes: inout ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, UInt32(first) == character.value else { return false }
    bytes = bytes.dropFirst()
    return true
  }
}
