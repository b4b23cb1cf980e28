import Portfolio
import Quantities
import RuleChecker

/// Evaluations that differ from a base only in where some catalysts stand. Rules that read none of
/// them are settled once, and the past is shared.
struct ScenarioWorld {
  /// All that a combination of states decides: two combinations with the same one propose the same.
  typealias Fingerprint = [String]

  private let base: Evaluation
  private let keys: [WorldFacts.CatalystKey]
  /// Plans that read any of the catalysts.
  private let readers: [Int]

  init(_ base: Evaluation, _ choices: [CatalystChoice]) {
    self.base = base
    keys = choices.map(\.key)
    let wanted = Set(keys)
    readers = base.plans.indices.filter { index in
      base.plans[index].reads(in: base.world).contains { wanted.contains($0.key) }
    }
  }

  /// The run in which the catalysts stand at `states`.
  func evaluation(_ states: [CatalystTest.State]) -> Evaluation {
    let world = self.world(states)
    return Evaluation(base, in: world, plans: base.plans(in: world, resettling: readers))
  }

  /// What conditions make of `states`, without the cost of an evaluation.
  func fingerprint(_ states: [CatalystTest.State]) -> Fingerprint {
    let world = self.world(states)
    return readers.flatMap { index -> [String] in
      let plan = base.plans[index]
      let settled = RulePlan(rule: plan.rule, member: plan.member, world: world, sharing: plan)
      let clauses = [settled.when, settled.exit, settled.until] + settled.gates
      let conditions = Conditions(world: world, at: world.asOf, member: plan.member)
      return clauses.compactMap { $0 }.flatMap { clause in
        clause.worldTruth.map { [$0.rawValue] } ?? conditions.leaves(of: clause.expression)
      }
    }
  }

  private func world(_ states: [CatalystTest.State]) -> WorldFacts {
    let pairs = zip(keys, states).map { ($0, $1) }
    return base.world.assuming(catalysts: Dictionary(pairs) { first, _ in first })
  }
}

extension Evaluation {
  /// The plans in another world of the same past; only those at `indices` can differ.
  func plans(in world: WorldFacts, resettling indices: some Sequence<Int>) -> [RulePlan] {
    var plans = self.plans
    for index in indices {
      let plan = plans[index]
      plans[index] = RulePlan(rule: plan.rule, member: plan.member, world: world, sharing: plan)
    }
    return plans
  }
}

/// A question that a condition asks of a catalyst.
struct CatalystRead: Hashable {
  enum Question: Hashable {
    case test(CatalystTest)
    case days(DayCount)
  }

  var key: WorldFacts.CatalystKey
  var question: Question
}

extension RulePlan {
  /// What the plan's conditions ask of catalysts, lets followed.
  func reads(in world: WorldFacts) -> Set<CatalystRead> {
    let symbol = member.map { world.market.instruments[$0].symbol }
    var found: Set<CatalystRead> = []
    for expression in rule.expressions {
      expression.visitAll(in: world.rulebook) { part in
        switch part.kind {
        case .catalyst(let reference, let test):
          let key = WorldFacts.CatalystKey(reference, member: symbol)
          found.insert(CatalystRead(key: key, question: .test(test)))
        case .days(let count, let reference):
          let key = WorldFacts.CatalystKey(reference, member: symbol)
          found.insert(CatalystRead(key: key, question: .days(count)))
        default: break
        }
      }
    }
    return found
  }
}

extension Expression {
  /// Calls `body` for this expression and every one inside it, lets followed.
  func visitAll(in rulebook: CheckedRulebook, _ body: (Expression) -> Void) {
    visit { part in
      body(part)
      if case .reference(let index) = part.kind {
        rulebook.lets[index].value.visitAll(in: rulebook, body)
      }
    }
  }
}

extension Conditions {
  /// What the parts of `expression` that read catalysts come to, in order.
  fileprivate func leaves(of expression: Expression) -> [String] {
    var found: [String] = []
    expression.visitAll(in: world.rulebook) { part in
      switch part.kind {
      case .catalyst: found.append(truth(of: part).rawValue)
      case .days:
        let value = reading(of: part).known
        found.append(value.map { $0.spelled(maximumFractionDigits: 0) } ?? "unknown")
      default: break
      }
    }
    return found
  }
}
