/// A sum of money to 4 decimals, in a currency that the context fixes (mostly the account's base
/// currency). `Money` carries its currency.
@frozen
public struct Amount: FixedPoint {
  @inlinable public static var fractionDigits: Int { 4 }
  public let units: Int64

  @inlinable
  public init(units: Int64) { self.units = units }
}
