import Quantities
import RuleChecker

/// Hedges and limits. A hedge that brings the account nearer to net zero is never held back. One that
/// leaves it further from net zero keeps the limits as increases do: what hedges put on shrinks by one
/// factor, the largest whole basis point at which no limit is broken that held, or worse that was broken.
extension AccountRun {
  func holdHedgesToLimits(
    _ result: inout Feasible,
    below top: Int
  ) throws(ArithmeticFailure) {
    guard result.sizes.contains(where: { !$0.change.isZero }) else { return }
    guard let limit = try limitBroken(byHedgesOf: result) else { return }
    result.hedgeLimit = limit
    if try hedgeIncreases(result.hedged).count(where: { !$0.isZero }) == 1 {
      // More of one instrument only leads further: where a factor breaks a limit, every larger one does.
      let whole = result
      result.hedgeFactor = try hedgeFactors(whole.sizes).largestByHalving(below: top) {
        factor throws(ArithmeticFailure) in
        var tried = whole
        tried.hedged = try hedgeChanges(whole.sizes, factor: factor)
        return try limitBroken(byHedgesOf: tried) == nil
      }
      result.hedged = try hedgeChanges(whole.sizes, factor: result.hedgeFactor)
      return
    }
    var last = result.hedged
    for factor in stride(from: top - 1, through: 0, by: -1) {
      let hedged = try hedgeChanges(result.sizes, factor: factor)
      if hedged == last && factor > 0 { continue }
      last = hedged
      result.hedged = hedged
      result.hedgeFactor = factor
      if try limitBroken(byHedgesOf: result) == nil { return }
    }
  }

  /// What each hedge puts on with these changes, signed.
  func hedgeIncreases(_ changes: [Quantity]) throws(ArithmeticFailure) -> [Quantity] {
    var increases: [Quantity] = []
    for (number, job) in hedges.enumerated() {
      let held = try lines[job.line].afterReduction()
      increases.append(try HedgeParts(change: changes[number], held: held).increase)
    }
    return increases
  }

  /// Factors of what hedges of these sizes put on.
  func hedgeFactors(_ sizes: [HedgeSize]) throws(ArithmeticFailure) -> FactorSearch {
    var increases: [(size: Ratio, lot: Quantity)] = []
    for (job, increase) in zip(hedges, try hedgeIncreases(sizes.map(\.change))) {
      increases.append((try increase.ratio.absolute(), lines[job.line].lot))
    }
    return try FactorSearch(increases)
  }

  /// The changes of all hedges, their increases times a factor in basis points.
  func hedgeChanges(
    _ sizes: [HedgeSize],
    factor: Int
  ) throws(ArithmeticFailure) -> [Quantity] {
    var changes: [Quantity] = []
    changes.reserveCapacity(sizes.count)
    for (number, job) in hedges.enumerated() {
      changes.append(try shrunk(sizes[number].change, job, factor))
    }
    return changes
  }

  /// The first limit that what hedges put on would break, if it leaves the account further from net zero.
  private func limitBroken(byHedgesOf result: Feasible) throws(ArithmeticFailure) -> String? {
    let calm = try hedged(result.holdings, by: try hedgeChanges(result.sizes, factor: 0))
    let after = try hedged(result.holdings, by: result.hedged)
    guard calm != after else { return nil }
    let net = netExposure(calm)
    guard netExposure(after).magnitude > net.magnitude else { return nil }
    for check in limits where !check.isAdvisory && bindsHedges(check) {
      guard let before = check.before,
        let old = try exposureFigure(check.figure, of: check.members, calm.exposures),
        let new = try exposureFigure(check.figure, of: check.members, after.exposures),
        !check.holds(new)
      else { continue }
      // Past the bound, past where hedges began, and past where the account stood.
      let isWorse =
        check.side == .atMost ? new > old && new > before : new < old && new < before
      if isWorse { return check.name }
    }
    return nil
  }

  /// Lower bounds of weights are only reported; volume, cash and turnover are looked after elsewhere.
  private func bindsHedges(_ check: LimitCheck) -> Bool {
    switch check.figure {
    case .weight: check.side == .atMost && !check.isOneInstrument
    case .net, .beta: true
    case .trade, .cash, .turnover: false
    }
  }

  /// What is held once hedges change by `changes` as well.
  private func hedged(
    _ holdings: Holdings,
    by changes: [Quantity]
  ) throws(ArithmeticFailure) -> Holdings {
    var holdings = holdings
    for (number, change) in changes.enumerated() {
      try holdings.add(change, to: hedges[number].line, of: lines)
    }
    return holdings
  }

  /// Σ of the exposures that are known, in units of an amount: no sum of 64 bits leaves 128.
  private func netExposure(_ holdings: Holdings) -> Int128 {
    holdings.exposures.reduce(into: 0) { $0 += Int128($1?.units ?? 0) }
  }

  /// What limits kept hedges from putting on asks for a person.
  mutating func reviewHedgesCutByLimit(_ result: Feasible) throws(ArithmeticFailure) {
    guard let limit = result.hedgeLimit else { return }
    let whole = try hedgeChanges(result.sizes, factor: 10_000)
    for (number, job) in hedges.enumerated() where result.hedged[number] != whole[number] {
      review(
        limit,
        "hedge_over_limit",
        "it leaves room for \(result.hedged[number]) of \(whole[number]) "
          + symbol(lines[job.line])
      )
    }
  }
}
