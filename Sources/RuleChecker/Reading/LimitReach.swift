/// Which limits of a rulebook bear on one rule: those that can hold back what it asks for.
struct LimitReach {
  let bearing: [Limit]

  init(_ rule: Rule, in rulebook: CheckedRulebook) {
    let reach = InstrumentReach(rule.actionSet, of: rule, in: rulebook)
    bearing = rulebook.limits.filter { limit in
      guard limit.force != .advisory else { return false }
      switch rule.action {
      case .build: return limit.holdsBack(buys: true, sells: rule.isShort, reach, rule, rulebook)
      case .hold: return limit.holdsBack(buys: true, sells: true, reach, rule, rulebook)
      case .trim: return limit.forbids(buys: false, sells: true, reach, rule, rulebook)
      case .hedge(let hedge): return limit.bears(onHedgeWith: hedge.instrument, rulebook)
      case .freeze, .review: return false
      }
    }
  }
}

extension Rule {
  fileprivate var isShort: Bool {
    if case .build(let build) = action { build.isShort } else { false }
  }
}

extension Limit {
  /// Whether it is a bound that no change is held back by, and that is only reported.
  var isOnlyReported: Bool {
    if force == .advisory { return true }
    switch subject {
    case .bound(.cash, .atMost, _): return true
    case .bound(.weightOfEachInstrument, .atLeast, _), .bound(.weightOfEachValue, .atLeast, _),
      .bound(.weightOfSet, .atLeast, _), .bound(.gross, .atLeast, _):
      return true
    case .bound, .noTrade: return false
    }
  }

  fileprivate func holdsBack(
    buys: Bool,
    sells: Bool,
    _ reach: InstrumentReach,
    _ rule: Rule,
    _ rulebook: CheckedRulebook
  ) -> Bool {
    if isOnlyReported { return false }
    switch subject {
    case .noTrade: return forbids(buys: buys, sells: sells, reach, rule, rulebook)
    case .bound(.weightOfSet(let set), _, _):
      return reach.canShare(InstrumentReach(set, of: rule, in: rulebook))
    case .bound: return true
    }
  }

  fileprivate func forbids(
    buys: Bool,
    sells: Bool,
    _ reach: InstrumentReach,
    _ rule: Rule,
    _ rulebook: CheckedRulebook
  ) -> Bool {
    guard case .noTrade(let trade, let set) = subject else { return false }
    let isConcerned =
      switch trade {
      case .trade: true
      case .buys: buys
      case .sells: sells
      }
    return isConcerned && reach.canShare(InstrumentReach(set, of: rule, in: rulebook))
  }

  /// Hedges need cash, and are bound by a ban that names their instrument or `all`.
  fileprivate func bears(onHedgeWith symbol: String, _ rulebook: CheckedRulebook) -> Bool {
    switch subject {
    case .bound(.cash, .atLeast, _): return true
    case .bound: return false
    case .noTrade(_, let set): return set.reachesAll || set.names(symbol, in: rulebook)
    }
  }
}

extension InstrumentSet {
  fileprivate func names(_ symbol: String, in rulebook: CheckedRulebook) -> Bool {
    switch kind {
    case .symbol(let own): own == symbol
    case .basket(let index):
      rulebook.baskets.indices.contains(index)
        && rulebook.baskets[index].members.contains { $0.symbol == symbol }
    case .held(let inner): inner.names(symbol, in: rulebook)
    case .except(let inner, let away):
      inner.names(symbol, in: rulebook) && !away.names(symbol, in: rulebook)
    case .tag, .all, .member: false
    }
  }
}

extension InstrumentReach {
  /// Whether one instrument can be in both sets, as far as the rulebook alone says.
  fileprivate func canShare(_ other: InstrumentReach) -> Bool {
    switch (symbols, other.symbols) {
    case (let one?, let two?): return !one.isDisjoint(with: two)
    case (let one?, nil): return !one.isSubset(of: other.excluded)
    case (nil, let two?): return !two.isSubset(of: excluded)
    case (nil, nil): return true
    }
  }
}
