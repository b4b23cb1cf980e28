internal import Evaluator
public import Portfolio
public import Quantities
public import RuleChecker

/// A second evaluator, naive and shaped like `docs/evaluation.md`. It shares nothing with the real
/// one but value types and the checked rulebook: no stage, no arithmetic, no search.
public enum ReferenceEvaluator {
  public static func evaluate(
    rulebook: CheckedRulebook,
    market: Market,
    items: [Item],
    acts: [CatalystAct],
    account: Account,
    journal: Journal,
    asOf: Instant
  ) -> ReferenceOutcome {
    let world = ReferenceWorld(
      rulebook: rulebook,
      market: market,
      items: items,
      acts: acts,
      asOf: asOf
    )
    var plan = ReferencePlan(world: world, account: account, journal: journal)
    if let failure = plan.book.navFailure { plan.block("account", failure) }
    let fire = ReferenceFire(world: world, account: account, journal: journal, book: plan.book)
    plan.firings = fire.instances.map(fire.firing)
    plan.guardBlindEarly()
    plan.bound()
    plan.target()
    plan.applyLimits()
    let fixed = plan.decideHedges()
    let (attempt, factor) = plan.fit(fixed: fixed)
    if let limit = attempt.hedgeLimit { plan.review(limit, "hedge_over_limit") }
    plan.conclude(attempt, factor: factor, fixed: fixed)
    return plan.outcome
  }
}

extension ReferencePlan {
  /// Hedge and review rules are decided after the changes and guard nothing before.
  fileprivate mutating func guardBlindEarly() {
    reviewUnknown()
    reviewOrphans()
    reviewOverdue()
    let all = firings
    firings = all.filter { !$0.instance.isDecidedLate }
    guardBlind()
    firings = all
  }

  fileprivate mutating func conclude(
    _ attempt: ReferenceAttempt,
    factor: Int,
    fixed: Set<Int>
  ) {
    outcome.nav = book.nav?.exactly(Amount.self)
    outcome.navIsEstimated = book.navIsEstimated
    for mark in attempt.sizing.blocked { outcome.blocked.insert(mark) }
    if isOverdrawn(ledger(trades(to: reductionsOnly(fixed)))) { review("account", "overdrawn") }
    reviewMoments(attempt, factor: factor)
    noteFit(attempt, factor: factor)
    list(attempt)
    for (index, wanted) in attempt.sizing.wanted {
      outcome.wantedHedges[symbol(index)] = wanted.exactly(Quantity.self)
    }
    if factor < 10_000, !increases.isEmpty { outcome.factor = factor }
    outcome.cashAfter = total(attempt.balances)?.exactly(Amount.self)
    reportAll(attempt, fixed: fixed)
    for firing in firings { outcome.rules.insert(mark(firing)) }
    let asksPerson = !outcome.reviews.isEmpty || !outcome.conflicts.isEmpty
    outcome.status = !outcome.blocked.isEmpty ? "blocked" : asksPerson ? "review" : "ready"
  }

  private mutating func reviewMoments(_ attempt: ReferenceAttempt, factor: Int) {
    let reductions = trades(to: reduced)
    let plain = attempt.trades.filter { !hedges.contains($0.index) }
    func moment(_ trades: [ReferenceTrade]) -> ReferenceMoment {
      var quantities = book.quantities
      for trade in trades { quantities[trade.index] = quantities[trade.index] + trade.change }
      return ReferenceMoment(
        quantities: quantities,
        cash: total(ledger(trades)) ?? .zero,
        traded: traded(trades)
      )
    }
    reviewBreaches(
      start: moment([]),
      afterReductions: moment(reductions),
      withoutHedges: moment(plain),
      end: moment(attempt.trades)
    )
  }

  /// Sells and covers by symbol, shorts by symbol, conversions by currency, buys by symbol.
  private mutating func list(_ attempt: ReferenceAttempt) {
    let reductions = attempt.trades.filter { !$0.isIncrease }
    let shorts = attempt.trades.filter { $0.isIncrease && $0.change < .zero }
    let buys = attempt.trades.filter { $0.isIncrease && $0.change > .zero }
    let after = quantities(after: attempt)
    outcome.changes += reductions.map { change($0, $0.change < .zero ? "sell" : "cover", after) }
    outcome.changes += shorts.map { change($0, "short", after) }
    for conversion in attempt.conversions {
      outcome.changes.append(
        ReferenceOutcome.Change(
          symbol: "\(conversion.bought)",
          action: "convert",
          quantity: conversion.amount.exactly(Quantity.self) ?? .zero,
          value: nil,
          price: nil,
          currency: conversion.sold
        )
      )
    }
    for (position, trade) in buys.enumerated() {
      var change = change(trade, "buy", after)
      let bought = Array(buys.prefix(position + 1))
      change.dependsOn = dependencies(bought, reductions + shorts, attempt.conversions)
      outcome.changes.append(change)
    }
  }

  private func change(_ trade: ReferenceTrade, _ action: String, _ after: [BigRatio])
    -> ReferenceOutcome.Change
  {
    let index = trade.index
    var change = ReferenceOutcome.Change(
      symbol: symbol(index),
      action: action,
      quantity: trade.change.magnitude.exactly(Quantity.self) ?? .zero,
      value: book.worth(index).flatMap { value(trade, $0).exactly(Amount.self) },
      price: book.price(index)?.exactly(Price.self),
      currency: world.market.instruments[index].currency
    )
    let weights = [book.quantities[index], after[index]].map { weight(index, $0) }
    change.weights = weights.map(nineDecimals).joined(separator: " → ")
    if hedges.contains(index) {
      change.rules = hedgeRules(on: index, in: firings).map { $0.0.instance.label }.sorted()
      return change
    }
    let bound = bounds[index]
    change.rules = Set(trade.isIncrease ? bound.lowerRules : bound.upperRules).sorted()
    guard trade.isIncrease else { return change }
    let asking = bound.lower.filter { $0.quantity == bound.greatestLower?.quantity }
    change.steps = asking.flatMap(\.steps)
    change.cuts = (cuts[index] ?? []).map(\.shown)
    return change
  }

  private func weight(_ index: Int, _ quantity: BigRatio) -> BigRatio? {
    if quantity.isZero { return .zero }
    guard let nav = book.nav, let unit = book.unitExposure(index) else { return nil }
    return (unit * quantity).round4 / nav
  }

  /// What must come before the last of these buys: conversions into its currency, and every sale where
  /// cash would not do without.
  private func dependencies(
    _ bought: [ReferenceTrade],
    _ sales: [ReferenceTrade],
    _ conversions: [ReferenceConversion]
  ) -> [String] {
    guard let last = bought.last else { return [] }
    let currency = world.market.instruments[last.index].currency
    let balances = ledger(bought)
    var needs = conversions.filter { $0.bought == currency }.map { "\($0.bought)" }
    let isShort = account.kind == .cash && (balances[currency] ?? .zero) < .zero
    if isShort || (total(balances).map { $0 < floor } ?? true) {
      needs += sales.map { symbol($0.index) }
    }
    return Set(needs).sorted()
  }

  private func mark(_ firing: ReferenceFiring) -> ReferenceOutcome.RuleMark {
    let steps = firing.gates.indices.map { position in
      if position < firing.unlocked, firing.fires { return unlockedStep(position, firing) }
      switch firing.gates[position] {
      case .quiet: return "quiet"
      case .blind: return "blind"
      case .yes, .no: return "waits"
      }
    }
    return ReferenceOutcome.RuleMark(
      rule: firing.instance.rule.name,
      member: firing.instance.symbol,
      state: firing.state.rawValue,
      decidedBy: firing.decidedBy,
      steps: steps
    )
  }

  /// Filled when nothing of it is missing in any member; unlocked also where that can't be told.
  private func unlockedStep(_ position: Int, _ firing: ReferenceFiring) -> String {
    guard case .build(let build) = firing.instance.rule.action else { return "unlocked" }
    let mine = asks.filter { $0.firing.instance.label == firing.instance.label }
    if mine.count < members(build.target, firing.instance).count { return "unlocked" }
    let isMissing = mine.contains { ask in
      let before = sum(ask.missingOfSteps.prefix(position))
      return ask.isMissing && before < ask.missing && ask.missingOfSteps[position] > .zero
    }
    return isMissing ? "unlocked" : "filled"
  }
}
