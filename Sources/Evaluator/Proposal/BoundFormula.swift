public import Quantities

/// The arithmetic of a bound. N is the account's NAV, e one unit's exposure, `held` what is held of the
/// instrument, unsigned.
public enum BoundFormula: Equatable, Sendable {
  /// held + factor · raise.
  indirect case build(BuildArithmetic)
  /// W · N ÷ |e|.
  case weight(Ratio)
  /// held · W · N ÷ S, S being the set's exposure.
  case together(weight: Ratio, total: Ratio)
  /// (1 − P) · the quantity when the rule first applied.
  case rest(of: Ratio, less: Ratio)
  /// The larger of held − what the rule put on and what other builds and holds ask for.
  case exit(putOn: Ratio, asked: Ratio)
}

/// How much a build adds to what is held of one instrument.
public struct BuildArithmetic: Equatable, Sendable {
  /// One unlocked step, or tranche.
  public struct Step: Equatable, Sendable {
    public var name: String
    /// U_k: the shares of the steps up to this one, together.
    public var share: Ratio
    /// Fixed by the run that opened the step; nothing before.
    public var goal: Quantity?
    /// What was filled or sent of the goal.
    public var taken: Quantity
    /// Whether the journal says that it is filled: nothing of it is missing then.
    public var isFilled: Bool
    /// max(0, goal − taken) of an opened step; of another max(0, T(U_k) − max(held, filled) − what the
    /// steps before it miss).
    public var missing: Ratio
  }

  /// What the members of a basket together have and miss, in exposure.
  public struct Basket: Equatable, Sendable {
    /// Σ held · |e|.
    public var held: Ratio
    /// Σ raise · |e|.
    public var raised: Ratio
  }

  /// U: the share of all unlocked steps.
  public var unlocked: Ratio
  /// W: what the whole build aims at, of NAV.
  public var weight: Ratio
  /// w: the member's share of a basket; 1 for one instrument.
  public var share: Ratio
  /// T(U) = U · W · w · N ÷ |e|.
  public var target: Ratio
  /// What the rule's steps have filled or sent, of the instrument.
  public var filled: Ratio
  public var steps: [Step]
  /// min(Σ missing, max(held, T(U)) − held).
  public var raise: Ratio
  /// Nothing for anything but a basket.
  public var basket: Basket?
  /// min(1, max(0, U · W · N − basket's held) ÷ basket's raised); 1 for anything but a basket.
  public var factor: Ratio
}
