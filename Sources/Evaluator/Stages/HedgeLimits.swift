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
    if try putsOnOne(result) {
      // More of one instrument only leads further: where a factor breaks a limit, every larger one does.
      let whole = result
      result.hedgeFactor = try largestFitByHalving(below: top) { factor throws(ArithmeticFailure) in
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

  /// Whether only one of the hedges adds anything.
  private func putsOnOne(_ result: Feasible) throws(ArithmeticFailure) -> Bool {
    var count = 0
    for (number, job) in hedges.enumerated() {
      let held = try lines[job.line].afterReduction()
      if try !HedgeParts(change: result.hedged[number], held: held).increase.isZero { count += 1 }
    }
    return count == 1
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
    let calm = try holdings(result, hedged: try hedgeChanges(result.sizes, factor: 0))
    let after = try holdings(result, hedged: result.hedged)
    guard calm != after else { return nil }
    let net = try netExposure(calm)
    guard try netExposure(after).absolute() > net.absolute() else { return nil }
    for check in limits where !check.isAdvisory && bindsHedges(check) {
      guard let before = check.before, let old = try figure(of: check, calm),
        let new = try figure(of: check, after), !check.holds(new)
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

  /// What is held of each line after all changes, with these of the hedges.
  private func holdings(
    _ result: Feasible,
    hedged: [Quantity]
  ) throws(ArithmeticFailure) -> [Quantity] {
    var holdings: [Quantity] = []
    holdings.reserveCapacity(lines.count)
    for index in lines.indices {
      holdings.append(
        try lines[index].afterReduction().adding(try lines[index].signed(result.added[index]))
      )
    }
    for (number, job) in hedges.enumerated() {
      holdings[job.line] = try holdings[job.line].adding(hedged[number])
    }
    return holdings
  }

  private func netExposure(_ holdings: [Quantity]) throws(ArithmeticFailure) -> Ratio {
    var sum = Ratio.zero
    for (index, quantity) in holdings.enumerated() {
      if let amount = try exposure(index, of: quantity) { sum = try sum.adding(amount.ratio) }
    }
    return sum
  }

  private func figure(
    of check: LimitCheck,
    _ holdings: [Quantity]
  ) throws(ArithmeticFailure) -> Ratio? {
    try exposureFigure(of: check) { index throws(ArithmeticFailure) in
      try exposure(index, of: holdings[index])
    }
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
