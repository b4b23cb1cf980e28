import Portfolio
import Quantities
import RuleChecker

/// What one rule, or one member of a `for each` rule, does in this account.
struct Firing {
  /// Its index among the run's plans.
  let plan: Int
  var state: RuleReport.State
  /// The clause that decided.
  var decidedBy: String
  /// The figures that its conditions read; nothing where the world alone decides.
  let figures: AccountFigures?
  /// Of a build that fires, its place among the account's asks once bounds are set.
  var ask: Int?

  var isUndecided: Bool { state == .quiet || state == .blind }
}

/// Stage 2: which rules are in force. Hedges and reviews are decided later, on the portfolio that the
/// changes leave.
extension AccountRun {
  /// Builds that the world keeps waiting are left out where nobody asks for them and the journal has nothing of any.
  mutating func fire(_ detail: ProposalDetail = .full) throws(ArithmeticFailure) {
    var known: AccountFigures?
    let skipsIdle = detail == .telling && journal.exits.isEmpty && journal.steps.isEmpty
    let asked = skipsIdle ? rules.awake : rules.decidedFirst
    firings.reserveCapacity(asked.count + rules.decidedLast.count)
    for index in asked {
      let plan = plans[index]
      if !isMember(plan) { continue }
      if known == nil, !isOfWorld(plan) {
        known = try figures(cash: cashTotal) { lines[$0].held }
      }
      let firing = decide(index, known)
      firings.append(firing)
      guardAgainstUnknown(firing)
    }
  }

  /// Whether neither the account's figures nor its journal have a say in what the rule does.
  private func isOfWorld(_ plan: RulePlan) -> Bool {
    plan.worldState != nil && journal.exits.isEmpty
  }

  /// Whether the plan speaks of this account: the rule's account tag, and `held in` of its members.
  func isMember(_ plan: RulePlan) -> Bool {
    guard applies(to: plan.rule.accounts) else { return false }
    guard let member = plan.member, let variable = plan.rule.forEach else { return true }
    let lines = lines
    return world.sets.contains(member, in: variable.set) { lines.holds($0) }
  }

  func truth(of clause: RulePlan.Clause?, _ plan: RulePlan, _ figures: AccountFigures?) -> Truth? {
    guard let clause else { return nil }
    return clause.worldTruth
      ?? Conditions(world: world, at: world.asOf, member: plan.member, figures: figures)
      .truth(of: clause.expression)
  }

  func decide(_ index: Int, _ figures: AccountFigures?) -> Firing {
    let plan = plans[index]
    if isOfWorld(plan), let state = plan.worldState {
      let clause = plan.when == nil ? "always" : "when"
      return Firing(plan: index, state: state, decidedBy: clause, figures: nil)
    }
    let (state, clause): (RuleReport.State, String)
    switch plan.rule.action {
    case .build: (state, clause) = decideEntry(plan, figures)
    case .hold: (state, clause) = decideHold(plan, figures)
    case .trim, .freeze, .hedge: (state, clause) = decideProtection(plan, figures)
    case .review:
      let when = truth(of: plan.when, plan, figures)
      (state, clause) = (RuleReport.State(when ?? .holds), when == nil ? "always" : "when")
    }
    return Firing(plan: index, state: state, decidedBy: clause, figures: figures)
  }

  /// Build: exit wins, then cooldown, then `when`.
  private func decideEntry(
    _ plan: RulePlan,
    _ figures: AccountFigures?
  ) -> (RuleReport.State, String) {
    if truth(of: plan.exit, plan, figures) == .holds { return (.exits, "exit when") }
    if !journal.exits.isEmpty, let exited = journal.exits[plan.stateKey(in: market)],
      exited.adding(plan.rule.cooldown) > world.asOf
    {
      return (.cooldown, "cooldown")
    }
    guard let when = truth(of: plan.when, plan, figures) else { return (.fires, "always") }
    return (RuleReport.State(when), "when")
  }

  private func decideHold(
    _ plan: RulePlan,
    _ figures: AccountFigures?
  ) -> (RuleReport.State, String) {
    let entry = decideEntry(plan, figures)
    if plan.until == nil || entry.0 == .exits || entry.0 == .cooldown { return entry }
    return decideProtection(plan, figures)
  }

  /// Trim, freeze, hedge and hold with `until`: a state that `when` sets and `until` clears.
  private func decideProtection(
    _ plan: RulePlan,
    _ figures: AccountFigures?
  ) -> (RuleReport.State, String) {
    let when = truth(of: plan.when, plan, figures)
    let whenClause = when == nil ? "always" : "when"
    guard let until = truth(of: plan.until, plan, figures) else {
      return (RuleReport.State(when ?? .holds), whenClause)
    }
    let known = journal.states[plan.stateKey(in: market)]
    let wasActive = plan.replay?.isActive(startingFrom: known) ?? known?.isActive ?? false
    switch (until, when ?? .holds) {
    case (.holds, _): return (.ended, "until")
    case (.fails, .holds): return (.fires, whenClause)
    case (.fails, .fails): return (wasActive ? .fires : .waits, wasActive ? "until" : whenClause)
    case (.fails, let unknown): return wasActive ? (.fires, "until") : (.init(unknown), whenClause)
    case (_, _) where wasActive: return (.fires, "until")
    case (_, .fails): return (.waits, whenClause)
    case (let unknown, let condition):
      let open = Truth.atLeast(2, of: [unknown, condition])
      return (RuleReport.State(open), open == unknown ? "until" : whenClause)
    }
  }

  /// Not knowing stops what a protecting rule guards, and is told of every other rule.
  private mutating func guardAgainstUnknown(_ firing: Firing) {
    let plan = plans[firing.plan]
    if plan.exit != nil { guardExit(plan, firing.figures) }
    guard firing.state == .blind else { return }
    guardUndecided(plan, firing.figures)
  }

  private mutating func guardExit(_ plan: RulePlan, _ figures: AccountFigures?) {
    guard truth(of: plan.exit, plan, figures) == .blind else { return }
    let hasPutOn = journal.putOn.contains { $0.key.rule == plan.key && !$0.value.isZero }
    let asks = (truth(of: plan.when, plan, figures) ?? .holds) == .holds
    guard hasPutOn || asks else { return }
    let detail = missing([.exit], plan, figures).joined(separator: "; ")
    if isAdding(plan) {
      review(plan.key, "undecided_exit", detail)
      return
    }
    for set in plan.rule.actionSets { guardMembers(of: set, plan) }
    block(plan.key, "undecided_exit", "no increase of its instruments: \(detail)")
  }

  mutating func guardUndecided(_ plan: RulePlan, _ figures: AccountFigures?) {
    let needs = missing([.when, .until], plan, figures)
    let detail = needs.isEmpty ? "an input is missing" : needs.joined(separator: "; ")
    guard plan.rule.isProtecting, !isAdding(plan) else {
      review(plan.key, "undecided_rule", detail)
      return
    }
    for set in plan.rule.actionSets { guardMembers(of: set, plan) }
    block(plan.key, "undecided_rule", "no increase of its instruments: \(detail)")
  }

  /// Withholds increases of what the rule would hold back: of a freeze also those of hedges, where it
  /// would bind them.
  mutating func guardMembers(of set: InstrumentSet, _ plan: RulePlan) {
    let isFreeze = if case .freeze = plan.rule.action { true } else { false }
    let members =
      isFreeze
      ? frozenLines(of: set, member: plan.member) : targetLines(of: set, member: plan.member)
    for index in members { lines[index].isGuarded = true }
  }

  /// Whether what the rule takes off is nothing but negative exposure, so that taking it off adds
  /// risk: not knowing then stops nothing else.
  private func isAdding(_ plan: RulePlan) -> Bool {
    let set: InstrumentSet
    switch plan.rule.action {
    case .trim(let trim): set = trim.target.set
    case .build(let build) where !build.isShort: set = build.target.set
    case .hold(let hold): set = hold.target.set
    case .build, .freeze, .hedge, .review: return false
    }
    let members = world.sets.members(of: set, member: plan.member) { isHeld($0) }
      .filter { !world.sets.hedgeInstruments.contains($0) }
    return !members.isEmpty
      && members.allSatisfy { market.instruments[$0].leverage.isNegative }
  }

  /// What would decide the clauses that a rule has, in words, each once.
  private func missing(
    _ clauses: [ToldOnce.Clause],
    _ plan: RulePlan,
    _ figures: AccountFigures?
  ) -> [String] {
    let reporter = RuleReporter(world: world)
    let findings = clauses.flatMap { reporter.findings(of: $0, plan, figures) }
    var seen: Set<String> = []
    return findings.filter { $0.verdict == .blind && !$0.missing.isEmpty }.map(\.missing)
      .filter { seen.insert($0).inserted }
  }
}

extension RulePlan {
  func stateKey(in market: Market) -> Journal.StateKey {
    Journal.StateKey(rule: rule.name, member: member.map { market.instruments[$0].symbol })
  }
}

extension RuleReport.State {
  /// The state of a rule that a single condition decides.
  init(_ truth: Truth) {
    switch truth {
    case .holds: self = .fires
    case .fails: self = .waits
    case .quiet: self = .quiet
    case .blind: self = .blind
    }
  }
}
