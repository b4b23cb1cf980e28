import Quantities

/// A fraction of which both parts fit 64 bits, as prices and rates of few digits are: its products with a
/// quantity are booked by one division. Nothing where the parts do not fit; then `Ratio` goes on.
struct ShortRatio {
  let numerator: Int64
  /// Always above zero.
  let denominator: Int64

  static let one = ShortRatio(numerator: 1, denominator: 1)

  private init(numerator: Int64, denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// A number of 8 decimals without the zeros at its end.
  init(_ number: some FixedPoint) {
    var (units, scale) = (number.units, type(of: number).scale)
    while scale > 1, units.isMultiple(of: 10) { (units, scale) = (units / 10, scale / 10) }
    self.init(numerator: units, denominator: scale)
  }

  func multiplied(by other: ShortRatio) -> ShortRatio? {
    let (above, overflow) = numerator.multipliedReportingOverflow(by: other.numerator)
    let (below, isTooWide) = denominator.multipliedReportingOverflow(by: other.denominator)
    return overflow || isTooWide ? nil : ShortRatio(numerator: above, denominator: below)
  }

  func divided(by other: ShortRatio) -> ShortRatio? {
    guard other.numerator > 0 else { return nil }
    return multiplied(
      by: ShortRatio(numerator: other.denominator, denominator: other.numerator)
    )
  }

  /// What so many of the smallest units are worth at this price, rounded half-even as any amount is; nothing where
  /// that does not fit.
  func amount(of units: Int128) -> Amount? {
    let scale = Quantity.scale / Amount.scale
    let (divisor, isTooWide) = denominator.multipliedReportingOverflow(by: scale)
    guard !isTooWide, let units = Int64(exactly: units) else { return nil }
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
