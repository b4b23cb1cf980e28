import Portfolio
import Quantities
import RuleChecker

/// One hedge instrument with the rules that hedge with it and are in force.
struct HedgeJob {
  /// What one rule hedges.
  struct Part {
    let plan: Int
    let hedge: Hedge
    /// Lines of its set, less every hedge instrument.
    let members: [Int]
    /// Of `by beta otherwise by value`, as the changes that were last settled on leave it.
    var isByBeta: Bool
  }

  let line: Int
  var parts: [Part] = []
  /// Rules that hedge with the instrument, in force or not, with what they are doing.
  var rules: [(plan: Int, state: RuleReport.State)] = []
  /// What hedges have put on, signed.
  var putOn: Quantity = .zero
  /// A rule can't be decided, or its arithmetic lacks an input: the instrument stays as it is.
  var isUndecided = false
  var undecidedDetail = ""
  /// Why a hedge by beta goes by value.
  var byValueDetail = ""
}

/// The size of one hedge instrument for given holdings.
struct HedgeSize {
  /// Before truncation to lots, signed.
  var exact: Ratio = .zero
  /// Of each part of the job, signed.
  var parts: [Ratio] = []
  /// Whether each part goes by beta.
  var areByBeta: [Bool] = []
  var wanted: Quantity = .zero
  /// What to trade, signed; before cash.
  var change: Quantity = .zero
  /// Units that may be missing without an order.
  var tolerance: Ratio = .zero
}

/// Stage 6: hedges on the exposure that the rounded changes leave. Which hedges are in force is decided
/// once, on those changes before turnover and cash; their size follows in stage 7, as cash shrinks what
/// they hedge.
extension AccountRun {
  mutating func hedge() throws(ArithmeticFailure) {
    var (added, holdings) = try roundedIncreases(factor: 10_000)
    let figures = try projectedFigures(added, holdings)
    var inForce: [(plan: Int, hedge: Hedge, job: Int)] = []
    for index in rules.decidedLast {
      let plan = plans[index]
      if !isMember(plan) { continue }
      switch plan.rule.action {
      case .hedge(let hedge):
        if let number = try decideHedge(index, hedge, figures) {
          inForce.append((index, hedge, number))
        }
      case .review(let set): decideReview(index, set, figures)
      case .build, .hold, .trim, .freeze: continue
      }
    }
    if dropGuarded() { (added, holdings) = try roundedIncreases(factor: 10_000) }
    try addAll(inForce, holdings)
    for index in hedges.indices where hedges[index].isUndecided {
      lines[hedges[index].line].hold = (.undecidedHedge, hedges[index].undecidedDetail)
    }
  }

  /// All at once, on what undecided hedges left, so that the order of rules decides nothing.
  private mutating func addAll(
    _ inForce: [(plan: Int, hedge: Hedge, job: Int)],
    _ holdings: Holdings
  ) throws(ArithmeticFailure) {
    var known: [(plan: Int, hedge: Hedge, job: Int)] = []
    for one in inForce {
      let missing = try inputsMissing(one.hedge, plan: one.plan, to: one.job, holdings)
      if missing.isEmpty {
        known.append(one)
      } else {
        leave(one.job, undecidedBy: one.plan, one.hedge, missing)
      }
    }
    let left = dropGuarded() ? try roundedIncreases(factor: 10_000).holdings : holdings
    for one in known { add(one.hedge, plan: one.plan, to: one.job, left) }
  }

  /// The account as the changes so far leave it, with nothing held of any hedge instrument.
  private func projectedFigures(
    _ added: [Quantity],
    _ holdings: Holdings
  ) throws(ArithmeticFailure) -> AccountFigures {
    var spent = Ratio.zero
    for index in lines.indices where !lines[index].unit.isFuture {
      guard let value = lines[index].unit.value else { continue }
      if added[index] == lines[index].removed { continue }
      let change = try lines[index].signed(try added[index].subtracting(lines[index].removed))
      let booked = try Amount(try change.ratio.multiplied(by: value), rounding: .halfEven)
      spent = try spent.adding(booked.ratio)
    }
    var cash: Amount?
    if let cashTotal {
      cash = try Amount(try cashTotal.ratio.subtracting(spent), rounding: .halfEven)
    }
    return try figures(cash: cash) { index in
      lines[index].isOfHedge ? .zero : holdings.quantities[index]
    }
  }

  private mutating func decideReview(
    _ index: Int,
    _ set: InstrumentSet,
    _ figures: AccountFigures
  ) {
    let firing = decide(index, figures)
    firings.append(firing)
    let plan = plans[index]
    if firing.state == .blind { guardUndecided(plan, figures) }
    guard firing.state == .fires else { return }
    let text = ExpressionText(
      rulebook: world.rulebook,
      member: plan.member.map { market.instruments[$0].symbol }
    ).spell(set)
    review(plan.key, "asked_by_rule", plan.rule.because ?? "look at \(text)")
  }

  /// The job of a rule in force.
  private mutating func decideHedge(
    _ index: Int,
    _ hedge: Hedge,
    _ figures: AccountFigures
  ) throws(ArithmeticFailure) -> Int? {
    let firing = decide(index, figures)
    firings.append(firing)
    let plan = plans[index]
    if firing.state == .blind { guardUndecided(plan, figures) }
    guard
      let instrument = market.indexBySymbol[hedge.instrument], let line = line(of: instrument)
    else { return nil }
    let number = try job(for: line)
    hedges[number].rules.append((index, firing.state))
    let key = Journal.HoldingKey(rule: plan.key, instrument: instrument)
    if let putOn = journal.putOn[key] {
      hedges[number].putOn = try hedges[number].putOn.adding(putOn)
    }
    if firing.isUndecided {
      hedges[number].isUndecided = true
      hedges[number].undecidedDetail = "\(plan.key) is undecided (\(firing.state.rawValue))"
    }
    return firing.state == .fires ? number : nil
  }

  private mutating func job(for line: Int) throws(ArithmeticFailure) -> Int {
    if let number = hedges.firstIndex(where: { $0.line == line }) { return number }
    hedges.append(HedgeJob(line: line))
    return hedges.count - 1
  }

  /// Lines of a hedge's set, without hedge instruments. `held in` is asked of the portfolio that the
  /// changes leave.
  private func members(of hedge: Hedge, _ plan: RulePlan) -> [Int] {
    world.sets.members(of: hedge.set, member: plan.member) { instrument in
      line(of: instrument).map { !lines[$0].held.isZero || lines[$0].increase > .zero } ?? false
    }
    .compactMap { line(of: $0) }
    .filter { !lines[$0].isOfHedge }
  }

  /// The prices and betas that a rule in force lacks.
  private func inputsMissing(
    _ hedge: Hedge,
    plan index: Int,
    to number: Int,
    _ holdings: Holdings
  ) throws(ArithmeticFailure) -> [String] {
    let members = members(of: hedge, plans[index])
    let held = members.filter { !lines[$0].held.isZero || lines[$0].increase > .zero }
    let unit = lines[hedges[number].line].unit
    var missing = held.filter { !lines[$0].unit.isPriced }.map { "price of \(symbol(lines[$0]))" }
    if !unit.isPriced || unit.exposure?.isZero == true {
      missing.append("price of \(hedge.instrument)")
    }
    if hedge.basis == .beta {
      missing += betasMissing(members, hedge.instrument, holdings).map { "beta of \($0)" }
    }
    return missing
  }

  /// Leaves the instrument as it is when a price or beta is missing.
  private mutating func leave(
    _ number: Int,
    undecidedBy index: Int,
    _ hedge: Hedge,
    _ missing: [String]
  ) {
    let plan = plans[index]
    let list = missing.joined(separator: ", ")
    hedges[number].isUndecided = true
    hedges[number].undecidedDetail = "\(plan.key) needs \(list)"
    guardMembers(of: hedge.set, plan)
    block(plan.key, "undecided_rule", "no increase of its instruments: \(list) is missing")
  }

  /// Adds a rule in force to its instrument's job.
  private mutating func add(
    _ hedge: Hedge,
    plan index: Int,
    to number: Int,
    _ holdings: Holdings
  ) {
    let members = members(of: hedge, plans[index])
    let isByBeta = goesByBeta(hedge, members, holdings)
    hedges[number].parts.append(
      HedgeJob.Part(plan: index, hedge: hedge, members: members, isByBeta: isByBeta)
    )
  }

  private func goesByBeta(_ hedge: Hedge, _ members: [Int], _ holdings: Holdings) -> Bool {
    switch hedge.basis {
    case .value: false
    case .beta: true
    case .betaOtherwiseValue: betasMissing(members, hedge.instrument, holdings).isEmpty
    }
  }

  /// Members with exposure, and the hedge instrument, that have no beta.
  private func betasMissing(
    _ members: [Int],
    _ hedgeSymbol: String,
    _ holdings: Holdings
  ) -> [String] {
    var missing: [String] = []
    for index in members where lines[index].terms.beta == nil {
      let isLeft = holdings.exposures[index]?.isZero != true
      if isLeft { missing.append(symbol(lines[index])) }
    }
    if let index = market.indexBySymbol[hedgeSymbol] {
      let beta = market.instruments[index].beta
      if beta == nil || beta?.isZero == true { missing.append(hedgeSymbol) }
    }
    return missing
  }

  /// Says of each hedge whether the changes that are settled on leave it by beta, or for want of which beta
  /// by value.
  mutating func settleBases(_ result: Feasible) {
    for (number, size) in result.sizes.enumerated() {
      hedges[number].byValueDetail = ""
      for (place, isByBeta) in size.areByBeta.enumerated() {
        hedges[number].parts[place].isByBeta = isByBeta
        let part = hedges[number].parts[place]
        if isByBeta || part.hedge.basis != .betaOtherwiseValue { continue }
        let noBeta = betasMissing(part.members, part.hedge.instrument, result.holdings)
        hedges[number].byValueDetail =
          "by value, as no beta of \(noBeta.joined(separator: ", ")) is known"
      }
    }
  }

  /// Withdraws increases of lines that became guarded.
  ///
  /// - Returns: whether there were any.
  private mutating func dropGuarded() -> Bool {
    var hasDropped = false
    for index in lines.indices where lines[index].isGuarded && lines[index].increase > .zero {
      lines[index].increase = .zero
      lines[index].hold = (.blocked, "increases are withheld")
      hasDropped = true
    }
    return hasDropped
  }

  // MARK: Size

  /// What a job wants at `holdings`:
  /// trunc to lots of Σ −R · Σ E·b ÷ (b_h · e_h).
  func size(
    of job: HedgeJob,
    _ holdings: Holdings
  ) throws(ArithmeticFailure) -> HedgeSize {
    var size = HedgeSize()
    let line = lines[job.line]
    for part in job.parts {
      var weighted = ExposureByBeta()
      let isByBeta = goesByBeta(part.hedge, part.members, holdings)
      size.areByBeta.append(isByBeta)
      for member in part.members {
        guard let amount = holdings.exposures[member], !amount.isZero else { continue }
        let beta = isByBeta ? lines[member].terms.beta ?? .one : .one
        try weighted.add(amount, beta)
      }
      let exposure = try weighted.ratio()
      guard let unit = line.unit.exposure else {
        size.parts.append(.zero)
        continue
      }
      let beta = isByBeta ? line.terms.beta?.ratio ?? .one : .one
      let wanted = try part.hedge.ratio.ratio.multiplied(by: exposure).negated()
        .divided(by: try beta.multiplied(by: unit))
      size.exact = try size.exact.adding(wanted)
      size.parts.append(wanted)
      size.tolerance = try size.tolerance.adding(
        try wanted.absolute().multiplied(by: part.hedge.tolerance.ratio)
      )
    }
    size.wanted = try line.lot.multiple(of: size.exact, rounding: .towardZero)
    if size.wanted.isNegative && !settings.allowsShorting { size.wanted = .zero }
    size.change = try change(of: job, to: size, from: try line.afterReduction())
    return size
  }

  /// What to trade to come from `held` to the wanted size: nothing within tolerance, and never more
  /// off than rules put on.
  private func change(
    of job: HedgeJob,
    to size: HedgeSize,
    from held: Quantity
  ) throws(ArithmeticFailure) -> Quantity {
    if job.isUndecided || (job.parts.isEmpty && job.putOn.isZero) { return .zero }
    let wanted = job.parts.isEmpty ? Quantity.zero : size.wanted
    let isSameSide = held.isZero || wanted.isZero || held.isNegative == wanted.isNegative
    if isSameSide && wanted.magnitude >= held.magnitude && !wanted.isZero {
      return try growth(job, from: held, size)
    }
    if isSameSide { return try shrinkage(job, held: held, wanted: wanted) }
    // On the other side: what rules put on there comes off, and only when nothing of a person's is left
    // there does the wanted side begin.
    let closing = try shrinkage(job, held: held, wanted: .zero)
    guard try held.adding(closing).isZero else { return closing }
    return try closing.adding(try growth(job, from: .zero, size))
  }

  private func growth(
    _ job: HedgeJob,
    from held: Quantity,
    _ size: HedgeSize
  ) throws(ArithmeticFailure) -> Quantity {
    let line = lines[job.line]
    let missing = try size.wanted.subtracting(held).ratio.absolute()
    if missing.isZero || missing <= size.tolerance { return .zero }
    // Whole lots, whatever dust is held, and never past the wanted size.
    let units = try line.lot.multiple(of: missing, rounding: .towardZero)
    if units.isZero { return .zero }
    if try isBelowMinimum(units, line) { return .zero }
    if line.unit.isStale || isGuarded || line.isGuarded { return .zero }
    let isBuy = size.wanted.units > 0
    if !(isBuy ? line.noBuys : line.noSells).isEmpty { return .zero }
    return isBuy ? units : try units.negated()
  }

  private func shrinkage(
    _ job: HedgeJob,
    held: Quantity,
    wanted: Quantity
  ) throws(ArithmeticFailure) -> Quantity {
    let line = lines[job.line]
    let isLong = held.units > 0
    if !(isLong ? line.noSells : line.noBuys).isEmpty { return .zero }
    guard !job.putOn.isZero, job.putOn.isNegative == held.isNegative else { return .zero }
    let over = try Quantity(try held.subtracting(wanted).ratio.absolute(), rounding: .towardZero)
    let putOn = try Quantity(try job.putOn.ratio.absolute(), rounding: .towardZero)
    let size = try Quantity(try held.ratio.absolute(), rounding: .towardZero)
    let ended = min(over, min(putOn, size))
    if !wanted.isZero {
      if ended < line.lot { return .zero }
      if try isBelowMinimum(ended, line) { return .zero }
    }
    // Up to whole lots, but never into what the person holds; a close is exact.
    var removed = min(size, try line.lot.multiple(of: ended.ratio, rounding: .awayFromZero))
    if removed > putOn {
      removed = try line.lot.multiple(of: putOn.ratio, rounding: .towardZero)
    }
    return isLong ? try removed.negated() : removed
  }
}
