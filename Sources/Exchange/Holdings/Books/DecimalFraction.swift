internal import Quantities

/// A decimal number as other programs write it, with more digits than ours have: products and quotients of
/// such numbers are rounded once, at the end.
struct DecimalFraction {
  private let numerator: Int128
  /// A power of ten.
  private let denominator: Int128

  /// Nothing for what is no number, or has more than 18 digits on either side of the point.
  init?(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let plain = isNegative ? text.dropFirst() : text[...]
    let halves = plain.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = halves.first, halves.count <= 2, !whole.isEmpty, whole.utf8.count <= 18 else {
      return nil
    }
    // Digits beyond the 18th are below any unit here.
    let fraction = halves.count == 2 ? halves[1].prefix(18) : ""
    let digits = whole + fraction
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let magnitude = Int128(digits)
    else { return nil }
    numerator = isNegative ? -magnitude : magnitude
    denominator = fraction.reduce(Int128(1)) { power, _ in power * 10 }
  }

  var isZero: Bool { numerator == 0 }

  /// In 8 decimals, half-even; nothing where it is too large.
  func times(_ other: DecimalFraction) -> String? {
    let (above, first) = numerator.multipliedReportingOverflow(by: other.numerator)
    let (below, second) = denominator.multipliedReportingOverflow(by: other.denominator)
    return first || second ? nil : Self.rounded(above, below)
  }

  /// In 8 decimals, half-even; nothing for a quotient by zero, or one that is too large.
  func divided(by other: DecimalFraction) -> String? {
    let (above, first) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (below, second) = denominator.multipliedReportingOverflow(by: other.numerator)
    return first || second || below <= 0 ? nil : Self.rounded(above, below)
  }

  /// As a fraction in lowest terms with both above zero.
  var parts: (above: Int64, below: Int64)? {
    guard numerator > 0 else { return nil }
    var (larger, smaller) = (numerator, denominator)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    guard let above = Int64(exactly: numerator / larger),
      let below = Int64(exactly: denominator / larger)
    else { return nil }
    return (above, below)
  }

  private static func rounded(_ above: Int128, _ below: Int128) -> String? {
    let (whole, rest) = above.quotientAndRemainder(dividingBy: below)
    let (scaled, first) = whole.multipliedReportingOverflow(by: 100_000_000)
    let (more, second) = rest.multipliedReportingOverflow(by: 100_000_000)
    if first || second { return nil }
    let (digits, left) = more.quotientAndRemainder(dividingBy: below)
    let twice = left.magnitude.multipliedReportingOverflow(by: 2)
    let isUp =
      twice.overflow || twice.partialValue > below.magnitude
      || (twice.partialValue == below.magnitude && digits % 2 != 0)
    let units = scaled + digits + (isUp ? (above < 0 ? -1 : 1) : 0)
    return Int64(exactly: units).map { Quantity(units: $0).description }
  }
}
