import Portfolio
import Quantities
import RuleChecker

/// Stage 3, limits that act as rules: a no-trade limit is a freeze, an enforced one a trim.
extension AccountRun {
  mutating func boundByLimits() throws(ArithmeticFailure) {
    for limit in world.rulebook.limits where applies(to: limit.accounts) {
      guard case .noTrade(let trade, let set) = limit.subject, limit.force != .advisory else {
        continue
      }
      freezeLines(
        of: set,
        nil,
        buys: trade != .sells,
        sells: trade != .buys,
        by: limit.name
      )
    }
    for terms in world.limits where applies(to: terms.limit.accounts) {
      guard terms.limit.force == .enforced,
        case .bound(_, .atMost, let bound) = terms.limit.subject
      else { continue }
      try enforce(terms, at: Percent(units: bound.units))
    }
  }

  /// Hedge instruments are left to their hedges.
  private mutating func enforce(
    _ terms: LimitCheck.Terms,
    at weight: Percent
  ) throws(ArithmeticFailure) {
    if nav != nil, untaggedDimension(of: terms) != nil { return }
    guard case .weight = terms.figure else { return }
    for (_, members) in subjects(of: terms) {
      try trimToWeight(
        weight,
        members.filter { !lines[$0].isOfHedge },
        isTogether: !terms.isOneInstrument,
        by: terms.name
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
