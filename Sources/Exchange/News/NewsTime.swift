internal import Quantities

/// Moments as providers write them.
struct NewsTime: Hashable {
  var instant: Instant
  /// Whether the text had no zone, and UTC was taken.
  var isAssumed = false

  /// Reads `2025-12-13T14:05:00Z` with any zone or none, `20251213T140500`, `Sat, 13 Dec 2025 14:05:00 -0500`,
  /// and a bare date, which counts from the next 00:00Z: nothing is known before it was.
  init?(_ text: String) {
    let text = String(NewsText.trimmed(text[...]))
    if let instant = Instant(parsing: text, bareDate: .refused) {
      self.init(instant: instant)
    } else if let date = CalendarDate(parsing: text) {
      let start = Instant(startOf: date).secondsSinceEpoch
      self.init(
        instant: Instant(secondsSinceEpoch: start + Instant.secondsPerDay),
        isAssumed: true
      )
    } else if let plain = NewsTime.withoutZone(text) {
      self.init(instant: plain, isAssumed: true)
    } else if let mail = NewsTime.mail(text) {
      self = mail
    } else {
      return nil
    }
  }

  /// Reads seconds since 1970; nothing beyond the year 9999, where no milliseconds are taken for seconds.
  init?(seconds text: String) {
    guard let seconds = Int64(text), (1...253_402_300_799).contains(seconds) else { return nil }
    self.init(instant: Instant(secondsSinceEpoch: seconds))
  }

  private init(instant: Instant, isAssumed: Bool = false) {
    self.instant = instant
    self.isAssumed = isAssumed
  }

  // MARK: Forms

  private static func withoutZone(_ text: String) -> Instant? {
    if text.utf8.count > 8, let day = compactDay(text.utf8.prefix(8)) {
      let clock = text.dropFirst(8)
      guard clock.utf8.first == UInt8(ascii: "T") else { return nil }
      let digits = Array(clock.dropFirst())
      guard digits.count == 4 || digits.count == 6 else { return nil }
      let pairs = stride(from: 0, to: digits.count, by: 2).map { String(digits[$0..<$0 + 2]) }
      return Instant(parsing: day + "T" + pairs.joined(separator: ":") + "Z", bareDate: .refused)
    }
    return Instant(parsing: text + "Z", bareDate: .refused)
  }

  private static func compactDay(_ bytes: some Collection<UInt8>) -> String? {
    guard bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    let digits = String(decoding: bytes, as: UTF8.self)
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
  }

  /// RFC 5322, as RSS writes it: the weekday and the seconds may be missing.
  private static func mail(_ text: String) -> NewsTime? {
    var words = text.split { $0 == " " || $0 == "\t" || $0 == "," }.map(String.init)
    if let first = words.first, first.first?.isLetter == true { words.removeFirst() }
    guard words.count == 4 || words.count == 5, let day = Int(words[0]), (1...31).contains(day),
      let month = months.firstIndex(of: String(words[1].lowercased().prefix(3))),
      let year = Int(words[2]), (1900...9999).contains(year)
    else { return nil }
    let zone = words.count == 5 ? zones[words[4].uppercased()] ?? words[4] : ""
    let clock = words[3].utf8.count == 7 || words[3].utf8.count == 4 ? "0" + words[3] : words[3]
    let date = "\(year)-\(padded(month + 1))-\(padded(day))T\(clock)"
    guard let instant = Instant(parsing: date + (zone.isEmpty ? "Z" : zone), bareDate: .refused)
    else { return nil }
    return NewsTime(instant: instant, isAssumed: zone.isEmpty)
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The zones that RFC 5322 names.
  private static let zones = [
    "CDT": "-0500", "CST": "-0600", "EDT": "-0400", "EST": "-0500", "GMT": "Z", "MDT": "-0600",
    "MST": "-0700", "PDT": "-0700", "PST": "-0800", "UT": "Z", "UTC": "Z",
  ]
}
