public import Quantities

/// What a change was computed from: with the account's NAV and the change's price, enough to work its
/// quantity out again. All numbers are exact.
public enum Evidence: Equatable, Sendable {
  indirect case bounds(BoundEvidence)
  indirect case hedge(HedgeEvidence)
  case conversion(ConversionEvidence)
}

/// What the change's instrument is, to this account.
public struct UnitEvidence: Equatable, Sendable {
  /// Signed, with what is on order, before all changes.
  public var held: Quantity
  /// The smallest quantity that can be traded.
  public var lot: Quantity
  public var multiplier: Number
  public var leverage: Number
  /// FX: base currency for one unit of the change's currency; nothing when it is unknown.
  public var rate: Ratio?
}

/// A change that goes to the nearest point of an instrument's bounds. Positions are unsigned, on the side
/// that is held or built.
///
/// An increase is `unrounded` rounded down to lots, less `givenUp`; a reduction is held − target rounded
/// up to lots, at most what is held, and everything where the target is zero.
public struct BoundEvidence: Equatable, Sendable {
  public var unit: UnitEvidence
  /// The decisive lower and upper bound, as far as there are any.
  public var bounds: [BoundMark]
  /// The point nearest to what is held; where the bounds exclude each other, the upper.
  public var target: Ratio
  /// What to trade before rounding to lots: |target − held| less the change's cuts.
  public var unrounded: Ratio
  /// Lots that rounding would have bought and that a limit, booked in whole 0.0001, does not leave.
  public var givenUp: Quantity
}

/// A change of a hedge instrument. The rules that hedge with it are in the account's `hedges`.
///
/// It goes from held to wanted where more than the tolerance is missing; what is too much comes off as
/// far as rules put it on.
public struct HedgeEvidence: Equatable, Sendable {
  public var unit: UnitEvidence
  /// What hedges have put on, signed.
  public var putOn: Quantity
  /// Σ −R · Σ E·b ÷ (b_h · e_h) over the rules in force, signed.
  public var wantedExact: Ratio
  /// That towards zero to whole lots; zero where it is short and shorting is not allowed.
  public var wanted: Quantity
  /// Units that may be missing without an order.
  public var tolerance: Ratio
  /// What cash or a limit left of what was to be put on, in whole basis points; else 1.
  public var factor: Ratio
  /// `cash` or the limit that cut, where the factor is below 1.
  public var cutBy: String?
}

/// Money of one currency into another: what is short is bought, rounded up to 0.0001 of what is sold. A
/// source that has less is sold whole, and what it buys is rounded down.
public struct ConversionEvidence: Equatable, Sendable {
  /// What the buys, after earlier conversions, overdraw the currency bought by.
  public var short: Amount
  /// What is left of the currency sold.
  public var available: Amount
  /// Units of the currency sold for one of the currency bought.
  public var rate: Ratio
}
