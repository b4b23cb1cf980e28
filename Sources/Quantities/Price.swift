/// The price of one unit of an instrument in the instrument's currency, to 8 decimals.
@frozen
public struct Price: FixedPoint {
  @inlinable public static var fractionDigits: Int { 8 }
  public let units: Int64

  @inlinable
  public init(units: Int64) { self.units = units }
}
