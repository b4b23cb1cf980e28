/// How a quotient becomes a whole number.
public enum RoundingRule: Sendable {
  /// To the nearest; a tie goes to the even neighbour. Used for booked amounts and for display.
  case halfEven
  /// Towards zero. Used for the size of an increase, so that rounding never buys more than asked.
  case towardZero
  /// Away from zero. Used for the size of a reduction and for conversions.
  case awayFromZero
}

extension Int128 {
  /// The quotient `self ÷ divisor`, rounded by `rule`.
  ///
  /// - Throws: `.divisionByZero`, or `.overflow` for the one quotient that does not fit
  ///   (the smallest value divided by −1).
  @inlinable
  public func divided(
    by divisor: Int128,
    rounding rule: RoundingRule
  ) throws(ArithmeticFailure) -> Int128 {
    guard divisor != 0 else { throw .divisionByZero }
    guard !(self == .min && divisor == -1) else { throw .overflow }
    let (quotient, remainder) = self.quotientAndRemainder(dividingBy: divisor)
    if remainder == 0 { return quotient }
    let away: Int128 = (self < 0) == (divisor < 0) ? 1 : -1
    switch rule {
    case .towardZero:
      return quotient
    case .awayFromZero:
      return quotient + away
    case .halfEven:
      let rest = remainder.magnitude
      let other = divisor.magnitude - rest
      if rest > other || (rest == other && quotient & 1 != 0) { return quotient + away }
      return quotient
    }
  }
}

extension Int64 {
  /// `value` as 64 bits.
  ///
  /// - Throws: `.overflow` when it does not fit.
  @inlinable
  public init(checking value: Int128) throws(ArithmeticFailure) {
    guard let narrow = Int64(exactly: value) else { throw .overflow }
    self = narrow
  }
}
