import RuleChecker

/// The plans of a whole rulebook, and of them those that each stage goes through: a rule that can't act in any account
/// costs none of them anything.
final class RulePlans: Sendable {
  /// In order of rule and member.
  let all: [RulePlan]
  /// Places of those that are decided before bounds are set, and of these the ones that the world does not keep waiting.
  let decidedFirst: [Int]
  let awake: [Int]
  /// Places of those that are decided on the portfolio that the changes leave.
  let decidedLast: [Int]
  /// Places of those that wait for a catalyst whose date has passed.
  let overdue: [Int]
  /// What an account may come to hold though it does not: hedge instruments, and what rules that may act put on;
  /// ascending, each once.
  let openings: [Int]
  /// The names of all rules, those without any plan as well.
  let names: Set<String>

  init(_ plans: [RulePlan], world: WorldFacts) {
    all = plans
    decidedFirst = plans.indices.filter { !plans[$0].isDecidedLast }
    awake = decidedFirst.filter { !plans[$0].isIdle }
    decidedLast = plans.indices.filter { plans[$0].isDecidedLast }
    overdue = plans.indices.filter { !plans[$0].overdue.isEmpty }
    var openings = world.sets.hedgeInstruments
    for plan in plans {
      // What `until` has not ended goes on though `when` fails.
      let mayAct = plan.when?.worldTruth != .fails || plan.exit != nil || plan.until != nil
      if mayAct { openings.formUnion(plan.openings) }
    }
    self.openings = openings.sorted()
    names = Set(world.rulebook.rules.map(\.name))
  }

  convenience init(world: WorldFacts) {
    self.init(RulePlan.all(world: world), world: world)
  }
}
