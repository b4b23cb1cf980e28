import Portfolio
import Quantities
import RuleChecker

/// What can be done with one factor on all increases: the trades, and what stands in their way.
struct Feasible {
  /// Of each line, unsigned: the rounded increase.
  var added: [Quantity]
  /// Once reductions and increases are done, before hedges.
  var holdings: Holdings
  /// Of each hedge, signed.
  var hedged: [Quantity]
  var sizes: [HedgeSize]
  var conversions: [Conversion] = []
  var fees = Ratio.zero
  /// Names of the turnover limits that are broken.
  var brokenTurnover: [String] = []
  var fitsCash = true
  /// Basis points of what hedges put on that cash and limits leave, and the limit that holds it back.
  var hedgeFactor = 10_000
  var hedgeLimit: String?
}

/// Stage 7: whole lots, minimum trades, turnover and cash. When cash or turnover bind, all increases
/// shrink by one factor, the largest whole basis point that fits; rounding happens once, here.
extension AccountRun {
  mutating func makeFeasible() throws(ArithmeticFailure) {
    var result = try attempt(factor: 10_000)
    factorCauses = try causes(of: result)
    if !factorCauses.isEmpty {
      // A hedge that a limit holds back may cost less where there is more to hedge.
      var isHedgeHeldBack = result.hedgeLimit != nil
      // Of the factor found, or of one that rounds to the same trades.
      var found: Feasible?
      func fits(_ factor: Int) throws(ArithmeticFailure) -> Bool {
        let tried = try attempt(factor: factor)
        if tried.hedgeLimit != nil { isHedgeHeldBack = true }
        guard tried.fitsCash && tried.brokenTurnover.isEmpty else { return false }
        found = tried
        return true
      }
      let search = try FactorSearch(lines.map { ($0.increase, $0.lot) })
      let isMonotone = try isMonotone()
      if isMonotone && !isHedgeHeldBack { factor = try search.largestByHalving(fits) }
      if !isMonotone || isHedgeHeldBack {
        found = nil
        factor = try search.largestByTrying(fits)
      }
      if let found { result = found } else { result = try attempt(factor: 0) }
      if factor == 0 && !result.fitsCash { result = try shrinkHedges(result) }
    }
    for index in lines.indices { lines[index].added = result.added[index] }
    for (number, job) in hedges.enumerated() { lines[job.line].hedged = result.hedged[number] }
    settleBases(result)
    try noteCuts()
    try noteHedges(result)
    try reviewHedgesCutByLimit(result)
    feasible = result
  }

  private func causes(of attempt: Feasible) throws(ArithmeticFailure) -> [String] {
    var causes = attempt.brokenTurnover
    if !attempt.fitsCash { causes.append(try cashFloor().limit ?? "cash") }
    return causes
  }

  /// Whether a larger factor can only cost more: no conversions, and every hedge is bought as what it
  /// hedges grows. Then the largest fit is found by halving; otherwise one list of trades after the other is tried.
  private func isMonotone() throws(ArithmeticFailure) -> Bool {
    let base = account.baseCurrency
    for line in lines where line.terms.listed.currency != base { return false }
    if cash.contains(where: { $0.currency != base }) { return false }
    for job in hedges {
      guard let unit = lines[job.line].unit.exposure else { continue }
      if !lines[job.line].held.isZero && lines[job.line].held.isNegative { return false }
      for part in job.parts {
        let ownBeta = part.isByBeta ? lines[job.line].terms.beta : .one
        for member in part.members where lines[member].increase > .zero {
          // Whether it goes by beta depends on what is bought.
          let isKnown = lines[member].terms.beta != nil
          if part.hedge.basis == .betaOtherwiseValue && !isKnown { return false }
          guard let exposure = lines[member].unit.exposure, lines[member].side == .long else {
            return false
          }
          let beta = part.isByBeta ? lines[member].terms.beta : .one
          let signs = [unit.isNegative, exposure.isNegative, beta?.isNegative, ownBeta?.isNegative]
          // Bought when −E·b ÷ (b_h·e_h) is above zero: an odd number of negative factors.
          if signs.count(where: { $0 == true }).isMultiple(of: 2) { return false }
        }
      }
    }
    return lines.allSatisfy { $0.side == .long || $0.increase.isZero }
  }

  // MARK: One attempt

  /// An increase times a factor in basis points, as traded: whole lots, and nothing below the minimum.
  func roundedIncrease(_ line: Line, factor: Int) throws(ArithmeticFailure) -> Quantity {
    if line.increase.isZero { return .zero }
    let wanted = try line.increase.multiplied(by: try Ratio(Int128(factor), over: 10_000))
    let added = try line.lot.multiple(of: wanted, rounding: .towardZero)
    if added.isZero { return .zero }
    return try isBelowMinimum(added, line) ? .zero : added
  }

  /// What is added at a factor in basis points, of each line, and what is then held.
  func roundedIncreases(
    factor: Int
  ) throws(ArithmeticFailure) -> (added: [Quantity], holdings: Holdings) {
    var added = [Quantity](repeating: .zero, count: lines.count)
    for index in lines.indices where !lines[index].increase.isZero {
      added[index] = try roundedIncrease(lines[index], factor: factor)
    }
    var holdings = try holdings(adding: added)
    try giveUpLots(&added, &holdings)
    return (added, holdings)
  }

  func attempt(factor: Int, hedgeFactor: Int = 10_000) throws(ArithmeticFailure) -> Feasible {
    let (added, holdings) = try roundedIncreases(factor: factor)
    var result = Feasible(added: added, holdings: holdings, hedged: [], sizes: [])
    for job in hedges {
      let size = try size(of: job, holdings)
      result.sizes.append(size)
      result.hedged.append(try shrunk(size.change, job, hedgeFactor))
    }
    result.hedgeFactor = hedgeFactor
    try holdHedgesToLimits(&result, below: hedgeFactor)
    result.brokenTurnover = try brokenTurnover(result)
    try walk(&result)
    return result
  }

  /// Booked exposures may differ from exact ones by half a unit of the last digit: where that alone lifts
  /// a limit's subject over its bound, its last increases give up the lots that are too many.
  private func giveUpLots(
    _ added: inout [Quantity],
    _ holdings: inout Holdings
  ) throws(ArithmeticFailure) {
    guard let nav, givesUpLots, added.contains(where: { !$0.isZero }) else { return }
    for check in limits where check.isPressed && check.mayBePassed {
      let reached = try exposureFigure(check.figure, of: check.members, holdings.exposures)
      guard let reached, !check.holds(reached) else { continue }
      for index in check.members.reversed() where !added[index].isZero {
        guard let push = try push(ofOne: index, on: check), check.isPushed(by: push),
          let unit = lines[index].unitExposure
        else { continue }
        let after = try exposureFigure(check.figure, of: check.members, holdings.exposures)
        guard let after, !check.holds(after) else { break }
        let excess = try after.subtracting(check.bound).multiplied(by: nav.ratio)
        // One digit more than the excess, so that the booked exposure falls for sure.
        let digit = try Ratio(1, over: 10_000).divided(by: unit)
        let lots = try lines[index].lot.multiple(
          of: try excess.divided(by: push).absolute().adding(digit),
          rounding: .awayFromZero
        )
        let left = try added[index].subtracting(min(lots, added[index]))
        let less = try lines[index].signed(try left.subtracting(added[index]))
        added[index] = left
        try holdings.add(less, to: index, of: lines)
      }
    }
  }

  /// An increase of a hedge times a factor; a reduction is never cut.
  func shrunk(
    _ change: Quantity,
    _ job: HedgeJob,
    _ factor: Int
  ) throws(ArithmeticFailure) -> Quantity {
    let held = try lines[job.line].afterReduction()
    let parts = try HedgeParts(change: change, held: held)
    if factor == 10_000 || parts.increase.isZero { return change }
    let wanted = try parts.increase.ratio.absolute()
      .multiplied(by: try Ratio(Int128(factor), over: 10_000))
    var whole = try lines[job.line].lot.multiple(of: wanted, rounding: .towardZero)
    if try isBelowMinimum(whole, lines[job.line]) { whole = .zero }
    return try parts.reduction.adding(parts.increase.isNegative ? try whole.negated() : whole)
  }

  private func brokenTurnover(_ result: Feasible) throws(ArithmeticFailure) -> [String] {
    var broken: [String] = []
    var traded: Ratio?
    for check in limits {
      guard case .turnover(let window) = check.figure, !check.isAdvisory else { continue }
      if traded == nil { traded = try tradedValue(result) }
      let own = traded ?? .zero
      let past = try tradedInJournal(since: world.asOf.subtracting(window))
      if let value = try turnover(of: try past.adding(own)), !check.holds(value) {
        broken.append(check.name)
      }
    }
    return broken
  }

  /// Σ|trade| of everything this proposal trades, in the base currency.
  func tradedValue(_ result: Feasible) throws(ArithmeticFailure) -> Ratio {
    var sum = Ratio.zero
    for index in lines.indices {
      let own = try result.added[index].adding(lines[index].removed)
      if own.isZero { continue }
      if let value = try lines[index].unit.bookedValue(of: own) {
        sum = try sum.adding(value.ratio)
      }
    }
    for (number, job) in hedges.enumerated() {
      if let value = try lines[job.line].unit.bookedValue(of: result.hedged[number]) {
        sum = try sum.adding(try value.ratio.absolute())
      }
    }
    return sum
  }

  // MARK: Cash

  private func walk(_ result: inout Feasible) throws(ArithmeticFailure) {
    var walk = CashWalk(run: self)
    let floor = try cashFloor().amount
    var shorts: [(Int, Quantity)] = []
    var buys: [(Int, Quantity)] = []
    func add(_ index: Int, _ quantity: Quantity) {
      if quantity.isNegative { shorts.append((index, quantity)) }
      if quantity > .zero { buys.append((index, quantity)) }
    }
    for index in lines.indices {
      let removed = lines[index].removed
      if !removed.isZero {
        try walk.book(lines[index].terms, try lines[index].signed(removed).negated())
      }
      let added = result.added[index]
      if !added.isZero { add(index, try lines[index].signed(added)) }
    }
    for (number, job) in hedges.enumerated() {
      let parts = try HedgeParts(
        change: result.hedged[number],
        held: try lines[job.line].afterReduction()
      )
      if !parts.reduction.isZero { try walk.book(lines[job.line].terms, parts.reduction) }
      add(job.line, parts.increase)
    }
    // Shorts bring cash in, so that after them each order takes cash down: with both ends above the
    // floor, every prefix is. A short of less than its fee is why the middle is looked at, too.
    var isOverdrawn = try walk.isOverdrawn(under: floor)
    for (index, quantity) in shorts { try walk.book(lines[index].terms, quantity) }
    if !shorts.isEmpty, try walk.isOverdrawn(under: floor) { isOverdrawn = true }
    for (index, quantity) in buys { try walk.book(lines[index].terms, quantity) }
    result.fees = walk.fees
    if shorts.isEmpty && buys.isEmpty { return }
    if isOverdrawn { result.fitsCash = false }
    if account.kind == .cash, !(try walk.fillUp()) { result.fitsCash = false }
    result.conversions = walk.conversions
    guard let total = try walk.total() else { return }
    if total.ratio < floor { result.fitsCash = false }
  }

  /// With no increase left cash still does not fit: hedges are bought only as far as it does.
  private mutating func shrinkHedges(_ whole: Feasible) throws(ArithmeticFailure) -> Feasible {
    let best = try purchaseCostsMore(whole) ? halvedHedges(whole) : triedHedges(whole)
    for (number, job) in hedges.enumerated() where best.hedged[number] != whole.hedged[number] {
      review(
        "account",
        "hedge_short_of_cash",
        "cash pays for \(best.hedged[number]) of \(whole.hedged[number]) "
          + symbol(lines[job.line])
      )
    }
    return best
  }

  /// Whether more of what hedges put on can only leave less cash: one instrument is bought, in the base
  /// currency, and no limit has a say in it.
  private func purchaseCostsMore(_ whole: Feasible) throws(ArithmeticFailure) -> Bool {
    let base = account.baseCurrency
    guard whole.hedgeLimit == nil, cash.allSatisfy({ $0.currency == base }) else { return false }
    for line in lines where line.terms.listed.currency != base { return false }
    let increases = try hedgeIncreases(whole.hedged)
    return increases.allSatisfy { !$0.isNegative } && increases.count { !$0.isZero } <= 1
  }

  /// The largest factor of hedges at which cash fits; 0 when it never does.
  private func halvedHedges(_ whole: Feasible) throws(ArithmeticFailure) -> Feasible {
    var found: Feasible?
    let factor = try hedgeFactors(whole.sizes).largestByHalving {
      factor throws(ArithmeticFailure) in
      let tried = try attempt(factor: 0, hedgeFactor: factor)
      if tried.fitsCash { found = tried }
      return tried.fitsCash
    }
    guard var found else { return try attempt(factor: 0, hedgeFactor: 0) }
    // Of the factors that round to the same trades the largest is told.
    if found.hedgeLimit == nil { found.hedgeFactor = factor }
    return found
  }

  private func triedHedges(_ whole: Feasible) throws(ArithmeticFailure) -> Feasible {
    var best = whole
    var factor = 10_000
    while !best.fitsCash && factor > 0 {
      // Where a limit leaves less than a factor, all factors down to that come to the same.
      factor = max(0, min(factor, best.hedgeFactor) - 1)
      while factor > 0, try hedgeChanges(whole.sizes, factor: factor) == best.hedged { factor -= 1 }
      best = try attempt(factor: 0, hedgeFactor: factor)
    }
    return best
  }
}

/// A hedge's trade, split where it crosses zero: what comes off, and what is put on; signed.
struct HedgeParts {
  var reduction = Quantity.zero
  var increase = Quantity.zero

  init(change: Quantity, held: Quantity) throws(ArithmeticFailure) {
    if held.isZero || change.isZero || held.isNegative == change.isNegative {
      increase = change
    } else if change.magnitude <= held.magnitude {
      reduction = change
    } else {
      reduction = try held.negated()
      increase = try change.subtracting(reduction)
    }
  }
}
