/// A decimal number kept as a whole count of a fixed fraction: `units ÷ 10^fractionDigits`.
///
/// Each kind of number is a type of its own, so that a price is never added to a quantity. All
/// arithmetic is checked; only `Ratio` divides.
public protocol FixedPoint: Comparable, CustomStringConvertible, Hashable, Sendable {
  /// Digits behind the decimal point, from 0 to 18.
  static var fractionDigits: Int { get }
  /// The count of the smallest fraction.
  var units: Int64 { get }
  init(units: Int64)
}

extension FixedPoint {
  @inlinable public static var zero: Self { Self(units: 0) }

  /// Units in one: 10^fractionDigits.
  @inlinable public static var scale: Int64 {
    // Literals for the digits in use, which the compiler takes into the arithmetic.
    switch fractionDigits {
    case 8: 100_000_000
    case 4: 10_000
    default: powersOfTen[fractionDigits]
    }
  }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.units < right.units }

  @inlinable public var isZero: Bool { units == 0 }
  @inlinable public var isNegative: Bool { units < 0 }

  /// The distance from zero, as a ratio-safe unsigned count.
  @inlinable public var magnitude: UInt64 { units.magnitude }

  /// `whole` as this kind of number, or nothing when it does not fit.
  @inlinable
  public init?(whole: Int) {
    let (product, overflow) = Int64(whole).multipliedReportingOverflow(by: Self.scale)
    if overflow { return nil }
    self.init(units: product)
  }

  @inlinable
  public func adding(_ other: Self) throws(ArithmeticFailure) -> Self {
    let (sum, overflow) = units.addingReportingOverflow(other.units)
    guard !overflow else { throw .overflow }
    return Self(units: sum)
  }

  @inlinable
  public func subtracting(_ other: Self) throws(ArithmeticFailure) -> Self {
    let (difference, overflow) = units.subtractingReportingOverflow(other.units)
    guard !overflow else { throw .overflow }
    return Self(units: difference)
  }

  @inlinable
  public func negated() throws(ArithmeticFailure) -> Self {
    let (difference, overflow) = Int64(0).subtractingReportingOverflow(units)
    guard !overflow else { throw .overflow }
    return Self(units: difference)
  }

  /// The same number as a fraction.
  @inlinable
  public var ratio: Ratio { Ratio(numerator: Int128(units), scale: Self.scale) }

  /// `ratio` with this type's digits.
  ///
  /// - Throws: `.overflow` when the rounded value does not fit.
  @inlinable
  public init(_ ratio: Ratio, rounding rule: RoundingRule) throws(ArithmeticFailure) {
    let scaled = try ratio.scaled(by: Self.scale, rounding: rule)
    self.init(units: try Int64(checking: scaled))
  }

  /// The shortest exact spelling: `41`, `0.28`, `-1.5`.
  public var description: String { spelled(minimumFractionDigits: 0) }

  /// The exact spelling with at least `minimumFractionDigits` digits behind the point.
  public func spelled(minimumFractionDigits: Int) -> String {
    DecimalText.spell(
      units: units,
      fractionDigits: Self.fractionDigits,
      minimumFractionDigits: minimumFractionDigits
    )
  }
}

/// 10^0 … 10^18, the powers that fit 64 bits.
@usableFromInline
let powersOfTen: [Int64] = {
  var powers: [Int64] = [1]
  for exponent in 0..<18 { powers.append(powers[exponent] * 10) }
  return powers
}()
