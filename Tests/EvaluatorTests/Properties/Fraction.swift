import BigInt
import Quantities

/// An exact fraction of any size, for properties that work figures out again.
struct Fraction: Comparable {
  let top: BigInt
  /// Above zero.
  let bottom: BigInt

  static let zero = Fraction(0)
  static let one = Fraction(1)

  init(_ top: BigInt, over bottom: BigInt = 1) {
    self.top = bottom < 0 ? -top : top
    self.bottom = abs(bottom)
  }

  init(_ value: some FixedPoint) {
    self.init(BigInt(value.units), over: BigInt(type(of: value).scale))
  }

  init(_ ratio: Ratio) { self.init(BigInt(ratio.numerator), over: BigInt(ratio.denominator)) }

  static func == (left: Fraction, right: Fraction) -> Bool {
    left.top * right.bottom == right.top * left.bottom
  }

  static func < (left: Fraction, right: Fraction) -> Bool {
    left.top * right.bottom < right.top * left.bottom
  }

  static func + (left: Fraction, right: Fraction) -> Fraction {
    Fraction(left.top * right.bottom + right.top * left.bottom, over: left.bottom * right.bottom)
  }

  static prefix func - (value: Fraction) -> Fraction { Fraction(-value.top, over: value.bottom) }
  static func - (left: Fraction, right: Fraction) -> Fraction { left + -right }

  static func * (left: Fraction, right: Fraction) -> Fraction {
    Fraction(left.top * right.top, over: left.bottom * right.bottom)
  }

  static func / (left: Fraction, right: Fraction) -> Fraction {
    Fraction(left.top * right.bottom, over: left.bottom * right.top)
  }

  var size: Fraction { Fraction(abs(top), over: bottom) }

  /// The largest multiple of `step` that is not above it.
  func down(to step: Fraction) -> Fraction {
    let (quotient, rest) = (self / step).top.quotientAndRemainder(dividingBy: (self / step).bottom)
    return Fraction(rest < 0 ? quotient - 1 : quotient) * step
  }

  /// The smallest multiple of `step` that is not below it.
  func up(to step: Fraction) -> Fraction { -(-self).down(to: step) }

  /// Whether it is `other` but for what `Ratio` leaves off where 128 bits are not enough.
  func isClose(to other: Fraction) -> Bool {
    (self - other).size <= max(size, other.size) / Fraction(BigInt(10).power(14))
  }
}
