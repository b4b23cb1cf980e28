/// A fraction of which both parts fit 64 bits, as prices and rates of few digits are: its products with a
/// quantity are booked by one division. Nothing where the parts do not fit; then `Ratio` goes on.
@frozen
public struct ShortRatio: Hashable, Sendable {
  public let numerator: Int64
  /// Always above zero.
  public let denominator: Int64

  @inlinable public static var one: ShortRatio { ShortRatio(numerator: 1, denominator: 1) }

  @inlinable
  init(numerator: Int64, denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// A number without the zeros at its end.
  public init(_ number: some FixedPoint) {
    var (units, scale) = (number.units, type(of: number).scale)
    while scale > 1, units.isMultiple(of: 10) { (units, scale) = (units / 10, scale / 10) }
    self.init(numerator: units, denominator: scale)
  }

  /// Of a fraction in lowest terms; nothing where its parts do not fit.
  public init?(_ ratio: Ratio) {
    guard let numerator = Int64(exactly: ratio.numerator),
      let denominator = Int64(exactly: ratio.denominator)
    else { return nil }
    self.init(numerator: numerator, denominator: denominator)
  }

  public func multiplied(by other: ShortRatio) -> ShortRatio? {
    let (above, overflow) = numerator.multipliedReportingOverflow(by: other.numerator)
    let (below, isTooWide) = denominator.multipliedReportingOverflow(by: other.denominator)
    return overflow || isTooWide ? nil : ShortRatio(numerator: above, denominator: below)
  }

  /// Nothing where `other` is not above zero.
  public func divided(by other: ShortRatio) -> ShortRatio? {
    guard other.numerator > 0 else { return nil }
    return multiplied(
      by: ShortRatio(numerator: other.denominator, denominator: other.numerator)
    )
  }

  /// What so many of the smallest units of a quantity are worth at this price, rounded half-even as any amount is;
  /// nothing where that does not fit.
  @inlinable
  public func amount(of units: Int64) -> Amount? {
    let scale = Quantity.scale / Amount.scale
    let (divisor, isTooWide) = denominator.multipliedReportingOverflow(by: scale)
    if isTooWide { return nil }
    let product = units.magnitude.multipliedFullWidth(by: numerator.magnitude)
    guard product.high < divisor.magnitude else { return nil }
    let (whole, rest) = divisor.magnitude.dividingFullWidth(product)
    let left = divisor.magnitude - rest
    let isUp = rest > left || (rest == left && !whole.isMultiple(of: 2))
    guard whole < UInt64(Int64.max), let size = Int64(exactly: isUp ? whole + 1 : whole) else {
      return nil
    }
    return Amount(units: (units < 0) != (numerator < 0) ? -size : size)
  }
}
