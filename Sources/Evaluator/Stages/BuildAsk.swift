import Portfolio
import Quantities
import RuleChecker

/// What a build that fires asks of its members: which steps are unlocked, and how much each member
/// misses. Design: "Sizing a build".
struct BuildAsk: Sendable {
  struct Member: Sendable {
    /// The index of the account's line.
    var line: Int
    /// w: the member's share of the build.
    var share: Ratio
    /// T(U): the quantity at the unlocked share, unrounded. Nothing when it can't be computed.
    var target: Ratio?
    /// What is missing of each unlocked step, in order.
    var missing: [Ratio] = []
    /// What the lower bound adds to what is held; zero when nothing is missing.
    var raise: Ratio = .zero
    /// What is missing where it is too little for an order: then `raise` is zero.
    var tooSmall: Ratio?
  }

  let plan: Int
  /// The number of steps that are unlocked from the first on without a gap.
  var unlocked: Int
  /// The state of each step's own gate.
  var gates: [Truth]
  var members: [Member]
  /// What the basket leaves of each member's raise; 1 for anything but a basket.
  var factor: Ratio = .one
}

/// What one build asks of one account.
extension AccountRun {
  func ask(of build: BuildPlan, _ firing: Firing) throws(ArithmeticFailure) -> BuildAsk {
    var ask = askOfNobody(build, firing)
    let plan = plans[firing.plan]
    let worth = try worth(of: ask.unlocked, build)
    let weighted = weightedLines(of: build.action.target, plan)
    ask.members.reserveCapacity(weighted.count)
    for (line, share) in weighted {
      ask.members.append(
        try member(line: line, share: share, unlocked: ask.unlocked, worth, build, plan)
      )
    }
    return ask
  }

  /// The same without members: where the steps stand.
  func askOfNobody(_ build: BuildPlan, _ firing: Firing) -> BuildAsk {
    var gates = build.worldGates ?? []
    if build.worldGates == nil {
      for index in build.action.steps.indices { gates.append(gate(of: index, build, firing)) }
    }
    let unlocked = gates.prefix { $0 == .holds }.count
    return BuildAsk(plan: firing.plan, unlocked: unlocked, gates: gates, members: [])
  }

  /// Whether a step's gate is open now, whatever the earlier steps' gates are.
  func gate(of index: Int, _ build: BuildPlan, _ firing: Firing) -> Truth {
    let plan = plans[firing.plan]
    var parts: [Truth] = []
    if plan.gates.indices.contains(index), let condition = plan.gates[index] {
      parts.append(truth(of: condition, plan, firing.figures) ?? .blind)
    }
    if let delay = build.action.steps[index].gate.delay {
      parts.append(Truth(isOver(delay, build, plan)))
    }
    return Truth.atLeast(parts.count, of: parts)
  }

  /// A delay counts from the run that filled the earlier step: the last of its members'.
  func isOver(_ delay: Gate.Delay, _ build: BuildPlan, _ plan: RulePlan) -> Bool {
    guard let filled = filledAt(step: delay.afterStep, build, plan) else { return false }
    return filled.adding(delay.duration) <= world.asOf
  }

  /// When a step was filled in every instrument in which it was opened; nothing before that.
  func filledAt(step index: Int, _ build: BuildPlan, _ plan: RulePlan) -> Instant? {
    guard build.action.steps.indices.contains(index) else { return nil }
    let name = build.action.steps[index].name
    var last: Instant?
    for (key, open) in journal.steps where key.rule == plan.key && key.step == name {
      guard let filled = open.filledAt else { return nil }
      last = max(last ?? filled, filled)
    }
    return last
  }

  /// U·W·N: what the first steps of a build, so many, come to in the base currency.
  private func worth(of steps: Int, _ build: BuildPlan) throws(ArithmeticFailure) -> Ratio? {
    guard let nav, steps > 0 else { return nil }
    return try build.action.steps[steps - 1].cumulativeShare.ratio
      .multiplied(by: build.action.weight.ratio).multiplied(by: nav.ratio)
  }

  /// T(U) = U·W·w·N ÷ |e|.
  private func target(
    _ worth: Ratio,
    share: Ratio,
    of unit: Ratio
  ) throws(ArithmeticFailure) -> Ratio {
    try worth.multiplied(by: share).divided(by: unit)
  }

  private func member(
    line index: Int,
    share: Ratio,
    unlocked: Int,
    _ worth: Ratio?,
    _ build: BuildPlan,
    _ plan: RulePlan
  ) throws(ArithmeticFailure) -> BuildAsk.Member {
    var member = BuildAsk.Member(line: index, share: share)
    guard let worth, let unit = lines[index].unitExposure, !unit.isZero else { return member }
    let final = try target(worth, share: share, of: unit)
    member.target = final
    let held = try lines[index].size().ratio
    if final <= held, journal.steps.isEmpty {
      // Steps ask for less than the last of them, so that nothing is missing of any.
      member.missing = build.nothingMissing(of: unlocked)
      return member
    }
    let filled = try filled(by: plan.key, lines[index])
    var open = Ratio.zero
    for step in 0..<unlocked {
      let record =
        journal.steps.isEmpty ? nil : journal.steps[key(of: step, build, plan, line: index)]
      let goalMissing: Ratio
      if let record {
        // What is sent counts as filled, so that evaluating twice never orders twice.
        let taken = try record.filled.adding(record.sent)
        let rest = try record.goal.ratio.subtracting(taken.ratio)
        goalMissing = record.filledAt == nil ? max(rest, .zero) : .zero
      } else {
        var wanted = final
        if step < unlocked - 1, let worth = try self.worth(of: step + 1, build) {
          wanted = try target(worth, share: share, of: unit)
        }
        goalMissing = max(
          .zero,
          try wanted.subtracting(max(held, filled)).subtracting(open)
        )
      }
      open = try open.adding(goalMissing)
      member.missing.append(goalMissing)
    }
    member.raise = max(.zero, min(open, try max(held, final).subtracting(held)))
    if member.raise > .zero, try smallness(of: member.raise, lines[index]) != nil {
      member.tooSmall = member.raise
      member.raise = .zero
    }
    return member
  }

  /// Under which the journal keeps a step of a build in the instrument of a line.
  func key(of step: Int, _ build: BuildPlan, _ plan: RulePlan, line: Int) -> Journal.StepKey {
    Journal.StepKey(
      rule: plan.key,
      step: build.action.steps[step].name,
      instrument: lines[line].instrument
    )
  }

  /// c: what a rule's steps have filled in an instrument, or sent.
  func filled(by rule: String, _ line: Line) throws(ArithmeticFailure) -> Ratio {
    if journal.steps.isEmpty { return .zero }
    var sum = Quantity.zero
    for (key, open) in journal.steps
    where key.rule == rule && key.instrument == line.instrument {
      sum = try sum.adding(open.filled).adding(open.sent)
    }
    return sum.ratio
  }
}
