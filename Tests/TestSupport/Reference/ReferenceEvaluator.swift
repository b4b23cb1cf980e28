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
    list(attempt)
    for (index, wanted) in attempt.sizing.wanted {
      outcome.wantedHedges[symbol(index)] = wanted.exactly(Quantity.self)
    }
    if factor < 10_000, !increases.isEmpty { outcome.factor = factor }
    outcome.cashAfter = total(attempt.balances)?.exactly(Amount.self)
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
    outcome.changes += reductions.map { change($0, $0.change < .zero ? "sell" : "cover") }
    outcome.changes += shorts.map { change($0, "short") }
    for conversion in attempt.conversions {
      outcome.changes.append(
        ReferenceOutcome.Change(
          symbol: "\(conversion.bought)",
          action: "convert",
          quantity: conversion.amount.exactly(Quantity.self) ?? .zero,
          value: nil
        )
      )
    }
    outcome.changes += buys.map { change($0, "buy") }
  }

  private func change(_ trade: ReferenceTrade, _ action: String) -> ReferenceOutcome.Change {
    ReferenceOutcome.Change(
      symbol: symbol(trade.index),
      action: action,
      quantity: trade.change.magnitude.exactly(Quantity.self) ?? .zero,
      value: book.worth(trade.index).flatMap { value(trade, $0).exactly(Amount.self) }
    )
  }

  /// A step of a firing build is unlocked with every step before it; `filled` is a matter of
  /// display.
  private func mark(_ firing: ReferenceFiring) -> ReferenceOutcome.RuleMark {
    let steps = firing.gates.indices.map { position in
      if position < firing.unlocked { return firing.fires ? "unlocked" : "waits" }
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
      steps: steps
    )
  }
}
