internal import Portfolio
internal import Quantities
internal import RuleChecker

/// An account at some point of its changes, as limits see it.
struct ReferenceMoment {
  var quantities: [BigRatio]
  /// In the base currency.
  var cash: BigRatio
  /// Values of this proposal's trades so far, summed.
  var traded: BigRatio
}

/// Which limits are broken, and by what.
extension ReferencePlan {
  mutating func reviewBreaches(
    start: ReferenceMoment,
    afterReductions: ReferenceMoment,
    withoutHedges: ReferenceMoment,
    end: ReferenceMoment
  ) {
    guard book.nav != nil else { return }
    for limit in limits where limit.force != .advisory {
      let first = broken(limit, start)
      let second = broken(limit, afterReductions)
      let third = broken(limit, withoutHedges)
      let last = broken(limit, end)
      if !first.isEmpty { review(limit.name, "limit_breached") }
      // What holds again at the end is not broken.
      if !second.subtracting(first).intersection(last).isEmpty {
        review(limit.name, "broken_by_reduction")
      }
      if !last.subtracting(first).subtracting(second).subtracting(third).isEmpty {
        review(limit.name, "broken_by_hedge")
      }
    }
  }

  /// The limit's subjects that are beyond its bound.
  private func broken(_ limit: Limit, _ moment: ReferenceMoment) -> Set<String> {
    guard case .bound(let measure, let side, let number) = limit.subject, let nav = book.nav else {
      return []
    }
    var found: Set<String> = []
    for (subject, figure) in figures(measure, moment) {
      let bound = BigRatio(number) * nav
      if side == .atMost ? figure > bound : figure < bound { found.insert(subject) }
    }
    return found
  }

  /// The figures that a limit bounds, in money of the base currency.
  func figures(_ measure: Limit.Measure, _ moment: ReferenceMoment) -> [(String, BigRatio)] {
    func exposure(_ index: Int) -> BigRatio {
      ((book.unitExposure(index) ?? .zero) * moment.quantities[index]).round4
    }
    func gross(_ members: [Int]) -> BigRatio { sum(members.map { exposure($0).magnitude }) }
    switch measure {
    case .weightOfEachInstrument:
      return
        indices
        .filter { !book.isApart($0, hedges: hedges) && !moment.quantities[$0].isZero }
        .map { (symbol($0), exposure($0).magnitude) }
    case .weightOfEachValue(let dimension):
      return groups(of: dimension, quantities: moment.quantities)
        .map { ($0.name, gross($0.members)) }
    case .weightOfSet(let set):
      let members = book.members(of: set, in: rulebook, member: nil, reading: .limited)
      return [("set", gross(members))]
    case .gross: return [("account", gross(Array(indices)))]
    case .net: return [("account", sum(indices.map(exposure)))]
    case .beta:
      let held = indices.filter { !moment.quantities[$0].isZero }
      let betas = held.map { world.market.instruments[$0].beta }
      if betas.contains(nil) { return [] }
      let products = zip(held, betas).map { exposure($0) * ($1.map { BigRatio($0) } ?? .zero) }
      return [("account", sum(products))]
    case .cash: return [("account", moment.cash)]
    case .turnover(let window):
      return [("account", turnover(window, of: moment.traded))]
    case .tradeOfEachInstrument: return []
    }
  }

  /// ½ of what was traded within the window and is to be traded now.
  func turnover(_ window: Duration, of traded: BigRatio) -> BigRatio {
    let start = world.asOf.subtracting(window)
    let before = journal.trades.filter { $0.at > start && $0.at <= world.asOf }
    return (sum(before.map { BigRatio($0.value) }) + traded) / BigRatio(2)
  }
}
