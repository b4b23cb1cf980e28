/// How much of an instrument: shares, units, contracts or coins, to 8 decimals. Negative is short.
@frozen
public struct Quantity: FixedPoint {
  @inlinable public static var fractionDigits: Int { 8 }
  public let units: Int64

  @inlinable
  public init(units: Int64) { self.units = units }
}
