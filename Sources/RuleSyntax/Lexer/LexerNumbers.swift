extension Lexer {
  /// A number, a quantity or a date: digits and all that is joined to them.
  mutating func number() {
    let start = position
    if dateLength(at: start) > 0 { return date() }
    let shape = scanNumber()
    let end = position
    if shape.isMalformed {
      takeWordBytes()
      if looksLikeSymbol(start, position) {
        let found = text(start, position)
        report(
          .malformedNumber,
          start,
          position,
          "`\(shown(found))` is not a number",
          help: "a symbol that begins with a digit stands in quotes: `\"\(shown(found))\"`",
          replacement: "\"\(found)\""
        )
        return append(.unknown, from: start)
      }
      if looksLikeDate(start, position) {
        report(
          .malformedDate,
          start,
          position,
          "`\(shown(text(start, position)))` is not a date",
          help: "dates are year, month and day, as in `2025-12-20`"
        )
        return append(.unknown, from: start)
      }
      report(
        .malformedNumber,
        start,
        position,
        "`\(shown(text(start, position)))` is not a number",
        help: "write digits with at most one point, and `_` only between digits, as in `100_000.5`"
      )
      return append(.unknown, from: start)
    }
    if byte(at: end) == UInt8(ascii: "%") {
      position = end + 1
      return finishQuantity(start, decimals: shape.decimals, maximum: 4, unit: "%")
    }
    if isSmallWordByte(byte(at: end)) || isCapital(byte(at: end)) {
      takeWordBytes()
      return quantity(start, digitsEnd: end, decimals: shape.decimals)
    }
    if isThousandsComma(after: start, end) { return thousands(start) }
    if byte(at: end) == UInt8(ascii: ","), isDigit(byte(at: end + 1)) {
      return decimalComma(start)
    }
    if detachedUnit(start, digitsEnd: end) { return }
    if shape.decimals > 8 {
      return tooManyDecimals(start, kind: "number", maximum: 8)
    }
    append(.number, from: start)
  }

  /// Whether `0700.HK` was meant: digits, one point, capitals.
  private func looksLikeSymbol(_ start: Int, _ end: Int) -> Bool {
    let parts = bytes[start..<end].split(separator: UInt8(ascii: "."), maxSplits: 1)
    guard parts.count == 2 else { return false }
    return parts[0].allSatisfy(isDigit) && parts[1].allSatisfy(isCapital)
  }

  /// Whether `20.12.2025` was meant: two short numbers and a year.
  private func looksLikeDate(_ start: Int, _ end: Int) -> Bool {
    let parts = bytes[start..<end].split(
      separator: UInt8(ascii: "."),
      omittingEmptySubsequences: false
    )
    return parts.count == 3 && parts[2].count == 4 && (1...2).contains(parts[0].count)
      && (1...2).contains(parts[1].count) && parts.allSatisfy { $0.allSatisfy(isDigit) }
  }

  private struct NumberShape {
    var decimals = 0
    var isMalformed = false
  }

  /// Moves past digits, `_` between them and one point with a digit on each side.
  private mutating func scanNumber() -> NumberShape {
    var shape = NumberShape()
    var points = 0
    while position < bytes.count {
      let byte = bytes[position]
      if isDigit(byte) {
        if points > 0 { shape.decimals += 1 }
      } else if byte == UInt8(ascii: "_") {
        if !isDigit(self.byte(at: position - 1)) || !isDigit(self.byte(at: position + 1)) {
          shape.isMalformed = true
        }
      } else if byte == UInt8(ascii: ".") {
        points += 1
        if points > 1 || !isDigit(self.byte(at: position + 1))
          || !isDigit(self.byte(at: position - 1))
        {
          shape.isMalformed = true
        }
      } else {
        break
      }
      position += 1
    }
    return shape
  }

  private mutating func takeWordBytes() {
    while position < bytes.count,
      isSmallWordByte(bytes[position]) || isCapital(bytes[position])
        || bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: "%")
    { position += 1 }
  }

  /// Digits with letters joined to them.
  private mutating func quantity(_ start: Int, digitsEnd: Int, decimals: Int) {
    let isDuration = isDurationUnit(digitsEnd, position)
    // The common case makes no strings.
    if isDuration, decimals == 0 { return append(.quantity, from: start) }
    let digits = text(start, digitsEnd)
    let unit = text(digitsEnd, position)
    switch unit {
    case "bp": return finishQuantity(start, decimals: decimals, maximum: 4, unit: unit)
    case _ where isDuration:
      report(
        .malformedNumber,
        start,
        position,
        "`\(shown(digits + unit))` is not a whole number",
        help: "a duration is a whole number of `min`, `h`, `d`, `w` or `bd`"
      )
      return append(.unknown, from: start)
    default: break
    }
    let advice = unitAdvice(digits: digits, unit: unit)
    report(
      .unknownUnit,
      start,
      position,
      "`\(shown(unit))` is not a unit",
      help: advice.help,
      replacement: advice.replacement
    )
    append(.unknown, from: start)
  }

  /// Whether the bytes spell `min`, `h`, `d`, `w` or `bd`.
  private func isDurationUnit(_ start: Int, _ end: Int) -> Bool {
    switch (end - start, bytes[start]) {
    case (1, UInt8(ascii: "d")), (1, UInt8(ascii: "h")), (1, UInt8(ascii: "w")): true
    case (2, UInt8(ascii: "b")): bytes[start + 1] == UInt8(ascii: "d")
    case (3, UInt8(ascii: "m")):
      bytes[start + 1] == UInt8(ascii: "i") && bytes[start + 2] == UInt8(ascii: "n")
    default: false
    }
  }

  private mutating func finishQuantity(_ start: Int, decimals: Int, maximum: Int, unit: String) {
    if decimals > maximum {
      return tooManyDecimals(
        start,
        kind: unit == "%" ? "percentage" : "number of basis points",
        maximum: maximum
      )
    }
    if unit == "%", isSmallWordByte(byte(at: position)) || isCapital(byte(at: position)) {
      takeWordBytes()
      report(
        .unknownUnit,
        start,
        position,
        "`\(shown(text(start, position)))` has more than one unit",
        help: "leave a blank after `%`"
      )
      return append(.unknown, from: start)
    }
    append(.quantity, from: start)
  }

  private mutating func tooManyDecimals(_ start: Int, kind: String, maximum: Int) {
    report(
      .tooManyDecimals,
      start,
      position,
      "`\(shown(text(start, position)))` has more than \(maximum) decimals",
      help: "a \(kind) has at most \(maximum)"
    )
    append(.unknown, from: start)
  }

  /// Whether a unit stands apart from its number, as in `30 d`; then both become one token.
  private mutating func detachedUnit(_ start: Int, digitsEnd: Int) -> Bool {
    var unitStart = digitsEnd
    while byte(at: unitStart) == UInt8(ascii: " ") || byte(at: unitStart) == UInt8(ascii: "\t") {
      unitStart += 1
    }
    guard unitStart > digitsEnd else { return false }
    var unitEnd = unitStart
    if byte(at: unitStart) == UInt8(ascii: "%") {
      unitEnd += 1
    } else {
      while isSmallWordByte(byte(at: unitEnd)), unitEnd - unitStart <= 8 { unitEnd += 1 }
    }
    guard unitEnd > unitStart, unitEnd - unitStart <= 8 else { return false }
    // No unit is a word of the language, and most words behind a number are.
    guard keyword(unitStart, unitEnd) == .other else { return false }
    let unit = text(unitStart, unitEnd)
    guard unit == "%" || Units.all.contains(unit) else { return false }
    // A step may be called `d`: then a share follows.
    var next = unitEnd
    while byte(at: next) == UInt8(ascii: " ") { next += 1 }
    if unit != "%", isDigit(byte(at: next)) || isCapital(byte(at: unitEnd)) { return false }
    let digits = text(start, digitsEnd)
    position = unitEnd
    let right = Units.known.contains(unit) ? digits + unit : nil
    let advice =
      right.map { (help: "write `\($0)`", replacement: Optional($0)) }
      ?? unitAdvice(digits: digits, unit: unit)
    report(
      .detachedUnit,
      start,
      unitEnd,
      "a unit is joined to its number",
      help: advice.help,
      replacement: advice.replacement
    )
    append(.unknown, from: start)
    return true
  }

  /// `100,000` written as elsewhere: groups of three digits behind commas, without blanks.
  private func isThousandsComma(after start: Int, _ end: Int) -> Bool {
    end - start <= 3 && byte(at: end) == UInt8(ascii: ",") && isDigit(byte(at: end + 1))
      && isDigit(byte(at: end + 2)) && isDigit(byte(at: end + 3)) && !isDigit(byte(at: end + 4))
  }

  private mutating func thousands(_ start: Int) {
    while byte(at: position) == UInt8(ascii: ","), isDigit(byte(at: position + 1)) {
      position += 1
      while isDigit(byte(at: position)) { position += 1 }
    }
    if byte(at: position) == UInt8(ascii: "."), isDigit(byte(at: position + 1)) {
      position += 1
      while isDigit(byte(at: position)) { position += 1 }
    }
    if byte(at: position) == UInt8(ascii: "%") { position += 1 }
    let found = text(start, position)
    let right = String(found.map { $0 == "," ? "_" : $0 })
    report(
      .malformedNumber,
      start,
      position,
      "`\(shown(found))` groups its digits with commas",
      help: "write `\(shown(right))`",
      replacement: right
    )
    append(.unknown, from: start)
  }

  /// `2,5%` as some countries write it.
  private mutating func decimalComma(_ start: Int) {
    position += 1
    while isDigit(byte(at: position)) { position += 1 }
    if byte(at: position) == UInt8(ascii: "%") { position += 1 } else { takeWordBytes() }
    let found = text(start, position)
    report(
      .malformedNumber,
      start,
      position,
      "`\(shown(found))` has a comma in it",
      help: "decimals stand behind a point: "
        + "`\(shown(String(found.map { $0 == "," ? "." : $0 })))`"
    )
    append(.unknown, from: start)
  }

  private func unitAdvice(digits: String, unit: String) -> (help: String, replacement: String?) {
    Units.advice(digits: digits, unit: unit)
      ?? ("the units are `%`, `bp`, `min`, `h`, `d`, `w` and `bd`", nil)
  }
}

/// The units of the language, and those of others.
enum Units {
  static let known: Set<String> = ["%", "bp", "min", "h", "d", "w", "bd"]
  static let all: Set<String> = known.union([
    "m", "mo", "y", "yr", "s", "day", "days", "week", "weeks", "month", "months", "year", "years",
    "hour", "hours", "minute", "minutes", "mins", "bps", "pct", "percent",
  ])

  /// The right form of a number with a unit that the language does not have.
  static func advice(digits: String, unit: String) -> (help: String, replacement: String?)? {
    func right(_ unit: String) -> (help: String, replacement: String?) {
      ("write `\(digits)\(unit)`", digits + unit)
    }
    func days(_ each: Int) -> String {
      guard let count = Int(digits), count <= 100_000 else { return "`\(each)d`" }
      return "`\(count * each)d`"
    }
    switch unit {
    case "m":
      return (
        "write `\(digits)min` for minutes, or \(days(30)) for months: months differ in "
          + "length", nil
      )
    case "M":
      return (
        "write `\(digits)_000_000` for millions; months differ in length: write \(days(30))", nil
      )
    case "mo", "month", "months", "MO":
      return ("months differ in length: write days, as in \(days(30))", nil)
    case "y", "yr", "year", "years", "Y":
      return ("years differ in length: write days, as in \(days(365))", nil)
    case "s", "sec", "seconds": return ("the shortest unit is the minute: write `1min`", nil)
    case "day", "days", "D": return right("d")
    case "week", "weeks", "W": return right("w")
    case "hour", "hours", "hr", "hrs", "H": return right("h")
    case "minute", "minutes", "mins", "MIN": return right("min")
    case "bps", "BP", "BPS": return right("bp")
    case "pct", "percent", "pc": return right("%")
    case "k", "K": return right("_000")
    default:
      guard unit.utf8.count == 3, unit.utf8.allSatisfy({ (65...90).contains($0) }) else {
        return nil
      }
      return ("leave a blank before a currency: `\(digits) \(unit)`", "\(digits) \(unit)")
    }
  }
}
