import Portfolio
import Quantities
import RuleChecker

/// Reports what rules did, with the clause that decided and the values it saw.
struct RuleReporter {
  let world: WorldFacts

  /// A report of `plan` in `state`; `figures` are those its conditions read, nothing for a world-level
  /// one.
  func report(
    _ plan: RulePlan,
    state: RuleReport.State,
    decidedBy: String,
    figures: AccountFigures?,
    steps: [StepReport] = []
  ) -> RuleReport {
    let clause: ToldOnce.Clause =
      switch decidedBy {
      case "exit when": .exit
      case "until": .until
      default: .when
      }
    return RuleReport(
      rule: plan.rule.name,
      member: plan.member.map { world.market.instruments[$0].symbol },
      title: plan.rule.title,
      action: plan.rule.actionWord,
      because: plan.rule.because,
      state: state,
      decidedBy: decidedBy,
      findings: findings(of: clause, plan, figures),
      facts: facts(of: plan),
      steps: steps,
      place: world.rulebook.place(of: plan.rule.nameSpan)
    )
  }

  /// What a rule does that the world alone decides; of a build with its steps as they are before any account has
  /// come to them.
  func worldReport(of plan: RulePlan, _ state: RuleReport.State) -> RuleReport {
    plan.told.report {
      var report = report(
        plan,
        state: state,
        decidedBy: plan.when == nil ? "always" : "when",
        figures: nil
      )
      report.isOfWorld = true
      guard case .build(let build) = plan.rule.action else { return report }
      let gates = plan.gates.map { $0?.worldTruth ?? .holds }
      let unlocked = gates.prefix { $0 == .holds }.count
      report.steps = build.steps.indices.map { index in
        StepReport(
          step: build.steps[index].name,
          share: build.steps[index].share,
          state: index < unlocked && state == .fires
            ? .unlocked : StepReport.State(closedBy: gates[index]),
          findings: findings(of: .gate(index), plan, nil)
            + earlierStep(of: build, before: index, unlocked: unlocked)
        )
      }
      return report
    }
  }

  /// What keeps a step closed besides its own gate: the first step whose gate is not open.
  func earlierStep(of build: Build, before index: Int, unlocked: Int) -> [Finding] {
    guard index > unlocked, build.steps.indices.contains(unlocked),
      build.steps[index].gate.delay?.afterStep != unlocked
    else { return [] }
    return [
      Finding(
        subject: build.steps[unlocked].name,
        verdict: .fails,
        actual: "closed",
        needed: "open first"
      )
    ]
  }

  /// What a condition of the rule saw; what no account changes is worked out once for all.
  func findings(
    of clause: ToldOnce.Clause,
    _ plan: RulePlan,
    _ figures: AccountFigures?
  ) -> [Finding] {
    let condition: RulePlan.Clause? =
      switch clause {
      case .when: plan.when
      case .exit: plan.exit
      case .until: plan.until
      case .gate(let index): plan.gates.indices.contains(index) ? plan.gates[index] : nil
      }
    guard let condition else { return [] }
    func make() -> [Finding] { writer(plan, figures).findings(for: condition.expression) }
    return condition.worldTruth == nil ? make() : plan.told.findings(of: clause, make)
  }

  /// What the rule's conditions read of the world.
  func facts(of plan: RulePlan) -> [String] {
    plan.told.facts {
      let writer = self.writer(plan, nil)
      var facts: Set<String> = []
      for expression in plan.rule.expressions { facts.formUnion(writer.facts(in: expression)) }
      return facts.sorted()
    }
  }

  func writer(_ plan: RulePlan, _ figures: AccountFigures?) -> FindingWriter {
    FindingWriter(
      conditions: Conditions(
        world: world,
        at: world.asOf,
        member: plan.member,
        figures: figures
      )
    )
  }

}

extension AccountRun {
  func ruleReport(_ firing: Firing) throws(ArithmeticFailure) -> RuleReport {
    let plan = plans[firing.plan]
    if let state = plan.worldState, state == firing.state {
      return try report(ofWorldly: plan, firing)
    }
    var steps: [StepReport] = []
    if let build = plan.build { steps = try stepReports(build, firing) }
    var report = RuleReporter(world: world).report(
      plan,
      state: firing.state,
      decidedBy: firing.decidedBy,
      figures: firing.figures,
      steps: steps
    )
    if firing.state == .cooldown { report.findings = cooldown(of: plan) }
    return report
  }

  /// What the world says of a rule, with where this account stands with a build's steps.
  private func report(
    ofWorldly plan: RulePlan,
    _ firing: Firing
  ) throws(ArithmeticFailure) -> RuleReport {
    var report = RuleReporter(world: world).worldReport(of: plan, firing.state)
    for (index, standing) in try stepStandings(of: firing).enumerated() {
      report.steps[index].state = standing.state
      report.steps[index].progress = standing.progress
    }
    return report
  }

  /// `rule is closed since 2025-12-14, needs 1d since its exit (ends on 2025-12-15, 0.5d left)`.
  private func cooldown(of plan: RulePlan) -> [Finding] {
    guard let exited = journal.exits[plan.stateKey(in: market)] else { return [] }
    let ends = exited.adding(plan.rule.cooldown)
    let left = Ratio(ends.secondsSinceEpoch - world.asOf.secondsSinceEpoch)
    return [
      Finding(
        subject: plan.key,
        verdict: .fails,
        actual: "closed since \(exited.date)",
        needed: "\(plan.rule.cooldown) since its exit",
        distance: "ends on \(ends.date), \(ValueText(type: .duration).spell(left)) left"
      )
    ]
  }

  /// The steps of a build with their states.
  func stepReports(
    _ build: BuildPlan,
    _ firing: Firing
  ) throws(ArithmeticFailure) -> [StepReport] {
    let plan = plans[firing.plan]
    let ask: BuildAsk
    if let known = firing.ask {
      ask = asks[known]
    } else {
      // What each member misses matters where the build acts.
      ask = try firing.state == .fires ? self.ask(of: build, firing) : askOfNobody(build, firing)
    }
    let reporter = RuleReporter(world: world)
    var reports: [StepReport] = []
    for (index, step) in build.action.steps.enumerated() {
      var findings = reporter.findings(of: .gate(index), plan, firing.figures)
      if let delay = step.gate.delay { findings.append(finding(of: delay, build, plan)) }
      findings += reporter.earlierStep(of: build.action, before: index, unlocked: ask.unlocked)
      reports.append(
        StepReport(
          step: step.name,
          share: step.share,
          state: try state(of: index, ask, firing.state),
          findings: findings,
          progress: progress(of: step.name, plan)
        )
      )
    }
    return reports
  }

  /// What the journal has of a step, by instrument.
  func progress(of step: String, _ plan: RulePlan) -> [StepReport.Progress] {
    journal.steps.compactMap { key, open in
      guard key.rule == plan.key, key.step == step,
        market.instruments.indices.contains(key.instrument)
      else { return nil }
      return StepReport.Progress(
        symbol: market.instruments[key.instrument].symbol,
        goal: open.goal,
        filled: open.filled,
        onOrder: open.sent,
        filledAt: open.filledAt
      )
    }
    .sorted { $0.symbol < $1.symbol }
  }

  func state(
    of index: Int,
    _ ask: BuildAsk,
    _ rule: RuleReport.State
  ) throws(ArithmeticFailure) -> StepReport.State {
    guard index < ask.unlocked, rule == .fires else {
      return StepReport.State(closedBy: ask.gates[index])
    }
    // What can't be computed or held (no price, the other side) is not filled.
    for number in ask.members.indices where ask.members[number].target == nil { return .unlocked }
    for number in ask.members.indices where ask.members[number].raise > .zero {
      let member = ask.members[number]
      guard member.missing.indices.contains(index) else { continue }
      var before = Ratio.zero
      for missing in member.missing.prefix(index) { before = try before.adding(missing) }
      if before < member.raise && member.missing[index] > .zero { return .unlocked }
    }
    return .filled
  }

  /// `default_on is filled 2025-12-20, needs 20d since default_on was filled (opens 2026-01-09, in 12d)`.
  func finding(of delay: Gate.Delay, _ build: BuildPlan, _ plan: RulePlan) -> Finding {
    let steps = build.action.steps
    let step = steps.indices.contains(delay.afterStep) ? steps[delay.afterStep].name : ""
    let needed = "\(delay.duration) since \(step) was filled"
    guard let filled = filledAt(step: delay.afterStep, build, plan) else {
      return Finding(subject: step, verdict: .fails, actual: "not filled", needed: needed)
    }
    let opens = filled.adding(delay.duration)
    let left = Ratio(opens.secondsSinceEpoch - world.asOf.secondsSinceEpoch)
    let isOver = isOver(delay, build, plan)
    return Finding(
      subject: step,
      verdict: isOver ? .holds : .fails,
      actual: "filled \(filled.date)",
      needed: needed,
      distance: isOver
        ? "" : "opens on \(opens.date), \(ValueText(type: .duration).spell(left)) left"
    )
  }
}

extension StepReport.State {
  /// Of a step that is not open.
  fileprivate init(closedBy gate: Truth) {
    switch gate {
    case .quiet: self = .quiet
    case .blind: self = .blind
    case .holds, .fails: self = .waits
    }
  }
}
