import Portfolio
import Quantities
import RuleChecker

/// Stage 3: what each firing rule bounds. Bounds meet at the largest lower and the smallest upper one, so
/// their order can't matter.
extension AccountRun {
  mutating func bound(_ detail: ProposalDetail = .full) throws(ArithmeticFailure) {
    // An exit, the journal and what is recorded need to know how much each member was asked for.
    passesSatisfied =
      detail != .full && journal.steps.isEmpty && !firings.contains { $0.state == .exits }
    asks.reserveCapacity(firings.count { $0.state == .fires })
    for number in firings.indices where firings[number].state == .fires {
      let plan = plans[firings[number].plan]
      if let build = plan.build {
        try boundBuild(build, number, plan)
        continue
      }
      switch plan.rule.action {
      case .build: break
      case .hold(let hold): try boundHold(hold, plan)
      case .trim(let trim): try boundTrim(trim, plan)
      case .freeze(let freeze):
        freezeLines(
          of: freeze.set,
          plan.member,
          buys: freeze.side != .sells,
          sells: freeze.side != .buys,
          by: plan.key
        )
      case .hedge, .review: break
      }
    }
    for firing in firings where firing.state == .exits { try boundExit(plans[firing.plan]) }
    try boundByLimits()
  }

  // MARK: Build

  private mutating func boundBuild(
    _ build: BuildPlan,
    _ number: Int,
    _ plan: RulePlan
  ) throws(ArithmeticFailure) {
    let firing = firings[number]
    var ask = try ask(of: build, firing)
    reviewGates(ask, build.action, plan)
    if ask.unlocked > 0 {
      for index in ask.members.indices { reach(&ask.members[index], build.action, plan) }
      ask.factor = try basketFactor(of: ask, build.action)
      for index in ask.members.indices where ask.members[index].raise > .zero {
        try raise(index, of: ask, build.action, plan)
      }
    }
    firings[number].ask = asks.count
    asks.append(ask)
  }

  /// Blind gates, and gates that closed after their step was filled, ask for a person.
  private mutating func reviewGates(_ ask: BuildAsk, _ build: Build, _ plan: RulePlan) {
    let next = ask.unlocked
    if ask.gates.indices.contains(next), ask.gates[next] == .blind {
      review(
        plan.stepNames[next],
        "undecided_step",
        "its gate can't be decided: a fact is missing or the news feed is stale"
      )
    }
    if journal.steps.isEmpty { return }
    for index in build.steps.indices where ask.gates[index] == .fails {
      let wasFilled = journal.steps.contains {
        $0.key.rule == plan.key && $0.key.step == build.steps[index].name
          && $0.value.filled.units > 0
      }
      if wasFilled {
        review(
          plan.stepNames[index],
          "gate_lost",
          "its gate closed after it was bought; the shares stay"
        )
      }
    }
  }

  /// Drops what a member can't be asked for, with the reason.
  private mutating func reach(_ member: inout BuildAsk.Member, _ build: Build, _ plan: RulePlan) {
    let index = member.line
    let held = lines[index].held
    // A target that is not held is listed even when it comes to nothing.
    if held.isZero, let little = member.tooSmall, lines[index].hold == nil {
      let isUnderLot = little < lines[index].lot.ratio
      lines[index].hold = (isUnderLot ? .tooSmall : .belowMinimumTrade, plan.key)
    }
    if !held.isZero, lines[index].side != (build.isShort ? .short : .long) {
      member.raise = .zero
      member.target = nil
      block(
        symbol(lines[index]),
        "opposite_side",
        "\(plan.key) asks for a \(build.isShort ? "short" : "long") position, and a "
          + "\(build.isShort ? "long" : "short") one is held"
      )
      return
    }
    if !lines[index].unit.isPriced, let defect = lines[index].unit.defect {
      member.raise = .zero
      block(
        symbol(lines[index]),
        defect.rawValue,
        "\(plan.key) can't buy what has no \(defect.word)"
      )
    }
  }

  /// The largest factor for which the basket stays within U·W of NAV; 1 for anything but a basket.
  private func basketFactor(of ask: BuildAsk, _ build: Build) throws(ArithmeticFailure) -> Ratio {
    guard let nav, let (held, raised) = try basketExposure(of: ask, build) else { return .one }
    guard raised > .zero else { return .one }
    let cumulative = build.steps[ask.unlocked - 1].cumulativeShare.ratio
    let room = try cumulative.multiplied(by: build.weight.ratio).multiplied(by: nav.ratio)
      .subtracting(held)
    return min(.one, max(.zero, try room.divided(by: raised)))
  }

  /// Σ held·|e| and Σ raise·|e| over the members of a basket; nothing for anything else.
  func basketExposure(
    of ask: BuildAsk,
    _ build: Build
  ) throws(ArithmeticFailure) -> (held: Ratio, raised: Ratio)? {
    guard !build.target.isEach, case .basket = build.target.set.kind else { return nil }
    var held = Ratio.zero
    var raised = Ratio.zero
    for member in ask.members where member.target != nil {
      let line = lines[member.line]
      guard let unit = line.unitExposure else { continue }
      held = try held.adding(try line.size().ratio.multiplied(by: unit))
      raised = try raised.adding(try member.raise.multiplied(by: unit))
    }
    return (held, raised)
  }

  private mutating func raise(
    _ number: Int,
    of ask: BuildAsk,
    _ build: Build,
    _ plan: RulePlan
  ) throws(ArithmeticFailure) {
    let member = ask.members[number]
    let index = member.line
    let raise = try member.raise.multiplied(by: ask.factor)
    guard raise > .zero else {
      lines[index].hold = (.noRoom, "other members of the basket are over their weight")
      return
    }
    var left = member.raise
    var steps: [String] = []
    for (step, missing) in member.missing.enumerated() where left > .zero && missing > .zero {
      steps.append(plan.stepNames[step])
      left = try left.subtracting(missing)
    }
    if lines[index].held.isZero {
      // Only a build that sets a bound decides on which side of nothing the line is.
      lines[index].side = build.isShort ? .short : .long
      if build.isShort {
        lines[index].shortBuilds.append(plan.key)
      } else {
        lines[index].longBuilds.append(plan.key)
      }
    }
    lines[index].raise(
      to: try lines[index].size().ratio.adding(raise),
      by: plan.key,
      steps: steps,
      cut: ask.factor < .one
        ? Cut(by: "basket", from: member.raise, to: raise, factor: ask.factor) : nil
    )
  }

  // MARK: Hold, trim, exit

  private mutating func boundHold(_ hold: RuleChecker.Hold, _ plan: RulePlan)
    throws(ArithmeticFailure)
  {
    for (index, share) in weightedLines(of: hold.target, plan) {
      let line = lines[index]
      if line.side == .short && !line.held.isZero {
        block(symbol(line), "opposite_side", "\(plan.key) holds long, and a short one is held")
        continue
      }
      guard line.unit.isPriced else {
        block(
          symbol(line),
          line.unit.defect?.rawValue ?? "no_price",
          "\(plan.key) can't hold what has no \(line.unit.defect?.word ?? "price")"
        )
        continue
      }
      guard let nav, let unit = line.unitExposure, !unit.isZero else { continue }
      let middle = try hold.weight.ratio.multiplied(by: share)
      let perPoint = try nav.ratio.divided(by: unit)
      let low = max(.zero, try middle.subtracting(hold.band.ratio))
      let least = try low.multiplied(by: perPoint)
      lines[index].leastHeld.append(least)
      let missing = try least.subtracting(try line.size().ratio)
      let isSmall = try isBelowMinimum(missing, line)
      if missing >= line.lot.ratio && !isSmall {
        lines[index].raise(to: least, by: plan.key, as: .weight(low))
        lines[index].holdMissing[plan.key] = missing
        if line.held.isZero { lines[index].longBuilds.append(plan.key) }
      }
      let high = try middle.adding(hold.band.ratio)
      lines[index].cap(at: try high.multiplied(by: perPoint), by: plan.key, as: .weight(high))
    }
  }

  private mutating func boundTrim(_ trim: Trim, _ plan: RulePlan) throws(ArithmeticFailure) {
    let members = targetLines(of: trim.target.set, member: plan.member)
    switch trim.bound {
    case .by(let share):
      let rest = try Ratio.one.subtracting(share.ratio)
      for index in members {
        let key = Journal.HoldingKey(rule: plan.key, instrument: lines[index].instrument)
        let size = try lines[index].size()
        let base = journal.trimBase[key] ?? size
        lines[index].cap(
          at: try base.ratio.multiplied(by: rest),
          by: plan.key,
          as: .rest(of: base.ratio, less: share.ratio)
        )
      }
    case .toWeight(let weight):
      let isTogether = !trim.target.isEach && !trim.target.set.isOne
      try trimToWeight(weight, members, isTogether: isTogether, by: plan.key)
    }
  }

  /// Caps members at a weight: each by itself, or together in proportion to what is held.
  mutating func trimToWeight(
    _ weight: Percent,
    _ members: [Int],
    isTogether: Bool,
    by rule: String
  ) throws(ArithmeticFailure) {
    if weight.isZero {
      for index in members { lines[index].cap(at: .zero, by: rule, as: .weight(.zero)) }
      return
    }
    let held = members.filter { !lines[$0].held.isZero }
    let isKnown = nav != nil && held.allSatisfy { lines[$0].unit.isPriced }
    if !isKnown, isTogether || nav == nil {
      if !held.isEmpty { undecide(rule, members) }
      return
    }
    guard let nav else { return }
    let room = try weight.ratio.multiplied(by: nav.ratio)
    var total = Ratio.zero
    for index in members {
      if let exposure = lines[index].exposure {
        total = try total.adding(exposure.ratio.absolute())
      }
    }
    for index in members {
      let line = lines[index]
      guard let unit = line.unitExposure else {
        if !line.held.isZero { undecide(rule, [index]) }
        continue
      }
      if isTogether {
        // What is to be cut is what is held; a build of another member has its own bounds.
        if total <= room || line.held.isZero { continue }
        let size = try line.size().ratio
        lines[index].cap(
          at: try size.multiplied(by: room).divided(by: total),
          by: rule,
          as: .together(weight: weight.ratio, total: total)
        )
      } else if !unit.isZero {
        lines[index].cap(at: try room.divided(by: unit), by: rule, as: .weight(weight.ratio))
      }
    }
  }

  /// A trim that can't be computed stops increases of its members.
  private mutating func undecide(_ rule: String, _ members: [Int]) {
    guard !members.isEmpty else { return }
    for index in members { lines[index].isGuarded = true }
    let names = members.map { symbol(lines[$0]) }.joined(separator: ", ")
    block(rule, "undecided_rule", "the weight of \(names) can't be computed")
  }
}

extension InstrumentSet {
  /// One instrument by itself.
  var isOne: Bool {
    switch kind {
    case .symbol, .member: true
    default: false
    }
  }

  /// `all`, perhaps less something.
  var namesAll: Bool {
    switch kind {
    case .all: true
    case .held(let inner), .except(let inner, _): inner.namesAll
    default: false
    }
  }
}

extension UnitValue.Defect {
  /// What is missing or old, in words.
  var word: String {
    switch self {
    case .noPrice: "price"
    case .noRate: "exchange rate"
    case .stalePrice: "fresh price"
    case .staleRate: "fresh exchange rate"
    }
  }
}
