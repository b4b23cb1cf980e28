public import Quantities

/// How one instrument of an account went through the stages: what each found and left, and who caused
/// it. Recorded by the stages themselves.
public struct InstrumentTrail: Sendable {
  public enum StageName: String, CaseIterable, Sendable {
    case bound, target, limit, hedge, feasible, verify
  }

  /// What a stage did.
  public struct Entry: Equatable, Sendable {
    public var stage: StageName
    /// The signed position aimed at, in units, before and after.
    public var before: Ratio
    public var after: Ratio
    /// Rules, `rule.step`, limits, or `cash`, `basket`, `whole lots`, `minimum trade`, …
    public var by: [String]
    /// The factor that was applied to the increase.
    public var factor: Ratio?
    /// More in a few words; may be empty.
    public var detail: String

    public init(
      _ stage: StageName,
      before: Ratio,
      after: Ratio,
      by: [String],
      factor: Ratio? = nil,
      detail: String = ""
    ) {
      self.stage = stage
      self.before = before
      self.after = after
      self.by = by
      self.factor = factor
      self.detail = detail
    }
  }

  /// Stage 1: what one unit is worth.
  public struct Value: Sendable {
    /// In the instrument's own currency.
    public var price: Price?
    public var currency: Currency
    /// P · multiplier · FX, and that times leverage: in the base currency.
    public var unitValue: Ratio?
    public var unitExposure: Ratio?
    /// Booked, of what is held.
    public var value: Amount?
    public var exposure: Amount?
    /// Exposure ÷ NAV.
    public var weight: Ratio?
    /// `no_price`, `stale_price`, `no_rate` or `stale_rate`.
    public var defect: String?
  }

  public var symbol: String
  public var name: String
  /// Signed, with what is on order.
  public var held: Quantity
  public var isShort: Bool
  public var isHedgeInstrument: Bool
  public var lot: Quantity
  /// The smallest value worth an order, in the base currency.
  public var minimumTrade: Ratio?
  public var value: Value
  /// Every bound that a rule or an enforced limit set, on the unsigned position.
  public var bounds: [BoundMark]
  /// Who forbids buying or covering, and selling or shorting.
  public var noBuys: [String]
  public var noSells: [String]
  /// What builds that fire want of it.
  public var asks: [BuildNeed]
  /// Stages that changed something, in order.
  public var entries: [Entry]
  /// Signed, in units, once everything is done.
  public var after: Quantity
  public var changes: [Change]
  public var hold: Hold?
}

/// One bound on an unsigned position.
public struct BoundMark: Equatable, Sendable {
  public enum Side: String, Sendable { case lower, upper }

  public var side: Side
  public var quantity: Ratio
  /// A rule's key or an enforced limit's name.
  public var by: String
  /// `rule.step` of the steps that ask for it.
  public var steps: [String]
  /// How the quantity was computed; nothing where it is given.
  public var formula: BoundFormula?

  public init(
    _ side: Side,
    _ quantity: Ratio,
    by: String,
    steps: [String] = [],
    _ formula: BoundFormula? = nil
  ) {
    self.side = side
    self.quantity = quantity
    self.by = by
    self.steps = steps
    self.formula = formula
  }
}

/// What a build that fires wants of one instrument.
public struct BuildNeed: Equatable, Sendable {
  public struct Step: Equatable, Sendable {
    public var name: String
    /// Units missing of its goal.
    public var missing: Ratio
    public var isFilled: Bool
  }

  public var rule: String
  /// T(U), unrounded; nothing without a price or NAV.
  public var target: Ratio?
  /// Unlocked steps, in order.
  public var steps: [Step]
  /// What the rule asks to add; zero when nothing is missing, or too little to trade.
  public var raise: Ratio
  /// What is missing where it is too little for an order.
  public var tooSmall: Ratio?
}
