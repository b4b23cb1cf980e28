public import Portfolio
import Quantities
import RuleChecker

/// A proposal that can be asked why: the run behind it is kept with all that its rules read.
public struct AccountExplanation: Sendable {
  public let proposal: AccountProposal
  /// Nothing when an amount did not fit and no rule was decided.
  private let run: AccountRun?

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
    let (proposal, run) = run(for: account, journal: journal)
    return AccountExplanation(proposal: proposal, run: run)
  }
}

extension AccountRun {
  fileprivate func symbol(of plan: RulePlan) -> String? {
    plan.member.map { market.instruments[$0].symbol }
  }

  fileprivate func truth(of clause: RuleClause, _ firing: Firing) -> Truth? {
    let plan = plans[firing.plan]
    switch clause {
    case .when: return truth(of: plan.when, plan, firing.figures)
    case .until: return truth(of: plan.until, plan, firing.figures)
    case .exitWhen: return truth(of: plan.exit, plan, firing.figures)
    case .step(let name):
      guard let (sizing, index) = step(name, firing) else { return nil }
      let gate = sizing.build.steps[index].gate
      return gate.condition == nil && gate.delay == nil ? nil : sizing.gate(of: index)
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
      guard let (sizing, index) = step(name, firing) else { return nil }
      let gate = sizing.build.steps[index].gate
      let condition = gate.condition.map { builder.tree(of: $0) }
      let delay = gate.delay.map { self.tree(of: $0, sizing, index) }
      guard var first = condition, let second = delay else { return condition ?? delay }
      let parts = [first, second]
      first = ConditionTree(
        .all,
        text: parts.map(\.text).joined(separator: " and "),
        verdict: Finding.Verdict(sizing.gate(of: index)),
        actual: "\(parts.count { $0.verdict == .holds }) of 2",
        needed: "2",
        span: sizing.build.steps[index].span,
        parts: parts
      )
      if parts[0].verdict == .fails { first.parts[1].isNeeded = false }
      return first
    }
  }

  private func tree(of delay: Gate.Delay, _ sizing: BuildSizing, _ index: Int) -> ConditionTree {
    let finding = finding(of: delay, sizing)
    return ConditionTree(
      .delay,
      text: "at least \(delay.duration) after \(finding.subject)",
      verdict: finding.verdict,
      actual: finding.actual,
      needed: finding.needed,
      distance: finding.distance,
      span: sizing.build.steps[index].span
    )
  }

  private func step(_ name: String, _ firing: Firing) -> (BuildSizing, Int)? {
    guard case .build(let build) = plans[firing.plan].rule.action,
      let index = build.steps.firstIndex(where: { $0.name == name })
    else { return nil }
    let sizing = BuildSizing(
      run: self,
      planIndex: firing.plan,
      build: build,
      figures: firing.figures
    )
    return (sizing, index)
  }
}

extension RulePlan {
  /// The clauses that the rule may have, in the order of a rule's text.
  fileprivate var clauses: [RuleClause] {
    guard case .build(let build) = rule.action else { return [.when, .exitWhen, .until] }
    return [.when] + build.steps.map { .step($0.name) } + [.exitWhen, .until]
  }
}
