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

/// Computes one build for one account.
struct BuildSizing {
  let run: AccountRun
  let planIndex: Int
  let build: Build
  let figures: AccountFigures

  var plan: RulePlan { run.plans[planIndex] }

  func ask() throws(ArithmeticFailure) -> BuildAsk {
    var ask = askOfNobody()
    for (line, share) in run.weightedLines(of: build.target, plan) {
      ask.members.append(try member(line: line, share: share, unlocked: ask.unlocked))
    }
    return ask
  }

  /// The same without members: where the steps stand.
  func askOfNobody() -> BuildAsk {
    let gates = build.steps.indices.map { gate(of: $0) }
    let unlocked = gates.prefix { $0 == .holds }.count
    return BuildAsk(plan: planIndex, unlocked: unlocked, gates: gates, members: [])
  }

  /// Whether a step's gate is open now, whatever the earlier steps' gates are.
  func gate(of index: Int) -> Truth {
    let gate = build.steps[index].gate
    var parts: [Truth] = []
    if plan.gates.indices.contains(index), let condition = plan.gates[index] {
      parts.append(run.truth(of: condition, plan, figures) ?? .blind)
    }
    if let delay = gate.delay { parts.append(Truth(isOver(delay))) }
    return Truth.atLeast(parts.count, of: parts)
  }

  /// A delay counts from the run that filled the earlier step: the last of its members'.
  func isOver(_ delay: Gate.Delay) -> Bool {
    guard let filled = filledAt(step: delay.afterStep) else { return false }
    return filled.adding(delay.duration) <= run.world.asOf
  }

  /// When a step was filled in every instrument in which it was opened; nothing before that.
  func filledAt(step index: Int) -> Instant? {
    guard build.steps.indices.contains(index) else { return nil }
    let name = build.steps[index].name
    var last: Instant?
    for (key, open) in run.journal.steps where key.rule == plan.key && key.step == name {
      guard let filled = open.filledAt else { return nil }
      last = max(last ?? filled, filled)
    }
    return last
  }

  /// T(U) = U·W·w·N ÷ |e|.
  func target(share: Ratio, upTo step: Int, of line: Line) throws(ArithmeticFailure) -> Ratio? {
    guard let nav = run.nav, let unit = try line.unitExposure(), !unit.isZero else { return nil }
    let cumulative = build.steps[step].cumulativeShare.ratio
    return try cumulative.multiplied(by: build.weight.ratio).multiplied(by: share)
      .multiplied(by: nav.ratio).divided(by: unit)
  }

  private func member(
    line index: Int,
    share: Ratio,
    unlocked: Int
  ) throws(ArithmeticFailure) -> BuildAsk.Member {
    let line = run.lines[index]
    var member = BuildAsk.Member(line: index, share: share)
    guard unlocked > 0, let final = try target(share: share, upTo: unlocked - 1, of: line) else {
      return member
    }
    member.target = final
    let held = try line.size().ratio
    if final <= held, run.journal.steps.isEmpty {
      // Steps ask for less than the last of them, so that nothing is missing of any.
      member.missing = Array(repeating: .zero, count: unlocked)
      return member
    }
    let filled = try run.filled(by: plan.key, line)
    var open = Ratio.zero
    for step in 0..<unlocked {
      let record = run.journal.steps.isEmpty ? nil : run.journal.steps[key(step, line)]
      let goalMissing: Ratio
      if let record {
        // What is sent counts as filled, so that evaluating twice never orders twice.
        let taken = try record.filled.adding(record.sent)
        let rest = try record.goal.ratio.subtracting(taken.ratio)
        goalMissing = record.filledAt == nil ? max(rest, .zero) : .zero
      } else {
        let isLast = step == unlocked - 1
        let wanted = isLast ? final : try target(share: share, upTo: step, of: line) ?? .zero
        goalMissing = max(
          .zero,
          try wanted.subtracting(max(held, filled)).subtracting(open)
        )
      }
      open = try open.adding(goalMissing)
      member.missing.append(goalMissing)
    }
    member.raise = max(.zero, min(open, try max(held, final).subtracting(held)))
    if member.raise > .zero, try run.smallness(of: member.raise, line) != nil {
      member.tooSmall = member.raise
      member.raise = .zero
    }
    return member
  }

  private func key(_ step: Int, _ line: Line) -> Journal.StepKey {
    Journal.StepKey(
      rule: plan.key,
      step: build.steps[step].name,
      instrument: line.instrument
    )
  }
}

extension AccountRun {
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
