/// A share of something, to 8 decimals of one: 34% is 0.34, 1 bp is 0.0001.
@frozen
public struct Percent: FixedPoint {
  @inlinable public static var fractionDigits: Int { 8 }
  public let units: Int64

  @inlinable
  public init(units: Int64) { self.units = units }
}

extension Percent {
  /// 100%.
  @inlinable public static var whole: Percent { Percent(units: scale) }

  /// The spelling in hundredths with its sign: `34%`, `0.5%`.
  public var description: String {
    DecimalText.spell(units: units, fractionDigits: 6, minimumFractionDigits: 0) + "%"
  }
}
