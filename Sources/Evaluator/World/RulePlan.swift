import Portfolio
import Quantities
import RuleChecker

/// A rule, or one member of a `for each` rule, with all of it that no account changes already decided.
final class RulePlan: Sendable {
  /// A condition with its truth at `asOf`, where that does not depend on the account.
  struct Clause: Sendable {
    let expression: Expression
    let worldTruth: Truth?
  }

  let rule: Rule
  /// The instrument of a `for each` rule.
  let member: Int?
  /// `rule`, or `rule[SYMBOL]`.
  let key: String
  let when: Clause?
  let exit: Clause?
  let until: Clause?
  /// One for each step of a build; nothing for a gate without condition.
  let gates: [Clause?]
  /// Nothing of a rule that does not build.
  let build: BuildPlan?
  /// What each past day did to the state of a rule with `until`; nothing when its conditions read the
  /// account.
  let replay: Replay?
  /// Whether it is decided on the portfolio that the changes leave, and not with the others.
  let isDecidedLast: Bool
  let overdue: [OverdueCatalyst]
  /// Instruments that the rule may put on though an account does not hold them.
  let openings: [Int]
  /// `rule.step` of each step of a build.
  let stepNames: [String]
  /// The tag that a build or hold is of `each` of, by the numbers of its dimension and value; nothing of any other
  /// rule.
  let tagged: (grouping: Int, value: Int?)?
  /// The rule's state and which steps of a build are open, where neither an account's figures nor its journal
  /// have a say; nothing otherwise.
  let worldState: RuleReport.State?
  let told = ToldOnce()

  /// Whether any condition of the rule reads the account.
  var readsAccount: Bool {
    [when, exit, until].contains { $0.map { $0.worldTruth == nil } ?? false }
  }

  /// - Parameter other: the same plan in another world of the same past, which it shares.
  init(rule: Rule, member: Int?, world: WorldFacts, sharing other: RulePlan? = nil) {
    let conditions = Conditions(world: world, at: world.asOf, member: member)
    func clause(_ expression: Expression?) -> Clause? {
      guard let expression else { return nil }
      let readsAccount = expression.readsAccount(in: world.rulebook)
      return Clause(
        expression: expression,
        worldTruth: readsAccount ? nil : conditions.truth(of: expression)
      )
    }
    self.rule = rule
    self.member = member
    let symbol = member.map { world.market.instruments[$0].symbol }
    key = symbol.map { "\(rule.name)[\($0)]" } ?? rule.name
    when = clause(rule.when)
    exit = clause(rule.exit)
    until = clause(rule.until)
    if case .build(let build) = rule.action {
      gates = build.steps.map { clause($0.gate.condition) }
      self.build = BuildPlan(build, gates: gates)
      let key = key
      stepNames = build.steps.map { "\(key).\($0.name)" }
    } else {
      gates = []
      build = nil
      stepNames = []
    }
    switch rule.action {
    case .hedge, .review: isDecidedLast = true
    case .build, .hold, .trim, .freeze: isDecidedLast = false
    }
    overdue = world.overdueCatalysts(of: rule, member: member)
    openings = RulePlan.openings(of: rule, member: member, in: world.sets)
    tagged = RulePlan.tagged(by: rule, in: world.sets)
    worldState = RulePlan.worldState(of: rule, when: when, build)
    if let other {
      replay = other.replay
      return
    }
    let isWorldly = (when.map { $0.worldTruth != nil } ?? true) && until?.worldTruth != nil
    replay = isWorldly ? Replay(rule: rule, member: member, world: world) : nil
  }

  private static func tagged(
    by rule: Rule,
    in sets: SetResolver
  ) -> (grouping: Int, value: Int?)? {
    guard let tag = rule.tagOfEach,
      let number = sets.groupings.firstIndex(where: { $0.dimension == tag.dimension })
    else { return nil }
    return (number, sets.groupings[number].number(of: tag.value))
  }

  private static func worldState(
    of rule: Rule,
    when: Clause?,
    _ build: BuildPlan?
  ) -> RuleReport.State? {
    guard rule.until == nil, rule.exit == nil, rule.accounts == nil else { return nil }
    if let build, build.worldGates == nil { return nil }
    guard let when else { return .fires }
    return when.worldTruth.map { RuleReport.State($0) }
  }

  /// Whether it is a build that the world keeps waiting.
  var isIdle: Bool { isBuild && (worldState == .waits || worldState == .quiet) }

  var isBuild: Bool { build != nil }

  private static func openings(of rule: Rule, member: Int?, in sets: SetResolver) -> [Int] {
    let target: Target
    switch rule.action {
    case .build(let build): target = build.target
    case .hold(let hold): target = hold.target
    case .trim, .freeze, .hedge, .review: return []
    }
    return sets.members(of: target.set, member: member, onlyHeld: target.isEach) { _ in false }
  }

  /// The plans of a whole rulebook, in order of rule and member.
  static func all(world: WorldFacts) -> [RulePlan] {
    var plans: [RulePlan] = []
    for rule in world.rulebook.rules {
      guard let variable = rule.forEach else {
        plans.append(RulePlan(rule: rule, member: nil, world: world))
        continue
      }
      // Whether a member is held is asked again for each account.
      let members = world.sets.members(of: variable.set, isHeld: { _ in true })
        .sorted { world.market.instruments[$0].symbol < world.market.instruments[$1].symbol }
      for member in members {
        plans.append(RulePlan(rule: rule, member: member, world: world))
      }
    }
    return plans
  }
}

extension [RulePlan] {
  /// The plan with this key; these are in order of rule and member.
  func plan(for key: String) -> RulePlan? {
    let rule = key.utf8.firstIndex(of: UInt8(ascii: "[")).map { key[..<$0] } ?? key[...]
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].rule.name < rule { low = middle + 1 } else { high = middle }
    }
    return self[low...].prefix { $0.rule.name == rule }.first { $0.key == key }
  }
}

extension Rule {
  /// Every expression of the rule.
  var expressions: [Expression] {
    var found = [when, exit, until].compactMap { $0 }
    if case .build(let build) = action {
      found.append(contentsOf: build.steps.compactMap(\.gate.condition))
    }
    return found
  }

  /// The sets that the rule's action speaks of.
  var actionSets: [InstrumentSet] {
    switch action {
    case .build(let build): [build.target.set]
    case .hold(let hold): [hold.target.set]
    case .trim(let trim): [trim.target.set]
    case .freeze(let freeze): [freeze.set]
    case .hedge(let hedge): [hedge.set]
    case .review(let set): [set]
    }
  }

  /// The tag of whose members a build or hold is of `each` that is held.
  var tagOfEach: (dimension: String, value: String)? {
    let target: Target
    switch action {
    case .build(let build): target = build.target
    case .hold(let hold): target = hold.target
    case .trim, .freeze, .hedge, .review: return nil
    }
    guard target.isEach, case .tag(let dimension, let value) = target.set.kind else { return nil }
    return (dimension, value)
  }

  /// The action's keyword.
  var actionWord: String {
    switch action {
    case .build: "build"
    case .hold: "hold"
    case .trim: "trim"
    case .freeze: "freeze"
    case .hedge: "hedge"
    case .review: "review"
    }
  }

  /// Whether the rule may put something on.
  var isEntry: Bool {
    switch action {
    case .build, .hold: true
    case .trim, .freeze, .hedge, .review: false
    }
  }

  /// Whether the rule holds money back or takes risk off, so that not knowing must stop increases.
  var isProtecting: Bool {
    switch action {
    case .trim, .freeze, .hedge: true
    case .build, .hold, .review: false
    }
  }
}
