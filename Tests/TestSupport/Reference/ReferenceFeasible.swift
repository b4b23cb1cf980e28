internal import BigInt
internal import Portfolio
internal import Quantities
internal import RuleChecker

/// All that would be done at one factor.
struct ReferenceAttempt {
  var trades: [ReferenceTrade]
  var conversions: [ReferenceConversion]
  var balances: [Currency: BigRatio]
  var sizing: HedgeSizing
  var fitsCash: Bool
  /// Turnover limits that it breaks.
  var brokenTurnover: [String]
  /// Basis points that limits leave of what hedges put on.
  var hedgeFactor: Int
  /// The limit that holds hedges back.
  var hedgeLimit: String?
  var fitsTurnover: Bool { brokenTurnover.isEmpty }
}

/// Stage 7: the largest factor for which everything fits, by trying each.
extension ReferencePlan {
  /// Quantities after reductions and rounded increases, hedges as now held.
  func quantities(atFactor factor: Int) -> [BigRatio] {
    var quantities = reduced
    let share = BigRatio(factor) / BigRatio(10_000)
    for (index, increase) in increases {
      let wanted = increase * (factors[index] ?? .one) * share
      let rounded = wanted.down(to: book.lot(index))
      if rounded <= .zero || book.isBelowMinimum(index, rounded) { continue }
      let sign = BigRatio(bounds[index].isShort ? -1 : 1)
      quantities[index] = quantities[index] + sign * rounded
    }
    giveUpLots(&quantities)
    return quantities
  }

  /// How many lots of each increase a factor leaves, before the minimum trade.
  private func lots(atFactor factor: Int) -> [BigInt] {
    increases.keys.sorted().map { index in
      let all = (increases[index] ?? .zero) * (factors[index] ?? .one) / book.lot(index)
      return all.numerator * BigInt(factor) / (all.denominator * 10_000)
    }
  }

  func attempt(_ quantities: [BigRatio], fixed: Set<Int>, hedgeFactor: Int = 10_000)
    -> ReferenceAttempt
  {
    let sizing = sizeHedges(quantities, fixed: fixed)
    let (after, left, hedgeLimit) = hedged(quantities, sizing, below: hedgeFactor)
    let trades = trades(to: after)
    var balances = ledger(trades)
    let conversions = trades.contains(where: \.isIncrease) ? convert(&balances) : []
    var fitsCash = true
    if trades.contains(where: \.isIncrease) {
      let isTooPoor = total(balances).map { $0 < floor } ?? false
      let withoutBuys = trades.filter { !$0.isIncrease || $0.change < .zero }
      let isShortOfFees =
        withoutBuys.contains(where: \.isIncrease) && isOverdrawn(ledger(withoutBuys))
      fitsCash = conversions != nil && !isTooPoor && !isHopeless && !isShortOfFees
    }
    return ReferenceAttempt(
      trades: trades,
      conversions: conversions ?? [],
      balances: balances,
      sizing: sizing,
      fitsCash: fitsCash,
      brokenTurnover: brokenTurnover(trades),
      hedgeFactor: left,
      hedgeLimit: hedgeLimit
    )
  }

  /// Everything that is taken off, by rules and by hedges, when nothing is added.
  func reductionsOnly(_ fixed: Set<Int>) -> [BigRatio] {
    var after = reduced
    for (index, change) in sizeHedges(reduced, fixed: fixed).reductions {
      after[index] = after[index] + change
    }
    return after
  }

  /// A hedge's increase times a factor.
  func shrunk(_ index: Int, _ change: BigRatio, _ factor: Int) -> BigRatio {
    if factor == 10_000 { return change }
    let share = BigRatio(factor) / BigRatio(10_000)
    let rounded = (change.magnitude * share).down(to: book.lot(index))
    return book.isBelowMinimum(index, rounded) ? .zero : rounded * BigRatio(change.sign)
  }

  private func brokenTurnover(_ trades: [ReferenceTrade]) -> [String] {
    guard let nav = book.nav else { return [] }
    let broken = limits.filter { limit in
      guard limit.force != .advisory,
        case .bound(.turnover(let window), .atMost, let bound) = limit.subject
      else { return false }
      return turnover(window, of: traded(trades)) > BigRatio(bound) * nav
    }
    return broken.map(\.name).sorted()
  }

  /// What keeps all of the increases from fitting, turnover limits first.
  private func causes(_ whole: ReferenceAttempt) -> [String] {
    whole.brokenTurnover + (whole.fitsCash ? [] : [floorLimit ?? "cash"])
  }

  /// The attempt that fits, with the factor of rule increases.
  mutating func fit(fixed: Set<Int>) -> (attempt: ReferenceAttempt, factor: Int) {
    isHopeless = isOverdrawn(ledger(trades(to: reductionsOnly(fixed))))
    factorCauses = causes(attempt(quantities(atFactor: 10_000), fixed: fixed))
    var last: [BigInt]?
    for factor in stride(from: 10_000, through: 1, by: -1) {
      let lots = lots(atFactor: factor)
      // The same lots fit or fail alike.
      if last == lots || (isHopeless && lots.contains { $0 > 0 }) { continue }
      let attempt = attempt(quantities(atFactor: factor), fixed: fixed)
      if attempt.fitsCash, attempt.fitsTurnover { return (attempt, factor) }
      last = lots
    }
    let none = attempt(reduced, fixed: fixed)
    if none.fitsCash { return (none, 0) }
    review("account", "hedge_short_of_cash")
    var lastIncreases: [BigRatio]?
    // What a limit leaves of one factor it leaves of all down to that.
    var least = 10_000
    for factor in stride(from: isHopeless ? 0 : 10_000, through: 1, by: -1) where factor <= least {
      let increases = none.sizing.increases.sorted { $0.key < $1.key }
        .map { shrunk($0.key, $0.value, factor) }
      if lastIncreases == increases { continue }
      let attempt = attempt(reduced, fixed: fixed, hedgeFactor: factor)
      if attempt.fitsCash { return (attempt, 0) }
      lastIncreases = increases
      least = max(1, attempt.hedgeFactor)
    }
    return (attempt(reduced, fixed: fixed, hedgeFactor: 0), 0)
  }
}
