public import Quantities

/// What is recorded of one account when its proposal is applied: the orders that go out, and what the
/// run decided that later runs build on.
public struct AppliedRun: Equatable, Sendable {
  /// The rulebook's name, the first part of every key: two rulebooks over one account never mix.
  public var rulebook: String
  /// The moment that was evaluated.
  public var at: Instant
  /// In order of execution.
  public var orders: [Order]
  public var conversions: [CurrencyConversion]
  /// Steps that this run opens, with their goals: zero or more, towards zero to 8 decimals.
  public var opened: [Journal.StepKey: Quantity]
  /// Steps of which nothing is missing in this run, before its orders.
  public var filled: Set<Journal.StepKey>
  /// Rules that hold, trim, freeze or hedge, with whether they are in force; undecided ones are left
  /// out, and stay as they were.
  public var states: [Journal.StateKey: Bool]
  /// Rules whose `exit when` held. All their steps wait again.
  public var exits: Set<Journal.StateKey>
  /// What each `trim … by` rule in force measures its share of. Replaces what earlier runs recorded.
  public var trimBases: [Journal.HoldingKey: Quantity]

  public init(rulebook: String, at: Instant) {
    self.rulebook = rulebook
    self.at = at
    orders = []
    conversions = []
    opened = [:]
    filled = []
    states = [:]
    exits = []
    trimBases = [:]
  }
}

/// One currency into another.
public struct CurrencyConversion: Hashable, Sendable {
  public var bought: Money
  public var sold: Money

  public init(bought: Money, sold: Money) {
    self.bought = bought
    self.sold = sold
  }
}
