/// An exact fraction: what every computed value (a weight, an average, a target) is until it is
/// rounded to a quantity or shown.
///
/// The denominator is positive. Fractions are reduced only when a product would not fit, so
/// equality is by cross-multiplication in 256 bits, never by comparing parts. Where the exact parts
/// of a sum or product would not fit 128 bits even in lowest terms (products of several rates and
/// prices with all their digits), the operands go on with 62 significant bits, rounded towards zero:
/// the same on every machine, and far below the last digit of any quantity or amount.
@frozen
public struct Ratio: Comparable, Sendable {
  public let numerator: Int128
  /// Always above zero.
  public let denominator: Int128

  @inlinable public static var zero: Ratio { Ratio(0) }
  @inlinable public static var one: Ratio { Ratio(1) }

  @inlinable
  public init(_ whole: Int64) {
    numerator = Int128(whole)
    denominator = 1
  }

  /// `numerator ÷ scale`, for a scale that is known to be positive.
  @inlinable
  init(numerator: Int128, scale: Int64) {
    self.numerator = numerator
    self.denominator = Int128(scale)
  }

  /// `numerator ÷ denominator`.
  ///
  /// - Throws: `.divisionByZero`, or `.overflow` when the sign can't be moved to the numerator.
  @inlinable
  public init(_ numerator: Int128, over denominator: Int128) throws(ArithmeticFailure) {
    guard denominator != 0 else { throw .divisionByZero }
    if denominator > 0 {
      self.numerator = numerator
      self.denominator = denominator
    } else {
      guard numerator != .min, denominator != .min else { throw .overflow }
      self.numerator = -numerator
      self.denominator = -denominator
    }
  }

  @inlinable
  init(uncheckedNumerator numerator: Int128, denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  @inlinable public var isZero: Bool { numerator == 0 }
  @inlinable public var isNegative: Bool { numerator < 0 }

  // MARK: Comparison

  @inlinable
  public static func == (left: Ratio, right: Ratio) -> Bool {
    if left.denominator == right.denominator { return left.numerator == right.numerator }
    return left.order(against: right) == 0
  }

  @inlinable
  public static func < (left: Ratio, right: Ratio) -> Bool {
    // Signs and equal denominators, of which most comparisons are, need no product.
    if left.denominator == right.denominator || right.numerator == 0 {
      return left.numerator < right.numerator
    }
    if left.numerator == 0 { return right.numerator > 0 }
    return left.order(against: right) < 0
  }

  /// −1, 0 or 1 as this is below, equal to or above `other`. Exact for every pair.
  @inlinable
  public func order(against other: Ratio) -> Int {
    if let left = Ratio.shortProduct(numerator, other.denominator),
      let right = Ratio.shortProduct(other.numerator, denominator)
    {
      return left < right ? -1 : (left == right ? 0 : 1)
    }
    let (left, leftOverflow) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (right, rightOverflow) = other.numerator.multipliedReportingOverflow(by: denominator)
    if !leftOverflow && !rightOverflow {
      return left < right ? -1 : (left == right ? 0 : 1)
    }
    let wideLeft = numerator.multipliedFullWidth(by: other.denominator)
    let wideRight = other.numerator.multipliedFullWidth(by: denominator)
    if wideLeft.high != wideRight.high { return wideLeft.high < wideRight.high ? -1 : 1 }
    if wideLeft.low != wideRight.low { return wideLeft.low < wideRight.low ? -1 : 1 }
    return 0
  }

  // MARK: Arithmetic

  @inlinable
  public func adding(_ other: Ratio) throws(ArithmeticFailure) -> Ratio {
    if denominator == other.denominator {
      let (sum, overflow) = numerator.addingReportingOverflow(other.numerator)
      if !overflow { return Ratio(uncheckedNumerator: sum, denominator: denominator) }
    }
    if let sum = Ratio.crossSum(self, other) { return sum }
    if let sum = Ratio.crossSum(reduced(), other.reduced()) { return sum }
    guard let sum = Ratio.crossSum(try narrowed(), try other.narrowed()) else { throw .overflow }
    return sum
  }

  @inlinable
  public func subtracting(_ other: Ratio) throws(ArithmeticFailure) -> Ratio {
    try adding(try other.negated())
  }

  @inlinable
  public func negated() throws(ArithmeticFailure) -> Ratio {
    guard numerator != .min else { throw .overflow }
    return Ratio(uncheckedNumerator: -numerator, denominator: denominator)
  }

  /// The distance from zero.
  @inlinable
  public func absolute() throws(ArithmeticFailure) -> Ratio {
    numerator < 0 ? try negated() : self
  }

  @inlinable
  public func multiplied(by other: Ratio) throws(ArithmeticFailure) -> Ratio {
    if let product = Ratio.product(self, other) { return product }
    // Reduce crosswise: afterwards the product is in lowest terms.
    let left = reduced()
    let right = other.reduced()
    let one = Ratio.commonDivisor(left.numerator, right.denominator)
    let two = Ratio.commonDivisor(right.numerator, left.denominator)
    let product = Ratio.product(
      Ratio(uncheckedNumerator: left.numerator / one, denominator: left.denominator / two),
      Ratio(uncheckedNumerator: right.numerator / two, denominator: right.denominator / one)
    )
    if let product { return product }
    guard let narrow = Ratio.product(try narrowed(), try other.narrowed()) else { throw .overflow }
    return narrow
  }

  @inlinable
  public func divided(by other: Ratio) throws(ArithmeticFailure) -> Ratio {
    if denominator == other.denominator {
      return try Ratio(numerator, over: other.numerator)
    }
    return try multiplied(by: try Ratio(other.denominator, over: other.numerator))
  }

  /// The same value in lowest terms.
  @inlinable
  public func reduced() -> Ratio {
    let divisor = Ratio.commonDivisor(numerator, denominator)
    if divisor <= 1 { return self }
    return Ratio(
      uncheckedNumerator: numerator / divisor,
      denominator: denominator / divisor
    )
  }

  /// The value with 62 significant bits (some 18 digits), rounded towards zero: what a sum or product
  /// goes on with when its exact parts would not fit 128 bits even in lowest terms.
  ///
  /// - Throws: `.overflow` when the value is 2^62 or more.
  @usableFromInline
  func narrowed() throws(ArithmeticFailure) -> Ratio {
    let size = numerator.magnitude
    let parts = denominator.magnitude
    // 2^shift ≤ 2^62 ÷ value, so that the quotient has at most 62 bits.
    var shift = size.leadingZeroBitCount - parts.leadingZeroBitCount + 61
    if shift < 0 { throw .overflow }
    shift = min(shift, 62)
    let wide = size.multipliedFullWidth(by: UInt128(1) << UInt128(shift))
    guard wide.high < parts else { throw .overflow }
    let quotient = parts.dividingFullWidth(wide).quotient
    guard let value = Int128(exactly: quotient) else { throw .overflow }
    return Ratio(
      uncheckedNumerator: numerator < 0 ? -value : value,
      denominator: Int128(1) << Int128(shift)
    )
  }

  // MARK: Rounding

  /// `self × scale` as a whole number.
  ///
  /// - Throws: `.overflow` when the product does not fit 128 bits even in lowest terms.
  @inlinable
  public func scaled(
    by scale: Int64,
    rounding rule: RoundingRule
  ) throws(ArithmeticFailure) -> Int128 {
    let (product, overflow) = numerator.multipliedReportingOverflow(by: Int128(scale))
    if !overflow { return try product.divided(by: denominator, rounding: rule) }
    let value = try multiplied(by: Ratio(scale))
    return try value.numerator.divided(by: value.denominator, rounding: rule)
  }

  // MARK: Parts

  /// The product of two parts of which each fits 64 bits, as nearly all do: one instruction, where a checked product of
  /// 128 bits takes some forty.
  @inlinable @inline(__always)
  static func shortProduct(_ left: Int128, _ right: Int128) -> Int128? {
    let (one, other) = (Int64(truncatingIfNeeded: left), Int64(truncatingIfNeeded: right))
    guard Int128(one) == left, Int128(other) == right else { return nil }
    return Int128(one) &* Int128(other)
  }

  @inlinable
  static func crossSum(_ left: Ratio, _ right: Ratio) -> Ratio? {
    if let one = shortProduct(left.numerator, right.denominator),
      let two = shortProduct(right.numerator, left.denominator),
      let denominator = shortProduct(left.denominator, right.denominator)
    {
      // Denominators are above zero, so neither product reaches 2^126.
      return Ratio(uncheckedNumerator: one &+ two, denominator: denominator)
    }
    let (one, firstOverflow) = left.numerator.multipliedReportingOverflow(by: right.denominator)
    let (two, secondOverflow) = right.numerator.multipliedReportingOverflow(by: left.denominator)
    let (sum, sumOverflow) = one.addingReportingOverflow(two)
    let (denominator, overflow) = left.denominator.multipliedReportingOverflow(
      by: right.denominator
    )
    if firstOverflow || secondOverflow || sumOverflow || overflow { return nil }
    return Ratio(uncheckedNumerator: sum, denominator: denominator)
  }

  @inlinable
  static func product(_ left: Ratio, _ right: Ratio) -> Ratio? {
    if let numerator = shortProduct(left.numerator, right.numerator),
      let denominator = shortProduct(left.denominator, right.denominator)
    {
      return Ratio(uncheckedNumerator: numerator, denominator: denominator)
    }
    let (numerator, numeratorOverflow) = left.numerator.multipliedReportingOverflow(
      by: right.numerator
    )
    let (denominator, denominatorOverflow) = left.denominator.multipliedReportingOverflow(
      by: right.denominator
    )
    if numeratorOverflow || denominatorOverflow { return nil }
    return Ratio(uncheckedNumerator: numerator, denominator: denominator)
  }

  /// The greatest common divisor, at least 1 (Euclid).
  @inlinable
  static func commonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
    var one = left.magnitude
    var two = right.magnitude
    var shared: UInt128 = 1
    // Products of decimals share tens. Without them most fit 64 bits, where a division is one instruction.
    while one > UInt64.max, two > UInt64.max, (one | two) & 0xFF == 0 {
      let (less, other) = (one / 100_000_000, two / 100_000_000)
      if less &* 100_000_000 != one || other &* 100_000_000 != two { break }
      (one, two, shared) = (less, other, shared &* 100_000_000)
    }
    while two != 0 {
      if var narrow = UInt64(exactly: one), var other = UInt64(exactly: two) {
        while other != 0 { (narrow, other) = (other, narrow % other) }
        one = UInt128(narrow)
        break
      }
      (one, two) = (two, one % two)
    }
    return one == 0 ? 1 : (Int128(exactly: one &* shared) ?? 1)
  }
}

extension Ratio: CustomStringConvertible {
  /// The exact decimal when it is short, else six digits: for messages and tests.
  public var description: String { spelled(maximumFractionDigits: 6) }

  /// The value rounded half-even to `maximumFractionDigits`, with trailing zeros beyond
  /// `minimumFractionDigits` left out; `out of range` for what no report can hold.
  public func spelled(maximumFractionDigits: Int, minimumFractionDigits: Int = 0) -> String {
    let digits = min(max(maximumFractionDigits, 0), 18)
    guard
      let scaled = try? scaled(by: powersOfTen[digits], rounding: .halfEven),
      let units = Int64(exactly: scaled)
    else { return "out of range" }
    return DecimalText.spell(
      units: units,
      fractionDigits: digits,
      minimumFractionDigits: minimumFractionDigits
    )
  }
}

extension Ratio: Hashable {
  /// Equal fractions hash alike, however they are written.
  public func hash(into hasher: inout Hasher) {
    let lowest = reduced()
    hasher.combine(lowest.numerator)
    hasher.combine(lowest.denominator)
  }
}
