public import Portfolio
import Quantities
import RuleChecker

/// A proposal that can be asked why: the run behind it is kept with all that its rules read.
public struct AccountExplanation: Sendable {
  public let proposal: AccountProposal
  /// Nothing when an amount did not fit and no rule was decided.
  let run: AccountRun?

  init(proposal: AccountProposal, run: AccountRun?) {
    self.proposal = proposal
    self.run = run
  }

  /// The truth of every clause of every rule in this account, in ascending order of rule and member;
  /// a clause that a rule does not have is left out. Conditions of hedges and reviews read the
  /// portfolio that the changes leave, all others the one that is held.
  public var clauses: [ClauseTruth] {
    guard let run else { return [] }
    return run.firings.flatMap { firing -> [ClauseTruth] in
      let plan = run.plans[firing.plan]
      return plan.clauses.compactMap { clause in
        guard let truth = run.truth(of: clause, firing) else { return nil }
        return ClauseTruth(
          rule: plan.rule.name,
          member: run.symbol(of: plan),
          clause: clause,
          verdict: Finding.Verdict(truth)
        )
      }
    }
    .sorted { ($0.rule, $0.member ?? "") < ($1.rule, $1.member ?? "") }
  }

  /// Symbols of everything held, targeted or hedged with, ascending.
  public var instruments: [String] {
    run.map { run in run.lines.map { run.symbol($0) } } ?? []
  }

  /// How an instrument of the market went through the stages; nothing for a symbol that the market
  /// does not have, or when an amount did not fit.
  public func trail(of symbol: String) -> InstrumentTrail? {
    guard let run, let instrument = run.market.indexBySymbol[symbol] else { return nil }
    return try? TrailBuilder(run: run, proposal: proposal).trail(ofInstrument: instrument)
  }

  /// Every rule that speaks of this account, members of `for each` one by one, whatever its state.
  public var rules: [RuleReport] {
    run.map { run in reports(of: run.firings, run) } ?? []
  }

  /// Those whose action speaks of an instrument: its targets, what it freezes, hedges or hedges with.
  public func rules(about symbol: String) -> [RuleReport] {
    guard let run, let instrument = run.market.indexBySymbol[symbol] else { return [] }
    return reports(of: run.firings.filter { run.concerns($0, instrument) }, run)
  }

  private func reports(of firings: [Firing], _ run: AccountRun) -> [RuleReport] {
    firings.compactMap { try? run.ruleReport($0) }
      .sorted { ($0.rule, $0.member ?? "") < ($1.rule, $1.member ?? "") }
  }

  /// The limits, with their subjects, that an instrument counts towards.
  public func limits(about symbol: String) -> [LimitReport] {
    guard let run, let instrument = run.market.indexBySymbol[symbol],
      let line = run.line(of: instrument)
    else { return [] }
    let checks = run.limits.filter { $0.members.contains(line) }
    return proposal.limits.filter { report in
      checks.contains { $0.name == report.limit && $0.subject == report.subject }
    }
  }

  /// One clause with the value of every part of it. Nothing when the rule does not speak of this
  /// account or member, or has no such clause; so is the gate of a step that is open at once.
  public func conditionTree(
    rule: String,
    member: String? = nil,
    clause: RuleClause
  ) -> ConditionTree? {
    guard let run,
      let firing = run.firings.first(where: { firing in
        let plan = run.plans[firing.plan]
        return plan.rule.name == rule && run.symbol(of: plan) == member
      })
    else { return nil }
    return run.tree(of: clause, firing)
  }
}

extension Evaluation {
  /// What `account` should do, together with everything that a reader may ask about it. The proposal
  /// is the one of `propose`.
  public func explain(_ account: Account, journal: Journal) -> AccountExplanation {
    let (proposal, run) = run(for: account, journal: journal, isExplained: true)
    return AccountExplanation(proposal: proposal, run: run)
  }
}

extension AccountRun {
  fileprivate func symbol(of plan: RulePlan) -> String? {
    plan.member.map { market.instruments[$0].symbol }
  }

  /// Whether a rule's action speaks of an instrument.
  fileprivate func concerns(_ firing: Firing, _ instrument: Int) -> Bool {
    let plan = plans[firing.plan]
    if case .hedge(let hedge) = plan.rule.action,
      market.indexBySymbol[hedge.instrument] == instrument
    {
      return true
    }
    let isFreeze = if case .freeze = plan.rule.action { true } else { false }
    return plan.rule.actionSets.contains { set in
      world.sets.members(
        of: set,
        member: plan.member,
        reach: isFreeze ? .everything : .investments
      ) { isHeld($0) }
      .contains(instrument)
    }
  }

  fileprivate func truth(of clause: RuleClause, _ firing: Firing) -> Truth? {
    let plan = plans[firing.plan]
    switch clause {
    case .when: return truth(of: plan.when, plan, firing.figures)
    case .until: return truth(of: plan.until, plan, firing.figures)
    case .exitWhen: return truth(of: plan.exit, plan, firing.figures)
    case .step(let name):
      guard let (build, index) = step(name, firing) else { return nil }
      let gate = build.action.steps[index].gate
      return gate.condition == nil && gate.delay == nil ? nil : self.gate(of: index, build, firing)
    }
  }

  fileprivate func tree(of clause: RuleClause, _ firing: Firing) -> ConditionTree? {
    let plan = plans[firing.plan]
    let writer = RuleReporter(world: world).writer(plan, firing.figures)
    let builder = ConditionTreeBuilder(writer: writer)
    switch clause {
    case .when: return plan.when.map { builder.tree(of: $0.expression) }
    case .until: return plan.until.map { builder.tree(of: $0.expression) }
    case .exitWhen: return plan.exit.map { builder.tree(of: $0.expression) }
    case .step(let name):
      guard let (build, index) = step(name, firing) else { return nil }
      let gate = build.action.steps[index].gate
      let condition = gate.condition.map { builder.tree(of: $0) }
      let delay = gate.delay.map { self.tree(of: $0, build, plan, index) }
      guard var first = condition, let second = delay else { return condition ?? delay }
      let parts = [first, second]
      first = ConditionTree(
        .all,
        text: parts.map(\.text).joined(separator: " and "),
        verdict: Finding.Verdict(self.gate(of: index, build, firing)),
        actual: "\(parts.count { $0.verdict == .holds }) of 2",
        needed: "2",
        span: build.action.steps[index].span,
        parts: parts
      )
      if parts[0].verdict == .fails { first.parts[1].isNeeded = false }
      return first
    }
  }

  private func tree(
    of delay: Gate.Delay,
    _ build: BuildPlan,
    _ plan: RulePlan,
    _ index: Int
  ) -> ConditionTree {
    let finding = finding(of: delay, build, plan)
    return ConditionTree(
      .delay,
      text: "at least \(delay.duration) after \(finding.subject)",
      verdict: finding.verdict,
      actual: finding.actual,
      needed: finding.needed,
      distance: finding.distance,
      span: build.action.steps[index].span
    )
  }

  private func step(_ name: String, _ firing: Firing) -> (BuildPlan, Int)? {
    guard let build = plans[firing.plan].build,
      let index = build.action.steps.firstIndex(where: { $0.name == name })
    else { return nil }
    return (build, index)
  }
}

extension RulePlan {
  /// The clauses that the rule may have, in the order of a rule's text.
  fileprivate var clauses: [RuleClause] {
    guard case .build(let build) = rule.action else { return [.when, .exitWhen, .until] }
    return [.when] + build.steps.map { .step($0.name) } + [.exitWhen, .until]
  }
}
