public import Quantities

/// Exact numbers from the text of JSON numbers.
public enum JSONNumber {
  /// Reads `text`, which may have an exponent (`3e-1`), without binary floating point.
  ///
  /// - Throws: as `DecimalText.units`.
  public static func number(_ text: String) throws(DecimalText.Failure) -> Number {
    try Number(parsing: plain(text))
  }

  /// Reads `text` as `number` does, with more than 8 decimals rounded half-even to 8: what providers
  /// print of their own binary floating point.
  static func rounded(_ text: String) throws(DecimalText.Failure) -> Number {
    let text = try plain(text)
    guard let point = text.firstIndex(of: ".") else { return try Number(parsing: text) }
    let fraction = text[text.index(after: point)...]
    guard let end = fraction.index(fraction.startIndex, offsetBy: 8, limitedBy: fraction.endIndex),
      end < fraction.endIndex
    else { return try Number(parsing: text) }
    let rest = fraction[end...]
    guard rest.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw .notANumber
    }
    let kept = try Number(parsing: text[..<end])
    let isAbove = rest.first.map {
      $0 > "5" || ($0 == "5" && rest.dropFirst().contains { $0 != "0" })
    }
    let isHalf = rest.first == "5" && !rest.dropFirst().contains { $0 != "0" }
    guard isAbove == true || (isHalf && kept.units % 2 != 0) else { return kept }
    let step: Int64 = text.hasPrefix("-") ? -1 : 1
    let (units, overflow) = kept.units.addingReportingOverflow(step)
    if overflow { throw .outOfRange }
    return Number(units: units)
  }

  /// The same number without an exponent.
  private static func plain(_ text: String) throws(DecimalText.Failure) -> String {
    guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }),
      let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" })
    else { return text }
    let exponentText = text[text.index(after: mark)...]
    var digits = Array(text[..<mark].utf8)
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty
        && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard isPlain, parts.count <= 2 else { throw .notANumber }
    let point = parts.first?.count ?? 0
    digits = parts.flatMap { $0 }
    if digits.allSatisfy({ $0 == UInt8(ascii: "0") }) { return "0" }
    // Beyond this no number of ours is left of it, and no memory is spent on its zeros.
    guard let exponent = Int(exponentText), (-400...400).contains(exponent) else {
      throw exponentText.hasPrefix("-") ? .tooManyFractionDigits(limit: 8) : .outOfRange
    }
    var place = point + exponent
    if place <= 0 {
      digits.insert(contentsOf: Array(repeating: UInt8(ascii: "0"), count: 1 - place), at: 0)
      place = 1
    }
    if place > digits.count {
      digits += Array(repeating: UInt8(ascii: "0"), count: place - digits.count)
    }
    var plain = String(decoding: digits[..<place], as: UTF8.self)
    if place < digits.count { plain += "." + String(decoding: digits[place...], as: UTF8.self) }
    return isNegative ? "-" + plain : plain
  }
}
