internal import Portfolio
internal import Quantities
internal import RuleChecker

/// Hedges that leave the account further from net zero keep the limits.
extension ReferencePlan {
  /// Quantities with the hedges at the largest factor, `top` or below, that breaks no limit; that factor,
  /// and the limit that forbids `top`.
  func hedged(
    _ quantities: [BigRatio],
    _ sizing: HedgeSizing,
    below top: Int
  ) -> (quantities: [BigRatio], factor: Int, limit: String?) {
    func after(_ factor: Int) -> [BigRatio] {
      var after = quantities
      for index in hedges {
        let increase = sizing.increases[index].map { shrunk(index, $0, factor) } ?? .zero
        after[index] = after[index] + (sizing.reductions[index] ?? .zero) + increase
      }
      return after
    }
    let calm = after(0)
    guard let limit = limitBroken(from: calm, to: after(top)) else { return (after(top), top, nil) }
    var last: [BigRatio] = []
    for factor in stride(from: top - 1, through: 1, by: -1) {
      let tried = after(factor)
      if tried == last { continue }
      if limitBroken(from: calm, to: tried) == nil { return (tried, factor, limit) }
      last = tried
    }
    return (calm, 0, limit)
  }

  private func limitBroken(from calm: [BigRatio], to after: [BigRatio]) -> String? {
    guard let nav = book.nav else { return nil }
    func moment(_ quantities: [BigRatio]) -> ReferenceMoment {
      ReferenceMoment(quantities: quantities, cash: .zero, traded: .zero)
    }
    func net(_ quantities: [BigRatio]) -> BigRatio {
      sum(indices.map { ((book.unitExposure($0) ?? .zero) * quantities[$0]).round4 }).magnitude
    }
    guard net(after) > net(calm) else { return nil }
    for limit in limits.sorted(by: { $0.name < $1.name }) where limit.force != .advisory {
      guard case .bound(let measure, let side, let number) = limit.subject else { continue }
      switch measure {
      case .weightOfEachInstrument, .tradeOfEachInstrument, .cash, .turnover: continue
      case .weightOfEachValue, .weightOfSet, .gross: if side == .atLeast { continue }
      case .net, .beta: break
      }
      let way = BigRatio(side == .atMost ? 1 : -1)
      func bySubject(_ quantities: [BigRatio]) -> [String: BigRatio] {
        Dictionary(
          uniqueKeysWithValues: figures(measure, moment(quantities)).map { ($0, way * $1) }
        )
      }
      let start = bySubject(book.quantities)
      let old = bySubject(calm)
      let bound = way * BigRatio(number) * nav
      for (subject, new) in bySubject(after) where new > bound {
        guard let before = start[subject], let between = old[subject] else { continue }
        if new > before, new > between { return limit.name }
      }
    }
    return nil
  }
}
