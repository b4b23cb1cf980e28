public import Quantities

/// A change of an instrument itself that leaves the worth of a holding as it was.
public struct CorporateAction: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// So many units for every `unitsBefore`, both above zero: 10 for 1, or 1 for 20.
    case split(unitsAfter: Int64, unitsBefore: Int64)
    /// What was called `formerSymbol` until then has the action's symbol.
    case symbolChange(formerSymbol: String)
  }

  /// The instrument's present symbol.
  public var symbol: String
  /// Prices made and quantities held from this moment on count in the new units.
  public var at: Instant
  public var kind: Kind

  public init(symbol: String, at: Instant, kind: Kind) {
    self.symbol = symbol
    self.at = at
    self.kind = kind
  }

  /// Units after the action for one unit before it: 10 for a split of 10 for 1, and 1 for anything
  /// that is no split.
  ///
  /// - Throws: `.divisionByZero` for a split of something for 0.
  public func unitsForOne() throws(ArithmeticFailure) -> Ratio {
    guard case .split(let after, let before) = kind else { return .one }
    return try Ratio(Int128(after), over: Int128(before))
  }
}
