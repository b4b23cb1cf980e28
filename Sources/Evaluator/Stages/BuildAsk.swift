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
  /// Without those of `satisfied`.
  var members: [Member]
  /// How many members hold so much that nothing can be missing, and could be bought: not looked at any closer where
  /// nobody records the run.
  var satisfied = 0
  /// What the basket leaves of each member's raise; 1 for anything but a basket.
  var factor: Ratio = .one

  /// Whether the account has any member.
  var concerns: Bool { !members.isEmpty || satisfied > 0 }
}

/// What one build asks of one account.
extension AccountRun {
  func ask(of build: BuildPlan, _ firing: Firing) throws(ArithmeticFailure) -> BuildAsk {
    var ask = askOfNobody(build, firing)
    let plan = plans[firing.plan]
    let worth = try nav.flatMap { (nav) throws(ArithmeticFailure) in
      try build.worth(of: ask.unlocked, at: nav)
    }
    if let tag = plan.tagged, passesSatisfied, let worth {
      let enough = try enough(for: worth)
      for place in places(of: tag) where place.isTarget {
        if holds(enough, place.line, build.action) {
          ask.satisfied += 1
        } else {
          ask.members.append(
            try member(line: place.line, share: .one, unlocked: ask.unlocked, worth, build, plan)
          )
        }
      }
      return ask
    }
    let weighted = weightedLines(of: build.action.target, plan)
    ask.members.reserveCapacity(weighted.count)
    for (line, share) in weighted {
      ask.members.append(
        try member(line: line, share: share, unlocked: ask.unlocked, worth, build, plan)
      )
    }
    return ask
  }

  /// The booked exposure, in units of an amount, above which at least `worth` is held: booking moves an exposure by
  /// half a unit at most.
  private func enough(for worth: Ratio) throws(ArithmeticFailure) -> Int128 {
    try worth.scaled(by: Amount.scale, rounding: .awayFromZero)
  }

  /// Whether a build finds a line's booked exposure enough, on its own side and at a fresh price.
  private func holds(_ enough: Int128, _ index: Int, _ build: Build) -> Bool {
    guard lines[index].unit.defect == nil, let exposure = lines[index].exposure,
      lines[index].held.isNegative == build.isShort
    else { return false }
    return Int128(exposure.magnitude) > enough
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
    member.missing.reserveCapacity(unlocked)
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
        if step < unlocked - 1, let nav, let worth = try build.worth(of: step + 1, at: nav) {
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
