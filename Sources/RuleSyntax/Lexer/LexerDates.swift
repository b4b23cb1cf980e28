extension Lexer {
  /// How many bytes at `start` look like a date, with one or two digits for month and day and `-`
  /// or `/` between; 0 for anything else.
  func dateLength(at start: Int) -> Int {
    guard isDigit(byte(at: start + 1)), isDigit(byte(at: start + 2)), isDigit(byte(at: start + 3))
    else { return 0 }
    let separator = byte(at: start + 4)
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") else { return 0 }
    var index = start + 5
    for part in 0..<2 {
      let first = index
      while isDigit(byte(at: index)), index - first < 3 { index += 1 }
      guard index > first, index - first <= 2 else { return 0 }
      if part == 0 {
        guard byte(at: index) == separator else { return 0 }
        index += 1
      }
    }
    return index - start
  }

  /// `2025-12-20` or `2025-12-20T14:00Z`; the position is at the first digit.
  mutating func date() {
    let start = position
    if let end = endOfGoodDate(at: start) {
      position = end
      return append(.date, from: start)
    }
    let dayEnd = start + dateLength(at: start)
    position = dayEnd
    while position < bytes.count, isDateByte(bytes[position]) { position += 1 }
    takeZone(after: dayEnd)
    let parts = text(start, dayEnd).split { $0 == "-" || $0 == "/" }.compactMap { Int($0) }
    guard parts.count == 3 else { return append(.unknown, from: start) }
    let day = "\(parts[0].padded(4))-\(parts[1].padded(2))-\(parts[2].padded(2))"
    guard dayExists(parts[0], parts[1], parts[2]) else {
      return impossibleDate(start, dayEnd, parts)
    }
    let rest = text(dayEnd, position)
    let right = rest.isEmpty ? day : timeOfDay(rest).map { day + $0 }
    if let right, right == text(start, position) { return append(.date, from: start) }
    var help = "times are hours and minutes in UTC, as in `\(day)T14:00Z`"
    if let right { help = "write `\(right)`" }
    // Only the zone is missing; which one was meant is for the author to say.
    if let time = timeOfDay(rest + "Z") { help = "write `\(day)\(time)` if that is its UTC time" }
    report(
      .malformedDate,
      start,
      position,
      "`\(shown(text(start, position)))` is not a date",
      help: help,
      replacement: right
    )
    append(.unknown, from: start)
  }

  /// The end of a date that is spelled as it should be and is in the calendar, without a time:
  /// nearly all of them. Nothing for any other.
  private func endOfGoodDate(at start: Int) -> Int? {
    let end = start + 10
    guard
      byte(at: start + 4) == UInt8(ascii: "-"), byte(at: start + 7) == UInt8(ascii: "-"),
      let year = decimal(start, start + 4), let month = decimal(start + 5, start + 7),
      let day = decimal(start + 8, end)
    else { return nil }
    let next = byte(at: end)
    // What is joined to the day may be a time, or belongs to the mistake.
    guard !isDateByte(next), next != UInt8(ascii: "+"), next != UInt8(ascii: "-") else {
      return nil
    }
    return dayExists(year, month, day) ? end : nil
  }

  /// The number that the digits from `start` to `end` spell; nothing where another byte is.
  private func decimal(_ start: Int, _ end: Int) -> Int? {
    var value = 0
    for index in start..<end {
      let byte = byte(at: index)
      guard isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  /// Moves past `+02:00` behind a time of day, so that it is one mistake with it.
  private mutating func takeZone(after dayEnd: Int) {
    let sign = byte(at: position)
    guard position > dayEnd, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return }
    guard isDigit(peek(1)), isDigit(peek(2)), peek(3) == UInt8(ascii: ":") else { return }
    position += 4
    while position < bytes.count, isDigit(bytes[position]) { position += 1 }
  }

  private func isDateByte(_ byte: UInt8) -> Bool {
    isSmallWordByte(byte) || isCapital(byte) || byte == UInt8(ascii: ":")
  }

  private func dayExists(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard year >= 1, (1...12).contains(month) else { return false }
    return day >= 1 && day <= daysInMonth(year: year, month: month)
  }

  private mutating func impossibleDate(_ start: Int, _ dayEnd: Int, _ parts: [Int]) {
    var help = "dates are year, month and day, as in `2025-12-20`"
    if parts[0] >= 1, (1...12).contains(parts[1]) {
      let last = daysInMonth(year: parts[0], month: parts[1])
      help = "that month ends on `\(parts[0].padded(4))-\(parts[1].padded(2))-\(last.padded(2))`"
    }
    report(
      .impossibleDate,
      start,
      dayEnd,
      "there is no day `\(text(start, dayEnd))`",
      help: help
    )
    append(.unknown, from: start)
  }

  private func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2:
      let isLeap =
        year.isMultiple(of: 4)
        && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
      return isLeap ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// The right spelling of the time after a date; nothing when it is no time of a day.
  private func timeOfDay(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last else { return nil }
    guard first == UInt8(ascii: "T") || first == UInt8(ascii: "t") else { return nil }
    guard last == UInt8(ascii: "Z") || last == UInt8(ascii: "z") else { return nil }
    let fields = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
      .split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 2 || (fields.count == 3 && fields[2] == "00") else { return nil }
    guard let hour = Int(fields[0]), let minute = Int(fields[1]) else { return nil }
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    return "T\(hour.padded(2)):\(minute.padded(2))Z"
  }
}

extension Int {
  /// In decimal, with leading zeros up to `width`.
  func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
  }
}
