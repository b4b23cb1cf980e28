import Portfolio
import Quantities
import RuleChecker

/// What the account's part of the proposal says of rules, limits and hedges.
extension AccountRun {
  // MARK: Rules

  func ruleReports(_ detail: ProposalDetail) throws(ArithmeticFailure) -> [RuleReport] {
    var reports: [RuleReport] = []
    // Plans are in ascending order of rule and member; hedges and reviews were decided last.
    let told = firings.indices.filter { number in
      let plan = plans[firings[number].plan]
      let isOfHeader = detail == .telling && plan.worldState == firings[number].state
      return !isOfHeader && (plan.worldState == nil || plan.isBuild)
    }
    for firing in told.map({ firings[$0] }).sorted(by: { $0.plan < $1.plan }) {
      let plan = plans[firing.plan]
      if let member = plan.member, !isTelling(firing, member) { continue }
      reports.append(try ruleReport(firing))
    }
    return reports
  }

  /// A member of a `for each` rule is reported when it acts or can't be decided, on something held.
  private func isTelling(_ firing: Firing, _ member: Int) -> Bool {
    switch firing.state {
    case .fires, .exits, .blind, .cooldown: isHeld(member) || isBuild(firing)
    case .waits, .ended, .quiet: false
    }
  }

  private func isBuild(_ firing: Firing) -> Bool {
    switch plans[firing.plan].rule.action {
    case .build, .hold: true
    case .trim, .freeze, .hedge, .review: false
    }
  }

  // MARK: Limits

  /// What became of each of the account's limits, in their order; one that the changes break is for review.
  mutating func judgedLimits() throws(ArithmeticFailure) -> [JudgedLimit] {
    var judged: [JudgedLimit] = []
    judged.reserveCapacity(limits.count)
    let holdings = try holdingsAfter()
    let isTraded = lines.indices.map { holdings.quantities[$0] != lines[$0].held }
    for check in limits {
      // Where none of its instruments is traded, a sum of exposures stays what it was.
      let isSettled = check.isOfExposure && !check.members.contains { isTraded[$0] }
      let after = isSettled ? check.held : try valueAfter(of: check, holdings)
      let outcome = try state(of: check, after)
      // What a missing beta left undecided may be known to be broken once reductions and hedges are done.
      let state = check.before == nil ? .undecided : outcome
      let isBroken = outcome == .brokenByReduction || outcome == .brokenByHedge
      if isBroken, !check.isAdvisory, !check.isOfTrade, nav != nil {
        review(
          check.name,
          outcome.rawValue,
          "\(check.subject) is \(after?.percentText ?? "unknown") after the changes"
        )
      }
      judged.append(JudgedLimit(after: check.before == nil ? nil : after, state: state))
    }
    return judged
  }

  func limitReports(_ judged: [JudgedLimit], _ detail: ProposalDetail) -> [LimitReport] {
    var reports: [LimitReport] = []
    for number in limits.indices where detail != .telling || judged[number].state != .held {
      let check = limits[number]
      reports.append(
        LimitReport(
          limit: check.name,
          subject: check.subject,
          text: check.terms.text,
          isAdvisory: check.isAdvisory,
          bound: check.bound,
          before: check.before,
          after: judged[number].after,
          isPercent: check.isPercent,
          state: judged[number].state
        )
      )
    }
    return reports.sorted { ($0.limit, $0.subject) < ($1.limit, $1.subject) }
  }

  private func valueAfter(
    of check: LimitCheck,
    _ holdings: Holdings
  ) throws(ArithmeticFailure) -> Ratio? {
    switch check.figure {
    case .weight, .net, .beta:
      return try exposureFigure(check.figure, of: check.members, holdings.exposures)
    case .trade:
      guard let index = check.members.first,
        let volume = lines[index].terms.listed.averageDailyVolume, !volume.isZero
      else { return nil }
      let traded = try holdings.quantities[index].subtracting(lines[index].held)
      if traded.isZero { return .zero }
      return try traded.ratio.absolute().divided(by: volume.ratio)
    case .cash:
      var walk = CashWalk(run: self)
      for index in lines.indices where lines[index].isTraded {
        let change = try holdings.quantities[index].subtracting(lines[index].held)
        if !change.isZero { try walk.book(lines[index].terms, change) }
      }
      guard let nav, let total = try walk.total() else { return nil }
      return try total.ratio.divided(by: nav.ratio)
    case .turnover(let window):
      guard let feasible else { return check.held }
      let past = try tradedInJournal(since: world.asOf.subtracting(window))
      return try turnover(of: try past.adding(try tradedValue(feasible)))
    }
  }

  /// The figure once reductions are done, and nothing else; nothing for cash and volume.
  private func valueReduced(of check: LimitCheck) throws(ArithmeticFailure) -> Ratio? {
    if case .turnover(let window) = check.figure {
      var traded = try tradedInJournal(since: world.asOf.subtracting(window))
      for line in lines where !line.removed.isZero {
        guard let value = try line.unit.bookedValue(of: line.removed) else { continue }
        traded = try traded.adding(value.ratio)
      }
      return try turnover(of: traded)
    }
    return try exposureFigure(check.figure, of: check.members, try holdingsReduced().exposures)
  }

  private func state(
    of check: LimitCheck,
    _ after: Ratio?
  ) throws(ArithmeticFailure) -> LimitReport.State {
    guard let after else { return .undecided }
    if let before = check.held, !check.holds(before) { return .breached }
    if !check.holds(after) {
      if let reduced = try valueReduced(of: check), !check.holds(reduced) {
        return .brokenByReduction
      }
      let hedged = hedges.contains { !lines[$0.line].hedged.isZero }
      return hedged ? .brokenByHedge : .brokenByReduction
    }
    if check.didCut || factorCauses.contains(check.name) { return .cut }
    return check.isNear(after) ? .near : .held
  }

  // MARK: Hedges

  mutating func noteHedges(_ result: Feasible) throws(ArithmeticFailure) {
    for (number, job) in hedges.enumerated() where !job.isUndecided && !job.parts.isEmpty {
      let line = lines[job.line]
      let size = result.sizes[number]
      let unclipped = try line.lot.multiple(of: size.exact, rounding: .towardZero)
      if unclipped.isNegative && !settings.allowsShorting {
        block(
          symbol(line),
          "shorting_not_allowed",
          "the hedge would be short; a short position needs `shorting allowed` in settings"
        )
      }
      // Where all that was held on the other side comes off, the hedge begins at nothing.
      let parts = try HedgeParts(change: size.change, held: line.held)
      let held = try line.held.adding(parts.reduction)
      guard parts.increase.isZero, size.wanted.magnitude > held.magnitude else { continue }
      let missing = try size.wanted.subtracting(held)
      let isTolerated = try missing.ratio.absolute() <= size.tolerance
      if isTolerated { continue }
      let freezes = missing.isNegative ? line.noSells : line.noBuys
      // What a person holds on the other side stays, so that nothing was to grow.
      let isOpposite = !held.isZero && held.isNegative != size.wanted.isNegative
      if isOpposite && freezes.isEmpty { continue }
      let units = try line.lot.multiple(of: missing.ratio.absolute(), rounding: .towardZero)
      if units.isZero {
        lines[job.line].hold = (.tooSmall, "less than one lot is missing")
        continue
      }
      if try isBelowMinimum(units, line) { continue }
      if !freezes.isEmpty {
        lines[job.line].hold = (.frozen, freezes.joined(separator: ", "))
      } else if let defect = line.unit.defect {
        block(symbol(line), defect.rawValue, "the hedge can't grow without a \(defect.word)")
        lines[job.line].hold = (.blocked, "no \(defect.word)")
      } else {
        lines[job.line].hold = (.blocked, "increases are withheld")
      }
    }
  }

  func hedgeReports() throws(ArithmeticFailure) -> [HedgeReport] {
    var reports: [HedgeReport] = []
    for (number, job) in hedges.enumerated() {
      for (plan, state) in job.rules {
        guard case .hedge(let hedge) = plans[plan].rule.action else { continue }
        let part = job.parts.first { $0.plan == plan }
        reports.append(
          try report(
            job,
            hedge,
            plan: plan,
            state: state,
            part: part,
            size: feasible?.sizes[number]
          )
        )
      }
    }
    return reports.sorted { ($0.rule, $0.instrument) < ($1.rule, $1.instrument) }
  }

  private func report(
    _ job: HedgeJob,
    _ hedge: Hedge,
    plan: Int,
    state: RuleReport.State,
    part: HedgeJob.Part?,
    size: HedgeSize?
  ) throws(ArithmeticFailure) -> HedgeReport {
    let line = lines[job.line]
    var report = HedgeReport(
      rule: plans[plan].key,
      instrument: symbol(line),
      state: .active,
      ratio: hedge.ratio,
      isByBeta: part?.isByBeta ?? (hedge.basis != .value),
      within: hedge.tolerance,
      held: line.held,
      detail: job.undecidedDetail.isEmpty ? job.byValueDetail : job.undecidedDetail
    )
    switch state {
    case .quiet, .blind: report.state = .undecided
    case .fires: report.state = part == nil ? .undecided : .active
    case .ended, .waits, .exits, .cooldown:
      report.state = job.putOn.isZero ? .inactive : .ended
    }
    guard let part else { return report }
    var sum = Ratio.zero
    for member in part.members {
      let quantity = try lines[member].afterAll()
      guard let exposure = try lines[member].exposure(of: quantity), !exposure.isZero else {
        continue
      }
      let instrument = lines[member].terms.listed
      let beta = part.isByBeta ? instrument.beta ?? .one : .one
      report.lines.append(
        HedgeReport.Line(symbol: instrument.symbol, exposure: exposure, beta: beta)
      )
      sum = try sum.adding(try exposure.ratio.multiplied(by: beta.ratio))
    }
    report.exposureToOffset = try sum.multiplied(by: hedge.ratio.ratio)
    report.unitExposure = line.unit.exposure
    report.unitBeta = part.isByBeta ? line.terms.beta : .one
    report.wantedExact = size?.exact
    report.wanted = size?.wanted
    report.tolerance = size?.tolerance
    return report
  }
}

/// What became of one subject of a limit.
struct JudgedLimit {
  /// Its figure once all changes are made; nothing when the limit is undecided.
  let after: Ratio?
  let state: LimitReport.State
}

extension LimitCheck {
  /// Whether its figure is a sum of exposures.
  fileprivate var isOfExposure: Bool {
    switch figure {
    case .weight, .net, .beta: true
    case .trade, .cash, .turnover: false
    }
  }

  /// Volume limits bind increases only: a sale above one is shown, and asks for nobody.
  var isOfTrade: Bool {
    if case .trade = figure { true } else { false }
  }

  /// Whether its figure is a share, shown as a percentage; beta is a plain number.
  var isPercent: Bool {
    if case .beta = figure { false } else { true }
  }
}
