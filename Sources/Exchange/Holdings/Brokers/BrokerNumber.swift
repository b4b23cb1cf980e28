internal import Quantities

/// Numbers as brokers write them.
enum BrokerNumber {
  /// The number `text` spells, with or without commas between thousands; nothing for anything else.
  ///
  /// - Parameter rounds: whether decimals beyond the type's are rounded half-even, as for averages; a
  ///   quantity is exact or nothing.
  static func value<Value: FixedPoint>(
    _ text: String,
    as type: Value.Type,
    rounds: Bool
  ) -> Value? {
    guard let plain = ungrouped(text) else { return nil }
    do {
      return try Value(parsing: plain)
    } catch .tooManyFractionDigits(let limit) where rounds {
      return rounded(plain, to: limit)
    } catch {
      return nil
    }
  }

  /// `$1,234.50`, `($12.00)`, `-$3` or `+0.5` without marks of money and with a leading minus; empty where
  /// a broker writes that there is nothing.
  static func plain(_ text: String) -> String {
    if ["", "--", "-", "n/a", "N/A"].contains(text) { return "" }
    var rest = text[...]
    var isNegative = false
    if rest.first == "(", rest.last == ")" {
      isNegative = true
      rest = rest.dropFirst().dropLast()
    }
    if rest.first == "-" {
      isNegative.toggle()
      rest = rest.dropFirst()
    } else if rest.first == "+" {
      rest = rest.dropFirst()
    }
    if rest.first == "$" { rest = rest.dropFirst() }
    return (isNegative ? "-" : "") + rest
  }

  /// `1,234.5` without its commas; nothing where they do not stand between thousands: `1,5` is no number.
  private static func ungrouped(_ text: String) -> String? {
    if !text.utf8.contains(UInt8(ascii: ",")) { return text }
    let whole = text.prefix { $0 != "." }
    let groups = whole.drop { $0 == "-" || $0 == "+" }
      .split(separator: ",", omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      !text.dropFirst(whole.count).contains(",")
    else { return nil }
    return text.filter { $0 != "," }
  }

  /// A hundredth of a decimal number, exactly; anything else as it is.
  static func hundredth(_ text: String) -> String {
    let plain = text.filter { $0 != "," }
    let sign = plain.hasPrefix("-") ? "-" : ""
    let parts = plain.dropFirst(sign.count).split(
      separator: ".",
      omittingEmptySubsequences: false
    )
    guard let whole = parts.first, parts.count <= 2, !whole.isEmpty,
      parts.allSatisfy({
        $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      })
    else { return text }
    let padded = String(repeating: "0", count: max(0, 3 - whole.count)) + whole
    let fraction = parts.count == 2 ? parts[1] : ""
    return sign + padded.dropLast(2) + "." + padded.suffix(2) + fraction
  }

  /// The number of which `text` is a count of 10^-`digits`: `12345` of 4 is `1.2345`.
  static func scaled(_ text: String, by digits: Int) -> String? {
    guard let count = Int64(text) else { return nil }
    let magnitude = String(count.magnitude)
    let padded = String(repeating: "0", count: max(0, digits + 1 - magnitude.count)) + magnitude
    return (count < 0 ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
  }

  private static func rounded<Value: FixedPoint>(_ text: String, to limit: Int) -> Value? {
    guard let point = text.firstIndex(of: ".") else { return nil }
    let fraction = text[text.index(after: point)...]
    let rest = fraction.dropFirst(limit)
    guard rest.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let kept = try? Value(parsing: text[...point] + fraction.prefix(limit))
    else { return nil }
    let half = "5" + String(repeating: "0", count: max(0, rest.count - 1))
    let isUp = rest > half[...] || (rest == half[...] && kept.units % 2 != 0)
    guard isUp else { return kept }
    let (units, overflow) = kept.units.addingReportingOverflow(text.hasPrefix("-") ? -1 : 1)
    return overflow ? nil : Value(units: units)
  }
}
