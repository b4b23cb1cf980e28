internal import BigInt
internal import Quantities

/// An exact fraction of any size: the reference evaluator's only kind of number.
///
/// It shares no arithmetic with `Ratio`, so that a fault of either shows as a difference.
struct BigRatio: Comparable, Sendable {
  let numerator: BigInt
  /// Always above zero. Fractions are reduced when they grow long, so equal ones may differ in parts.
  let denominator: BigInt

  static let zero = BigRatio(0)
  static let one = BigRatio(1)

  init(_ whole: Int) {
    numerator = BigInt(whole)
    denominator = 1
  }

  /// A fixed-point value as a fraction.
  init<Value: FixedPoint>(_ value: Value) {
    self.init(BigInt(value.units), over: BigInt(Value.scale))
  }

  /// `numerator ÷ denominator`; callers see to it that the denominator is not zero.
  init(_ numerator: BigInt, over denominator: BigInt) {
    let sign: BigInt = denominator < 0 ? -1 : 1
    if denominator.bitWidth < 512 {
      self.numerator = sign * numerator
      self.denominator = sign * denominator
      return
    }
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    self.numerator = sign * numerator / divisor
    self.denominator = sign * denominator / divisor
  }

  static func == (left: BigRatio, right: BigRatio) -> Bool {
    left.numerator * right.denominator == right.numerator * left.denominator
  }

  static func < (left: BigRatio, right: BigRatio) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  static func + (left: BigRatio, right: BigRatio) -> BigRatio {
    if left.denominator == right.denominator {
      return BigRatio(left.numerator + right.numerator, over: left.denominator)
    }
    return BigRatio(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator
    )
  }

  static func - (left: BigRatio, right: BigRatio) -> BigRatio { left + -right }

  static prefix func - (value: BigRatio) -> BigRatio {
    BigRatio(-value.numerator, over: value.denominator)
  }

  static func * (left: BigRatio, right: BigRatio) -> BigRatio {
    BigRatio(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  static func / (left: BigRatio, right: BigRatio) -> BigRatio {
    BigRatio(left.numerator * right.denominator, over: left.denominator * right.numerator)
  }

  var isZero: Bool { numerator == 0 }
  var magnitude: BigRatio { BigRatio(abs(numerator), over: denominator) }
  /// −1, 0 or 1.
  var sign: Int { numerator.signum() == 0 ? 0 : (numerator < 0 ? -1 : 1) }
}

// MARK: Rounding

extension BigRatio {
  /// The largest whole number that is not above the fraction.
  var floor: BigInt {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The largest multiple of `step` that is not above the fraction.
  func down(to step: BigRatio) -> BigRatio { BigRatio((self / step).floor, over: 1) * step }

  /// The smallest multiple of `step` that is not below the fraction.
  func up(to step: BigRatio) -> BigRatio { -((-self).down(to: step)) }

  /// The nearest multiple of `step` towards zero.
  func towardZero(to step: BigRatio) -> BigRatio { numerator < 0 ? up(to: step) : down(to: step) }

  /// Half-even to 4 decimals, as every booked amount is.
  var round4: BigRatio {
    let scaled = self * BigRatio(10_000)
    let below = scaled.floor
    let rest = scaled - BigRatio(below, over: 1)
    let half = BigRatio(1, over: 2)
    let isOdd = below % 2 != 0
    let rounded = rest > half || (rest == half && isOdd) ? below + 1 : below
    return BigRatio(rounded, over: 10_000)
  }

  /// The value as a fixed-point number; nothing when it has more decimals or does not fit.
  func exactly<Value: FixedPoint>(_ type: Value.Type) -> Value? {
    let (units, rest) = (numerator * BigInt(Value.scale))
      .quotientAndRemainder(dividingBy: denominator)
    guard rest == 0, let units = Int64(exactly: units) else { return nil }
    return Value(units: units)
  }
}

/// Σ of fractions.
func sum(_ values: some Sequence<BigRatio>) -> BigRatio { values.reduce(.zero, +) }
