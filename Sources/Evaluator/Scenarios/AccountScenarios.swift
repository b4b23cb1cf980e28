public import Quantities

/// What could become of one account: the outcomes that catalysts lead to, and how far each threshold
/// is from changing what is proposed.
public struct AccountScenarios: Sendable {
  public var account: String
  public var baseCurrency: Currency
  /// Nothing when it can't be known.
  public var nav: Amount?
  /// Catalysts that were tried in every combination, ascending.
  public var tried: [ScenarioCatalyst]
  /// Of these the ones whose state never changed what is proposed.
  public var unmoving: [String]
  /// Catalysts that were not tried in combination, because there were too many; ascending.
  public var leftOut: [String]
  /// The one that holds now first; there is always one.
  public var outcomes: [ScenarioOutcome]
  /// By fact, then by bound.
  public var thresholds: [ScenarioThreshold]
}

/// A catalyst with the states that conditions tell apart.
public struct ScenarioCatalyst: Hashable, Sendable {
  /// `gcc_support`, `earnings(NVDA)`.
  public var name: String
  /// Its state or outcome now.
  public var now: String
  /// One label for each group of states that no condition tells apart: `confirmed`,
  /// `at least reported`, `anything else`.
  public var states: [String]
}

/// One distinct proposal, with what leads to it.
public struct ScenarioOutcome: Sendable {
  /// What one catalyst must be.
  public struct Condition: Hashable, Sendable {
    public var catalyst: String
    /// Labels of `ScenarioCatalyst.states`, any of which will do.
    public var states: [String]
    /// The same in words: `is confirmed`, `is not confirmed`.
    public var text: String
  }

  /// Whether it is what holds now.
  public var isNow: Bool
  /// The cases that lead here, each a list of conditions that hold together. A case without
  /// conditions is every case.
  public var cases: [[Condition]]
  /// Instruments that change in any outcome, with what is held now and after this one; ascending.
  public var positions: [ScenarioPosition]
  /// Subjects that are blocked, ascending, each once.
  public var blocked: [String]
}

/// A holding before and after.
public struct ScenarioPosition: Hashable, Sendable {
  public var symbol: String
  public var before: Quantity
  public var after: Quantity
}

/// A comparison of a function of the news with a constant, and what happens when it turns.
public struct ScenarioThreshold: Sendable {
  /// `sentiment(kernel_rust, over: 30d)`.
  public var fact: String
  /// `scale_in when`, `scale_in exit when`: the clauses that compare, ascending.
  public var readers: [String]
  /// As shown: `0.30`, `unknown`.
  public var now: String
  /// The value at which the comparison turns: `0.25`, `below 0.25`.
  public var turnsAt: String
  /// From now to the bound, signed; empty when the value is not known.
  public var distance: String
  /// What is then held instead of what the proposal of now leads to; empty when nothing changes.
  public var effect: [ScenarioPosition]
}
