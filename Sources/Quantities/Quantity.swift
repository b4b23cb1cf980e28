/// How much of an instrument: shares, units, contracts or coins, to 8 decimals. Negative is short.
@frozen
public struct Quantity: FixedPoint {
  @inlinable public static var fractionDigits: Int { 8 }
  public let units: Int64

  @inlinable
  public init(units: Int64) { self.units = units }

  /// The same number as a fraction; of a whole one over 1, so that products with it stay short.
  @inlinable
  public var ratio: Ratio {
    let (whole, rest) = units.quotientAndRemainder(dividingBy: Self.scale)
    return rest == 0 ? Ratio(whole) : Ratio(numerator: Int128(units), scale: Self.scale)
  }
}
