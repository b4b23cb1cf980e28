/// What can be said of a rulebook before anything runs, beyond its mistakes.
public struct RulebookAnalysis: Sendable {
  /// How much work its conditions are at the most.
  public var cost: CostBound
  /// Which rules can set each other off.
  public var triggers: TriggerGraph
  /// For each rule, in order of name, whether worse sentiment can never raise a target because of it.
  public var monotonicity: [Monotonicity]

  public init(of rulebook: CheckedRulebook) {
    var search = TriggerSearch(ConditionTable(rulebook))
    triggers = search.graph()
    cost = CostBound(rulebook)
    monotonicity = Monotonicity.all(in: rulebook)
  }
}
