/// Products of several factors divided once: the one place where a position becomes a value.
public enum ExactProduct {
  /// `left × right ÷ divisor`, the product in 256 bits, rounded once by `rule`.
  ///
  /// - Throws: `.divisionByZero`, or `.overflow` when the quotient does not fit 128 bits.
  public static func divide(
    _ left: Int128,
    times right: Int128,
    by divisor: Int128,
    rounding rule: RoundingRule
  ) throws(ArithmeticFailure) -> Int128 {
    guard divisor != 0 else { throw .divisionByZero }
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    if !overflow { return try product.divided(by: divisor, rounding: rule) }
    let negative = ((left < 0) != (right < 0)) != (divisor < 0)
    let wide = left.magnitude.multipliedFullWidth(by: right.magnitude)
    let magnitude = divisor.magnitude
    guard wide.high < magnitude else { throw .overflow }
    let (whole, remainder) = magnitude.dividingFullWidth(wide)
    var quotient = whole
    let roundsAway: Bool
    switch rule {
    case .towardZero: roundsAway = false
    case .awayFromZero: roundsAway = remainder != 0
    case .halfEven:
      let other = magnitude - remainder
      roundsAway = remainder > other || (remainder == other && quotient & 1 != 0)
    }
    if roundsAway {
      let (next, carried) = quotient.addingReportingOverflow(1)
      guard !carried else { throw .overflow }
      quotient = next
    }
    guard let value = Int128(exactly: quotient) else { throw .overflow }
    return negative ? -value : value
  }
}
