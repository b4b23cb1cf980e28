public import Portfolio
import Quantities
import RuleChecker

/// What a watch asks of one evaluation: how the world and each account stand, and in which accounts the news since an
/// earlier evaluation can have changed anything.
public struct WatchView: Sendable {
  private let evaluation: Evaluation
  private let reach: RuleReach
  private var world: WorldFacts { evaluation.world }
  private var plans: [RulePlan] { evaluation.plans }

  public init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    reach = RuleReach(world: evaluation.world, plans: evaluation.plans)
  }

  public var header: ProposalHeader { evaluation.header }
  /// The market that accounts' positions refer to.
  public var market: Market { evaluation.market }

  /// Whether the rulebook is for this account.
  public func covers(_ account: Account) -> Bool { evaluation.covers(account) }

  /// What rules read of the world, to compare with another moment's.
  public var readings: WatchReadings {
    WatchReadings(
      plans: Dictionary(plans.map { ($0.key, PlanReading($0, world)) }) { first, _ in first }
    )
  }

  /// How the world stands: catalysts, and rules that the world alone decides.
  ///
  /// - Parameter accounts: the accounts that there are; of a `for each` rule a member that is of no concern to any of
  ///   them is left out.
  public func watchedWorld(_ accounts: [WatchedAccount]) -> WatchState {
    var entries: [WatchState.Entry] = []
    var undecided: Set<String> = []
    for plan in plans where plan.isDecidedByWorld {
      switch plan.stateOfWorld {
      case .fires, .exits:
        let isMember = plan.member != nil
        if isMember, !accounts.contains(where: { reach.concerns(plan, $0) }) { continue }
        entries.append(WatchState.Entry(.rule, plan.key, plan.stateOfWorld.rawValue))
      case .quiet, .blind: undecided.insert(plan.key)
      case .waits, .ended, .cooldown: continue
      }
    }
    for (key, standing) in world.standingsNow {
      let catalyst = world.rulebook.catalysts[key.catalyst].name
      // Of the members of a `for each` only those of which something is known.
      if key.symbol != nil, standing.state == .none { continue }
      let outcome = standing.outcome.map { ":\($0)" } ?? ""
      entries.append(
        WatchState.Entry(
          .catalyst,
          CatalystName(name: catalyst, member: key.symbol).description,
          standing.state.rawValue + outcome
        )
      )
    }
    return WatchState(entries, undecided: undecided)
  }

  /// How an account stands: rules that it decides with the world, unlocked steps of builds, limits with little room.
  ///
  /// - Returns: nothing where amounts are too large to be computed, or the rulebook is not for the account.
  public func watched(_ account: Account, _ journal: Journal) -> WatchState? {
    guard evaluation.covers(account),
      var run = evaluation.run(for: account, journal: journal, detail: .changes).run
    else { return nil }
    return try? run.watchState(WatchedAccount(account, journal), reach)
  }

  /// The rules, or members of `for each` rules, that read something else than `earlier`, by the places of their plans.
  public func changedRules(since earlier: WatchReadings) -> [Int] {
    let now = readings
    return plans.indices.filter { earlier.plans[plans[$0].key] != now.plans[plans[$0].key] }
  }

  /// The accounts of `accounts` in which one of the rules at `changed` can change anything. In every other the same
  /// market gives what it gave before.
  public func touched(_ accounts: [WatchedAccount], by changed: [Int]) -> [String] {
    if changed.isEmpty { return [] }
    return accounts.filter { account in
      changed.contains { plans.indices.contains($0) && reach.concerns(plans[$0], account) }
    }
    .map(\.name)
  }

  /// The names that the rulebook gives to what is watched.
  public var watchedNames: WatchedNames {
    var steps: Set<String> = []
    for rule in world.rulebook.rules {
      guard case .build(let build) = rule.action else { continue }
      for step in build.steps { steps.insert("\(rule.name).\(step.name)") }
    }
    return WatchedNames(
      rules: Set(world.rulebook.rules.map(\.name)),
      steps: steps,
      catalysts: Set(world.rulebook.catalysts.map(\.name))
    )
  }

  /// What the clause that decides a rule saw, where the world alone decides it, and why the rule is there; nothing of a
  /// rule that the rulebook does not have.
  ///
  /// - Parameter key: `rule` or `rule[SYMBOL]`; of a step with the step's name behind a point.
  public func ruleReport(of key: String) -> RuleReport? {
    guard let plan = plans.first(where: { $0.key == key || key.hasPrefix($0.key + ".") }) else {
      return nil
    }
    var report = RuleReporter(world: world).report(
      plan,
      state: plan.stateOfWorld,
      decidedBy: plan.stateOfWorld == .exits ? "exit when" : plan.when == nil ? "always" : "when",
      figures: nil
    )
    // What the account decides is another thing in each.
    if !plan.isDecidedByWorld { report.findings = [] }
    return report
  }

  /// What is known of a catalyst, by its name as a state spells it.
  public func catalystReport(of name: String) -> CatalystReport? {
    for (key, standing) in world.standingsNow {
      let catalyst = world.rulebook.catalysts[key.catalyst].name
      guard CatalystName(name: catalyst, member: key.symbol).description == name else { continue }
      return CatalystReport(catalyst, member: key.symbol, standing)
    }
    return nil
  }
}

extension RulePlan {
  /// Whether no account bears on the state of the rule: its cooldown, which each account has its own of, aside.
  var isDecidedByWorld: Bool { !readsAccount && until == nil }

  /// The state that the world gives it.
  var stateOfWorld: RuleReport.State {
    if exit?.worldTruth == .holds { return .exits }
    return RuleReport.State(when.map { $0.worldTruth ?? .blind } ?? .holds)
  }
}

extension AccountRun {
  /// How the account stands once all stages are done.
  fileprivate mutating func watchState(
    _ watched: WatchedAccount,
    _ reach: RuleReach
  ) throws(ArithmeticFailure) -> WatchState {
    var entries: [WatchState.Entry] = []
    var undecided: Set<String> = []
    for firing in firings {
      let plan = plans[firing.plan]
      var found = openSteps(of: plan, firing)
      if !plan.isDecidedByWorld {
        switch firing.state {
        case .fires, .exits:
          found.append(WatchState.Entry(.rule, plan.key, firing.state.rawValue))
        case .quiet, .blind: undecided.insert(plan.key)
        case .waits, .ended, .cooldown: break
        }
      }
      if !found.isEmpty, reach.concerns(plan, watched) { entries += found }
    }
    for (check, judged) in zip(limits, try judgedLimits()) {
      guard let room = room(of: check, judged.after) else { continue }
      entries.append(WatchState.Entry(.limit, "\(check.name): \(check.subject)", room))
    }
    return WatchState(entries, undecided: undecided)
  }

  /// The unlocked steps of a build that fires. A build of one step is unlocked when it fires.
  private func openSteps(of plan: RulePlan, _ firing: Firing) -> [WatchState.Entry] {
    guard case .build(let build) = plan.rule.action, build.steps.count > 1, firing.state == .fires,
      let ask = asks.first(where: { $0.plan == firing.plan })
    else { return [] }
    return build.steps.prefix(ask.unlocked).map {
      WatchState.Entry(.step, "\(plan.key).\($0.name)", "open")
    }
  }

  /// What a limit leaves of its bound, now and after the changes that are proposed: the lesser, where it is below a
  /// tenth. Nothing of a limit on single trades or with a bound of 0, and of one that can't be decided.
  private func room(of check: LimitCheck, _ after: Ratio?) -> String? {
    if check.isOfTrade { return nil }
    let values = [check.held, after].compactMap { $0 }
    guard let least = values.compactMap({ room(of: check, at: $0) }).min() else { return nil }
    if least < .zero { return RoomLeft.broken }
    guard let percents = try? least.multiplied(by: Ratio(100)) else { return nil }
    return (0..<RoomLeft.enough).first { percents < Ratio(Int64($0 + 1)) }.map { "\($0)" }
  }

  /// The share of its bound that a limit has left at `value`; below zero where it is broken.
  private func room(of check: LimitCheck, at value: Ratio) -> Ratio? {
    guard let bound = try? check.bound.absolute(), bound > .zero else { return nil }
    let left =
      check.side == .atMost
      ? try? check.bound.subtracting(value) : try? value.subtracting(check.bound)
    return left.flatMap { try? $0.divided(by: bound) }
  }
}
