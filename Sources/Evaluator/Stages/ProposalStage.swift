import Portfolio
import Quantities
import RuleChecker

/// Puts the outcome of the stages into a proposal: every holding, target, rule and limit appears in it as
/// a change, a hold, or blocked with a reason.
extension AccountRun {
  mutating func proposal(
    _ detail: ProposalDetail = .full
  ) throws(ArithmeticFailure) -> AccountProposal {
    let known = reviews
    var proposal = try draft(detail)
    let broken = Verification(run: self, changes: proposal.changes).brokenPromises()
    if !broken.isEmpty {
      reviews = known
      try withdrawIncreases()
      proposal = try draft(detail)
      blockForBrokenPromises(broken, proposal.changes)
    }
    proposal.lastApplied = journal.lastApplied
    if detail != .changes { proposal.unopenedSteps = unopenedSteps() }
    if detail == .full { proposal.run = try appliedRun(of: proposal) }
    proposal.blocked = blocked.sorted { ($0.subject, $0.code) < ($1.subject, $1.code) }
    proposal.reviews = reviews.sorted { ($0.subject, $0.code) < ($1.subject, $1.code) }
    proposal.conflicts = conflicts.sorted {
      ($0.symbol, $0.rules.joined()) < ($1.symbol, $1.rules.joined())
    }
    proposal.status =
      !blocked.isEmpty ? .blocked : (reviews.isEmpty && conflicts.isEmpty ? .ready : .review)
    return proposal
  }

  /// What the stages decided, not yet verified.
  private mutating func draft(
    _ detail: ProposalDetail
  ) throws(ArithmeticFailure) -> AccountProposal {
    var proposal = AccountProposal(account: account.name, baseCurrency: account.baseCurrency)
    proposal.nav = nav
    proposal.navIsEstimated = isNavEstimated && nav != nil
    if detail != .changes {
      proposal.rules = try ruleReports(detail)
      proposal.steps = try stepStandings()
    }
    let trades = try trades()
    proposal.changes = try changes(trades, detail)
    let limits = try judgedLimits()
    if detail != .changes {
      proposal.holds = holds(besides: trades)
      proposal.hedges = try hedgeReports()
      proposal.limits = limitReports(limits, detail)
      let walk = try walk(of: trades)
      proposal.cash = cashChanges(walk)
      proposal.totals = try totals(of: trades, cashAfter: try walk.total())
    }
    reviewUnknownInstruments()
    reviewOrphans()
    reviewOverdueCatalysts()
    try reviewOverdraft(of: trades)
    return proposal
  }

  private func cashChanges(_ walk: CashWalk) -> [CashChange] {
    // A walk begins with all that is there, and forgets no currency.
    walk.balances.map { money in
      CashChange(
        currency: money.currency,
        before: cash.first { $0.currency == money.currency }?.amount ?? .zero,
        after: money.amount
      )
    }
  }

  // MARK: Changes

  private func changes(
    _ trades: [Trade],
    _ detail: ProposalDetail
  ) throws(ArithmeticFailure) -> [Change] {
    var reductions: [Change] = []
    var increases: [Change] = []
    let freed = detail == .changes ? [:] : try freedBy()
    for trade in trades {
      let parts = trade.parts
      if !parts.reduction.isZero {
        reductions.append(try change(trade.line, parts.reduction, detail, isIncrease: false))
      }
      if !parts.increase.isZero {
        var increase = try change(trade.line, parts.increase, detail, isIncrease: true)
        increase.freedBy = (freed[trade.line] ?? []).sorted().map { symbol(lines[$0]) }
        increases.append(increase)
      }
    }
    let conversions = try (feasible?.conversions ?? []).map {
      (conversion) throws(ArithmeticFailure) in
      try change(for: conversion)
    }.sorted { ($0.symbol, $0.currency) < ($1.symbol, $1.currency) }
    let shorts = increases.filter { $0.action == .short }
    var buys = increases.filter { $0.action == .buy }
    try Funding(run: self, sales: reductions + shorts, conversions: conversions).link(&buys)
    return reductions + shorts + conversions + buys
  }

  private func change(
    _ index: Int,
    _ quantity: Quantity,
    _ detail: ProposalDetail,
    isIncrease: Bool
  ) throws(ArithmeticFailure) -> Change {
    let line = lines[index]
    let isBuy = quantity.units > 0
    let size = isBuy ? quantity : try quantity.negated()
    let value = try line.unit.bookedValue(of: size)
    var rules = (isIncrease ? line.lower?.rules : line.upper?.rules) ?? []
    if isIncrease ? line.added.isZero : line.removed.isZero { rules = [] }
    if !line.hedged.isZero { rules += hedgeRules(of: index) }
    let facts = detail == .changes ? [] : self.facts(of: rules)
    let (amount, fee) = try CashWalk.amounts(basis, line.terms, size)
    return Change(
      symbol: symbol(line),
      action: isIncrease ? (isBuy ? .buy : .short) : (isBuy ? .cover : .sell),
      quantity: size,
      price: line.unit.price,
      currency: line.terms.listed.currency,
      value: value,
      amount: line.unit.price == nil ? nil : amount,
      fee: fee,
      weightBefore: try weight(of: line.held, line),
      weightAfter: try weight(of: try line.afterAll(), line),
      rules: rules.count > 1 ? Set(rules).sorted() : rules,
      steps: isIncrease ? line.lower?.steps ?? [] : [],
      facts: facts,
      cuts: isIncrease ? line.cuts : [],
      evidence: detail == .changes ? nil : try evidence(of: index, isIncrease: isIncrease)
    )
  }

  /// What the conditions of rules read of the world, ascending, each once.
  private func facts(of rules: [String]) -> [String] {
    let reporter = RuleReporter(world: world)
    let known = rules.compactMap { plans.plan(for: $0) }
    if known.count == 1 { return reporter.facts(of: known[0]) }
    return Set(known.flatMap { reporter.facts(of: $0) }).sorted()
  }

  func hedgeRules(of line: Int) -> [String] {
    hedges.first { $0.line == line }?.rules.map { plans[$0.plan].key } ?? []
  }

  private func change(for conversion: Conversion) throws(ArithmeticFailure) -> Change {
    let rate = try conversion.sold.amount.ratio.divided(by: conversion.bought.amount.ratio)
    let base = try exchange.rate(of: conversion.sold.currency)?.ratio ?? .one
    return Change(
      symbol: conversion.bought.currency.description,
      action: .convert,
      quantity: try Quantity(conversion.bought.amount.ratio, rounding: .halfEven),
      price: try Price(rate, rounding: .halfEven),
      currency: conversion.sold.currency,
      value: try Amount(
        try conversion.sold.amount.ratio.multiplied(by: base),
        rounding: .halfEven
      ),
      amount: conversion.sold.amount,
      evidence: .conversion(conversion.evidence)
    )
  }

  func weight(of quantity: Quantity, _ line: Line) throws(ArithmeticFailure) -> Ratio? {
    if quantity.isZero { return .zero }
    guard let nav, let exposure = try line.unit.bookedExposure(of: quantity) else { return nil }
    return try exposure.ratio.divided(by: nav.ratio)
  }

  // MARK: Holds

  private func holds(besides trades: [Trade]) -> [Hold] {
    var holds: [Hold] = []
    holds.reserveCapacity(lines.count)
    let asked = askedLines()
    var left = trades[...]
    for index in lines.indices {
      if left.first?.line == index {
        left.removeFirst()
        continue
      }
      let isHedge = hedges.contains { $0.line == index }
      let hold = lines[index].hold
      let isWanted = lines[index].lower != nil || hold != nil || isHedge
      if lines[index].held.isZero && !isWanted { continue }
      let isSpokenOf = isWanted || lines[index].upper != nil || asked[index]
      let (code, detail) = hold ?? (Hold.Code.satisfied, "")
      holds.append(
        Hold(
          symbol: symbol(lines[index]),
          quantity: lines[index].held,
          code: isSpokenOf ? code : .noRule,
          detail: detail
        )
      )
    }
    return holds
  }

  /// Of each line whether a build in force speaks of it.
  private func askedLines() -> [Bool] {
    var asked = [Bool](repeating: false, count: lines.count)
    for ask in asks {
      for member in ask.members { asked[member.line] = true }
      guard ask.satisfied > 0, let tag = plans[ask.plan].tagged else { continue }
      for place in places(of: tag) where place.isTarget { asked[place.line] = true }
    }
    return asked
  }

  /// What turnover and cash cut, and what rounding left of nothing.
  mutating func noteCuts() throws(ArithmeticFailure) {
    for index in lines.indices where lines[index].increase > .zero {
      let line = lines[index]
      if factor < 10_000 {
        let ratio = try Ratio(Int128(factor), over: 10_000)
        lines[index].cuts.append(
          Cut(
            by: factorCauses.joined(separator: ", "),
            from: line.increase,
            to: try line.increase.multiplied(by: ratio),
            factor: ratio
          )
        )
      }
      guard line.added.isZero else { continue }
      let cuts = lines[index].cuts
      if cuts.isEmpty {
        let isUnderLot = line.increase < line.lot.ratio
        lines[index].hold = (isUnderLot ? .satisfied : .belowMinimumTrade, "")
      } else {
        let left = cuts.last?.to ?? line.increase
        lines[index].hold = (
          left < line.lot.ratio ? .tooSmall : .belowMinimumTrade,
          "after \(cuts.map(\.by).joined(separator: ", "))"
        )
      }
    }
  }

  // MARK: Totals

  private func totals(
    of trades: [Trade],
    cashAfter: Amount?
  ) throws(ArithmeticFailure) -> Totals {
    var totals = Totals()
    totals.cashBefore = cashTotal
    var increases = Ratio.zero
    var reductions = Ratio.zero
    for trade in trades {
      let unit = lines[trade.line].unit
      if let value = try unit.bookedValue(of: trade.parts.increase) {
        increases = try increases.adding(try value.ratio.absolute())
      }
      if let value = try unit.bookedValue(of: trade.parts.reduction) {
        reductions = try reductions.adding(try value.ratio.absolute())
      }
    }
    totals.increases = try Amount(increases, rounding: .halfEven)
    totals.reductions = try Amount(reductions, rounding: .halfEven)
    totals.costs = try Amount(feasible?.fees ?? .zero, rounding: .halfEven)
    totals.cashAfter = cashAfter
    totals.turnover = try turnover(of: try increases.adding(reductions))
    guard let nav else { return totals }
    func share(_ sum: Int128?) throws(ArithmeticFailure) -> Ratio? {
      guard let sum else { return nil }
      return try Ratio(sum, over: Int128(nav.units))
    }
    let (before, after) = (self.before, try holdingsAfter())
    totals.grossBefore = try share(before.gross)
    totals.grossAfter = try share(after.gross)
    totals.netBefore = try share(before.net)
    totals.netAfter = try share(after.net)
    return totals
  }

  /// Cash once every change is booked.
  private func walk(of trades: [Trade]) throws(ArithmeticFailure) -> CashWalk {
    var walk = CashWalk(run: self)
    var hasIncrease = false
    for trade in trades {
      let parts = trade.parts
      if !parts.reduction.isZero { try walk.book(lines[trade.line].terms, parts.reduction) }
      if parts.increase.isZero { continue }
      hasIncrease = true
      try walk.book(lines[trade.line].terms, parts.increase)
    }
    if account.kind == .cash, hasIncrease { _ = try walk.fillUp() }
    return walk
  }

  // MARK: Broken promises

  /// What adds goes, what takes off stays: hedges are sized anew on what reductions leave.
  private mutating func withdrawIncreases() throws(ArithmeticFailure) {
    let least = try attempt(factor: 0, hedgeFactor: 0)
    for index in lines.indices {
      lines[index].added = least.added[index]
      if lines[index].increase > .zero { lines[index].hold = (.blocked, "increases are withdrawn") }
    }
    for (number, job) in hedges.enumerated() { lines[job.line].hedged = least.hedged[number] }
    settleBases(least)
    feasible = least
  }

  private mutating func blockForBrokenPromises(_ broken: [String], _ left: [Change]) {
    block(
      "account",
      "promise_broken",
      "a check of the result failed, and all increases were withdrawn: "
        + broken.joined(separator: "; ")
    )
    let still = Verification(run: self, changes: left).promisesBrokenByReductions()
    if still.isEmpty { return }
    block(
      "account",
      Blocked.reductionsBreakPromises,
      "reductions alone break what Tranche promises, which is a fault of Tranche; do not execute them: "
        + still.joined(separator: "; ")
    )
  }
}

extension RuleReport {
  /// `rule`, or `rule[SYMBOL]`.
  public var key: String { member.map { "\(rule)[\($0)]" } ?? rule }
}
