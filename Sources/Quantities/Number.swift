/// A plain number to 8 decimals: a score, a beta, a leverage, a multiplier, an exchange rate.
@frozen
public struct Number: FixedPoint {
  @inlinable public static var fractionDigits: Int { 8 }
  public let units: Int64

  @inlinable
  public init(units: Int64) { self.units = units }
}

extension Number {
  @inlinable public static var one: Number { Number(units: scale) }

  /// Whether this may be a sentiment: −1 to 1.
  @inlinable public var isScore: Bool { (-Number.scale...Number.scale).contains(units) }

  /// Whether this may be a market impact or a relevance: 0 to 1.
  @inlinable public var isUnitInterval: Bool { (0...Number.scale).contains(units) }
}
