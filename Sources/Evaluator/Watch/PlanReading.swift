import Quantities
import RuleChecker

/// All that a rule reads of the world at one moment, whatever the account: of two moments at which this is the same,
/// with the same market, the rule does the same in every account.
struct PlanReading: Hashable, Sendable {
  /// The truths of its clauses that the world decides, in the order of `Rule.expressions`.
  private var truths: [Truth?] = []
  /// What clauses read that the account decides as well: values of news functions, tests of catalysts, days.
  private var values: [Value] = []
  private var replay: Replay?

  fileprivate enum Value: Hashable, Sendable {
    case known(Ratio), quiet, blind
    case truth(Truth)
  }

  init(_ plan: RulePlan, _ world: WorldFacts) {
    replay = plan.replay
    let conditions = Conditions(world: world, at: world.asOf, member: plan.member)
    let clauses = [plan.when, plan.exit, plan.until] + plan.gates
    for clause in clauses {
      truths.append(clause?.worldTruth)
      guard let clause, clause.worldTruth == nil else { continue }
      note(clause.expression, conditions)
    }
  }

  /// What is computed from account figures is the same wherever what it is computed from is, so leaves are enough.
  private mutating func note(_ expression: Expression, _ conditions: Conditions) {
    switch expression.kind {
    case .news, .days: values.append(Value(conditions.reading(of: expression)))
    case .catalyst: values.append(.truth(conditions.truth(of: expression)))
    case .reference(let index): note(conditions.world.rulebook.lets[index].value, conditions)
    default: for operand in expression.operands { note(operand, conditions) }
    }
  }
}

extension PlanReading.Value {
  init(_ reading: Reading<Ratio>) {
    switch reading {
    case .known(let value): self = .known(value.reduced())
    case .quiet: self = .quiet
    case .blind: self = .blind
    }
  }
}

/// All that the rules of a rulebook read of the world at one moment, by rule or member.
public struct WatchReadings: Sendable {
  let plans: [String: PlanReading]
}
