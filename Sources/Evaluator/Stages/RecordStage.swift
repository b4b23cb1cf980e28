import Portfolio
import Quantities
import RuleChecker

/// After the stages: what applying the proposal records. A step opens in the first applied run in which it
/// is unlocked and its rule fires, even if no order comes of it.
extension AccountRun {
  func appliedRun(of proposal: AccountProposal) throws(ArithmeticFailure) -> AppliedRun {
    var record = AppliedRun(rulebook: world.rulebook.name, at: world.asOf)
    for change in proposal.changes {
      guard change.action != .convert else { continue }
      if let order = try order(of: change) { record.orders.append(order) }
    }
    if proposal.changes.contains(where: { $0.action == .convert }) {
      record.conversions = (feasible?.conversions ?? []).map {
        CurrencyConversion(bought: $0.bought, sold: $0.sold)
      }
    }
    for ask in asks { try note(ask, in: &record) }
    noteStates(in: &record)
    try noteTrimBases(in: &record)
    return record
  }

  // MARK: Orders

  private func order(of change: Change) throws(ArithmeticFailure) -> Order? {
    guard
      let instrument = market.indexBySymbol[change.symbol], let index = line(of: instrument)
    else { return nil }
    let line = lines[index]
    let isIncrease = change.action == .buy || change.action == .short
    let isAbove = change.action == .buy || change.action == .cover
    let own = line.unit.ownValue ?? .zero
    let costs = settings.costs
    var order = Order(
      instrument: instrument,
      quantity: isAbove ? change.quantity : try change.quantity.negated(),
      isIncrease: isIncrease,
      price: change.price,
      unitCash: line.unit.isFuture ? .zero : own,
      currency: change.currency,
      value: try change.value.map { (value) throws(ArithmeticFailure) in
        value.isNegative ? try value.negated() : value
      },
      lot: line.lot,
      tolerance: try tolerance(of: line),
      feePerUnit: try own.multiplied(by: costs?.share.ratio ?? .zero)
    )
    if let costs {
      order.feePerOrder = try exchange.convert(costs.perOrder, to: change.currency) ?? .zero
    }
    order.credits = try isIncrease ? credits(forIncrease: index) : credits(forReduction: index)
    if !line.hedged.isZero {
      order.credits += try hedgeCredits(of: index, change.quantity, isIncrease: isIncrease)
    }
    order.credits = order.credits.stablySorted()
    return order
  }

  /// The least quantity that is worth an order: one lot, or the minimum trade if that is more.
  private func tolerance(of line: Line) throws(ArithmeticFailure) -> Quantity {
    guard let minimum = try minimumTrade(), let value = line.unit.value, !value.isZero else {
      return line.lot
    }
    return max(line.lot, try Quantity(try minimum.divided(by: value), rounding: .awayFromZero))
  }

  /// Every rule that misses something of the instrument, whoever set the bound.
  private func credits(forIncrease index: Int) throws(ArithmeticFailure) -> [Order.Credit] {
    var credits: [Order.Credit] = []
    for ask in asks {
      guard case .build(let build) = plans[ask.plan].rule.action else { continue }
      for member in ask.members where member.line == index {
        for (step, part) in try member.parts(factor: ask.factor).enumerated() where part > .zero {
          credits.append(
            Order.Credit(
              rule: plans[ask.plan].key,
              step: build.steps[step].name,
              missing: try Quantity(part, rounding: .awayFromZero)
            )
          )
        }
      }
    }
    for (rule, missing) in lines[index].holdMissing {
      credits.append(
        Order.Credit(rule: rule, missing: try Quantity(missing, rounding: .awayFromZero))
      )
    }
    return credits.stablySorted()
  }

  /// Rules that exit, and holds above their upper edge: what they sell comes off what they have put on.
  private func credits(forReduction index: Int) throws(ArithmeticFailure) -> [Order.Credit] {
    let line = lines[index]
    if line.removed.isZero { return [] }
    return firings.filter { firing in
      let plan = plans[firing.plan]
      let key = Journal.HoldingKey(rule: plan.key, instrument: line.instrument)
      guard journal.putOn[key] != nil else { return false }
      if firing.state == .exits { return true }
      guard case .hold = plan.rule.action else { return false }
      return line.upper?.rules.contains(plan.key) == true
    }.map { Order.Credit(rule: plans[$0.plan].key) }.stablySorted()
  }

  /// Shares a hedge order out among the rules that hedge with the instrument: what each still misses, or
  /// has too much, in order of their names; what is left goes to the first that can take it.
  private func hedgeCredits(
    of index: Int,
    _ quantity: Quantity,
    isIncrease: Bool
  ) throws(ArithmeticFailure) -> [Order.Credit] {
    guard let number = hedges.firstIndex(where: { $0.line == index }) else { return [] }
    let shares = try hedgeShares(of: hedges[number], number)
    let isLong = try lines[index].afterAll().subtracting(lines[index].held).isNegative != isIncrease
    var left = quantity
    var credits: [String: Quantity] = [:]
    for isFirstRound in [true, false] {
      for share in shares where left.units > 0 {
        let putOn = try share.putOn.unsigned(isLong: isLong)
        let wanted = try share.wanted.unsigned(isLong: isLong)
        let own: Quantity
        if isIncrease {
          own = isFirstRound ? max(.zero, try wanted.subtracting(putOn)) : left
          if !share.isInForce { continue }
        } else {
          let rest = try putOn.subtracting(credits[share.rule] ?? .zero)
          own = isFirstRound ? max(.zero, try putOn.subtracting(wanted)) : rest
        }
        let part = min(left, own)
        if part.isZero { continue }
        credits[share.rule] = try (credits[share.rule] ?? .zero).adding(part)
        left = try left.subtracting(part)
      }
    }
    return credits.map { Order.Credit(rule: $0.key, missing: $0.value, isHedge: true) }
      .stablySorted()
  }

  private struct HedgeShare {
    let rule: String
    let isInForce: Bool
    /// Signed.
    let wanted: Quantity
    let putOn: Quantity
  }

  private func hedgeShares(
    of job: HedgeJob,
    _ number: Int
  ) throws(ArithmeticFailure) -> [HedgeShare] {
    var shares: [HedgeShare] = []
    for (plan, _) in job.rules {
      let key = plans[plan].key
      let holding = Journal.HoldingKey(rule: key, instrument: lines[job.line].instrument)
      let part = job.parts.firstIndex { $0.plan == plan }
      let wanted = part.flatMap { part in
        feasible.flatMap { $0.sizes[number].parts.indices.contains(part) ? part : nil }
      }
      shares.append(
        HedgeShare(
          rule: key,
          isInForce: part != nil,
          wanted: try wanted.map { (part) throws(ArithmeticFailure) in
            try Quantity(feasible?.sizes[number].parts[part] ?? .zero, rounding: .towardZero)
          } ?? .zero,
          putOn: journal.putOn[holding] ?? .zero
        )
      )
    }
    return shares.sorted { $0.rule < $1.rule }
  }

  // MARK: Steps

  /// `rule.step` of what opens with this run, ascending.
  func unopenedSteps() -> [String] {
    var names: [String] = []
    names.reserveCapacity(asks.count)
    for number in asks.indices {
      let plan = plans[asks[number].plan]
      guard let build = plan.build else { continue }
      for step in plan.stepNames.indices {
        let ask = asks[number]
        let isHeldEnough = step < ask.unlocked && ask.satisfied > 0
        let opens =
          isHeldEnough
          || ask.members.contains { member in
            guard member.missing.indices.contains(step), canOpen(member) else { return false }
            return journal.steps.isEmpty
              || journal.steps[key(of: step, build, plan, line: member.line)] == nil
          }
        if opens { names.append(plan.stepNames[step]) }
      }
    }
    return names.sorted()
  }

  /// A goal is never fixed at an old price; two builds that want opposite sides both wait.
  private func canOpen(_ member: BuildAsk.Member) -> Bool {
    let index = member.line
    if member.target == nil || lines[index].unit.defect != nil { return false }
    return !lines[index].held.isZero || lines[index].longBuilds.isEmpty
      || lines[index].shortBuilds.isEmpty
  }

  /// Steps that open with this run, and those of which nothing is missing any more.
  private func note(_ ask: BuildAsk, in record: inout AppliedRun) throws(ArithmeticFailure) {
    let plan = plans[ask.plan]
    guard let build = plan.build else { return }
    for member in ask.members where canOpen(member) {
      let line = lines[member.line]
      let parts = try member.parts(factor: ask.factor)
      for (step, missing) in member.missing.enumerated() {
        let key = key(of: step, build, plan, line: member.line)
        let known = journal.steps[key]
        if known == nil { record.opened[key] = try Quantity(missing, rounding: .towardZero) }
        let isUnderWay = known.map { !$0.sent.isZero } ?? false
        if known?.filledAt == nil, !isUnderWay, try isNothing(parts[step], line) {
          record.filled.insert(key)
        }
      }
    }
  }

  /// Less than one lot, or worth less than the minimum trade.
  private func isNothing(_ part: Ratio, _ line: Line) throws(ArithmeticFailure) -> Bool {
    if part < line.lot.ratio { return true }
    return try isBelowMinimum(part, line)
  }

  // MARK: Rules

  private func noteStates(in record: inout AppliedRun) {
    for firing in firings {
      let plan = plans[firing.plan]
      let key = plan.stateKey(in: market)
      if firing.state == .exits { record.exits.insert(key) }
      switch plan.rule.action {
      case .build, .review: continue
      case .hold where plan.until == nil: continue
      case .hold, .trim, .freeze, .hedge: break
      }
      switch firing.state {
      case .fires: record.states[key] = true
      case .waits, .ended, .exits, .cooldown: record.states[key] = false
      case .quiet, .blind: continue
      }
    }
  }

  /// What `trim … by` measures stays while the rule is in force or undecided.
  private func noteTrimBases(in record: inout AppliedRun) throws(ArithmeticFailure) {
    for firing in firings {
      let plan = plans[firing.plan]
      guard case .trim(let trim) = plan.rule.action, case .by = trim.bound else { continue }
      switch firing.state {
      case .waits, .ended, .exits, .cooldown: continue
      case .fires, .quiet, .blind: break
      }
      for index in lineIndices(of: trim.target.set, member: plan.member) {
        let line = lines[index]
        let key = Journal.HoldingKey(rule: plan.key, instrument: line.instrument)
        if let base = journal.trimBase[key] {
          record.trimBases[key] = base
        } else if firing.state == .fires {
          record.trimBases[key] = try line.size()
        }
      }
    }
  }
}

extension BuildAsk.Member {
  /// What each unlocked step misses of the lower bound, in order: the raise, after the basket's factor,
  /// goes to the earliest steps first.
  func parts(factor: Ratio) throws(ArithmeticFailure) -> [Ratio] {
    var left = try raise.multiplied(by: factor)
    var parts: [Ratio] = []
    for missing in missing {
      let part = min(left, missing)
      parts.append(part)
      left = try left.subtracting(part)
    }
    return parts
  }
}

extension [Order.Credit] {
  /// By rule; the steps of one rule stay in their order.
  fileprivate func stablySorted() -> [Order.Credit] {
    enumerated().sorted { ($0.element.rule, $0.offset) < ($1.element.rule, $1.offset) }
      .map(\.element)
  }
}

extension Quantity {
  /// What of it is on one side, unsigned.
  fileprivate func unsigned(isLong: Bool) throws(ArithmeticFailure) -> Quantity {
    if isZero || isNegative == isLong { return .zero }
    return isNegative ? try negated() : self
  }
}
