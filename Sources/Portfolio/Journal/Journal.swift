public import Quantities

/// What earlier applied runs of one rulebook did to one account, folded to the figures that evaluation
/// reads. Empty for an account that no run was applied to.
///
/// What is on order, and what was traded, counts whichever rulebook asked for it.
public struct Journal: Hashable, Sendable {
  /// A step of a build for one instrument.
  public struct StepKey: Hashable, Sendable {
    public var rule: String
    public var step: String
    public var instrument: Int

    public init(rule: String, step: String, instrument: Int) {
      self.rule = rule
      self.step = step
      self.instrument = instrument
    }
  }

  /// A step that was opened: its goal is fixed from then on.
  public struct OpenStep: Hashable, Sendable {
    public var opened: Instant
    /// What the step set out to add, zero or more, unrounded.
    public var goal: Quantity
    /// What of it was filled so far.
    public var filled: Quantity
    /// What of it is sent and not yet filled: counts as filled when more is sized.
    public var sent: Quantity
    /// The run that filled it, once it is filled.
    public var filledAt: Instant?

    public init(
      opened: Instant,
      goal: Quantity,
      filled: Quantity,
      sent: Quantity = .zero,
      filledAt: Instant? = nil
    ) {
      self.opened = opened
      self.goal = goal
      self.filled = filled
      self.sent = sent
      self.filledAt = filledAt
    }
  }

  /// What a rule has put on in one instrument; for a hedge, in its hedge instrument.
  public struct HoldingKey: Hashable, Sendable {
    public var rule: String
    public var instrument: Int

    public init(rule: String, instrument: Int) {
      self.rule = rule
      self.instrument = instrument
    }
  }

  /// A `when … until` rule as of the last run that applied it; `member` names the instrument of a
  /// `for each` rule.
  public struct StateKey: Hashable, Sendable {
    public var rule: String
    public var member: String?

    /// `rule`, or `rule[SYMBOL]`: the rule of the other keys.
    public var name: String { member.map { "\(rule)[\($0)]" } ?? rule }

    public init(rule: String, member: String? = nil) {
      self.rule = rule
      self.member = member
    }
  }

  public struct RuleState: Hashable, Sendable {
    public var isActive: Bool
    public var at: Instant

    public init(isActive: Bool, at: Instant) {
      self.isActive = isActive
      self.at = at
    }
  }

  /// An applied trade's value, unsigned, in the account's base currency.
  public struct Trade: Hashable, Sendable {
    public var at: Instant
    public var value: Amount

    public init(at: Instant, value: Amount) {
      self.at = at
      self.value = value
    }
  }

  /// The last applied run of this rulebook; nothing when there is none.
  public var lastApplied: Instant?
  public var steps: [StepKey: OpenStep]
  /// Signed: negative for what was put on short. Less what open orders of the rule take off.
  public var putOn: [HoldingKey: Quantity]
  public var states: [StateKey: RuleState]
  /// When a rule last exited, for its cooldown.
  public var exits: [StateKey: Instant]
  /// What was held, unsigned, when a `trim … by` rule in force first applied.
  public var trimBase: [HoldingKey: Quantity]
  /// Sent and not yet filled, signed, by instrument: counts as held and as spent.
  public var pending: [Int: Quantity]
  /// What conversions sent and not yet filled bring to (and take from) each currency.
  public var pendingCash: [Currency: Amount]
  /// Applied trades of the past, for turnover windows.
  public var trades: [Trade]

  public init() {
    lastApplied = nil
    steps = [:]
    putOn = [:]
    states = [:]
    exits = [:]
    trimBase = [:]
    pending = [:]
    pendingCash = [:]
    trades = []
  }
}
