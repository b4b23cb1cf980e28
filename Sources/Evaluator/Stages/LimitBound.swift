import Portfolio
import Quantities
import RuleChecker

/// Stage 3, limits that act as rules: a no-trade limit is a freeze, an enforced one a trim.
extension AccountRun {
  mutating func boundByLimits() throws(ArithmeticFailure) {
    for limit in world.rulebook.limits where applies(to: limit.accounts) {
      switch limit.subject {
      case .noTrade(let trade, let set):
        guard limit.force != .advisory else { continue }
        freezeLines(
          of: set,
          nil,
          buys: trade != .sells,
          sells: trade != .buys,
          by: limit.name
        )
      case .bound(_, .atMost, let bound) where limit.force == .enforced:
        try enforce(limit, at: Percent(units: bound.units))
      case .bound: continue
      }
    }
  }

  /// Hedge instruments are left to their hedges.
  private mutating func enforce(_ limit: Limit, at weight: Percent) throws(ArithmeticFailure) {
    if nav != nil, untaggedDimension(of: limit) != nil { return }
    for check in limitChecks(of: limit) {
      guard case .weight = check.figure else { continue }
      try trimToWeight(
        weight,
        check.members.filter { !lines[$0].isOfHedge },
        isTogether: !check.isOneInstrument,
        by: limit.name
      )
    }
  }

  mutating func freezeLines(
    of set: InstrumentSet,
    _ member: Int?,
    buys: Bool,
    sells: Bool,
    by name: String
  ) {
    for index in frozenLines(of: set, member: member) {
      if buys { lines[index].noBuys.append(name) }
      if sells { lines[index].noSells.append(name) }
    }
  }
}
