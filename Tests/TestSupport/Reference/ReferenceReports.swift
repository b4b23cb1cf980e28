internal import BigInt
internal import Evaluator
internal import Portfolio
internal import Quantities
internal import RuleChecker

/// What the outcome says besides the changes: why the rest stays, where limits stand, what hedges come
/// to, and sums.
extension ReferencePlan {
  /// Signed quantities once everything is done.
  func quantities(after attempt: ReferenceAttempt) -> [BigRatio] {
    var after = book.quantities
    for trade in attempt.trades { after[trade.index] = after[trade.index] + trade.change }
    return after
  }

  /// What cash and turnover cut, and why an increase came to nothing.
  mutating func noteFit(_ attempt: ReferenceAttempt, factor: Int) {
    let share = BigRatio(factor) / BigRatio(10_000)
    let after = quantities(after: attempt)
    for (index, increase) in increases where increase > .zero && !hedges.contains(index) {
      let wanted = increase * (factors[index] ?? .one)
      if wanted.isZero { continue }
      if factor < 10_000 {
        cuts[index, default: []].append(
          ReferenceCut(
            by: factorCauses.joined(separator: ", "),
            from: wanted,
            to: wanted * share,
            factor: share
          )
        )
      }
      if after[index] != book.quantities[index] { continue }
      let last = cuts[index]?.last
      let isUnderLot = (last?.to ?? wanted) < book.lot(index)
      holdCodes[index] =
        isUnderLot ? (last == nil ? "satisfied" : "too_small") : "below_minimum_trade"
    }
  }

  mutating func reportAll(_ attempt: ReferenceAttempt, fixed: Set<Int>) {
    let after = quantities(after: attempt)
    for index in hedges where !fixed.contains(index) { noteHedge(index, attempt) }
    reportHolds(after)
    reportLimits(attempt, after)
    reportHedges(attempt, after)
    reportTotals(attempt, after)
  }

  // MARK: Holds

  /// Why a hedge does not grow where it should.
  private mutating func noteHedge(_ index: Int, _ attempt: ReferenceAttempt) {
    let firing = hedgeRules(on: index, in: firings).filter { $0.0.fires }
    guard !firing.isEmpty, let wanted = attempt.sizing.wanted[index] else { return }
    let held = book.quantities[index]
    let isUntouched = attempt.trades.allSatisfy { $0.index != index }
    guard isUntouched, wanted.magnitude > held.magnitude else { return }
    let missing = (wanted - held).magnitude
    if missing <= attempt.sizing.tolerances[index] ?? .zero { return }
    let isFrozen = isFrozen(index, wanted - held)
    if held.sign * wanted.sign < 0, !isFrozen { return }
    let lots = missing.down(to: book.lot(index))
    if lots.isZero {
      holdCodes[index] = "too_small"
    } else if !book.isBelowMinimum(index, lots) {
      holdCodes[index] = isFrozen ? "frozen" : "blocked"
    }
  }

  private mutating func reportHolds(_ after: [BigRatio]) {
    var asked: Set<Int> = []
    for firing in firings where firing.fires {
      if case .build(let build) = firing.instance.rule.action {
        asked.formUnion(members(build.target, firing.instance))
      }
    }
    for index in indices where after[index] == book.quantities[index] {
      let code = holdCodes[index]
      let isHedge = !hedgeRules(on: index, in: firings).isEmpty
      let bound = bounds[index]
      if !book.isHeld(index), bound.lower.isEmpty, code == nil, !isHedge { continue }
      let isSpokenOf =
        !bound.lower.isEmpty || !bound.upper.isEmpty || code != nil || isHedge
        || asked.contains(index)
      let quantity = book.quantities[index].exactly(Quantity.self) ?? .zero
      outcome.holds.insert(
        "\(symbol(index)) \(quantity): \(isSpokenOf ? code ?? "satisfied" : "no_rule")"
      )
    }
  }

  // MARK: Limits

  private mutating func reportLimits(_ attempt: ReferenceAttempt, _ after: [BigRatio]) {
    func moment(_ trades: [ReferenceTrade]) -> ReferenceMoment {
      var quantities = book.quantities
      for trade in trades { quantities[trade.index] = quantities[trade.index] + trade.change }
      return ReferenceMoment(
        quantities: quantities,
        cash: total(ledger(trades)) ?? .zero,
        traded: traded(trades)
      )
    }
    let moments = [
      moment([]), moment(trades(to: reduced)), moment(attempt.trades),
    ]
    let isHedging = attempt.trades.contains { hedges.contains($0.index) }
    for limit in limits {
      guard case .bound(let measure, let side, let number) = limit.subject else { continue }
      if case .weightOfEachValue(let dimension) = measure, lacksTags(dimension) { continue }
      for subject in subjects(of: measure, after) {
        let figures = moments.map { figure(measure, subject, $0) }
        let bound = BigRatio(number)
        func holds(_ value: BigRatio) -> Bool { side == .atMost ? value <= bound : value >= bound }
        let name = "\(limit.name) \(subject)"
        var state = "undecided"
        if let before = figures[0], let last = figures[2] {
          let isCut = cutting.contains(name) || factorCauses.contains(limit.name)
          if !holds(before) {
            state = "breached"
          } else if !holds(last) {
            let byReduction = figures[1].map { !holds($0) } ?? false
            state = byReduction || !isHedging ? "broken_by_reduction" : "broken_by_hedge"
          } else if isCut {
            state = "cut"
          } else {
            let isNear = (bound - last).magnitude <= bound.magnitude / BigRatio(10)
            state = isNear ? "near" : "held"
          }
          let isIdle = before.isZero && last.isZero
          if isIdle, state == "held" || state == "near" { continue }
        }
        if isOfEach(measure), figures[2] == nil { continue }
        let shown = [figures[0], figures[2]].map(nineDecimals).joined(separator: " → ")
        outcome.limits.insert("\(name): \(shown) of \(nineDecimals(bound)) \(state)")
      }
    }
  }

  /// Whether a subject of which nothing is known may be one of which nothing is held.
  private func isOfEach(_ measure: Limit.Measure) -> Bool {
    switch measure {
    case .weightOfEachInstrument, .tradeOfEachInstrument, .weightOfEachValue: true
    case .weightOfSet, .gross, .net, .beta, .cash, .turnover: false
    }
  }

  private func lacksTags(_ dimension: String) -> Bool {
    let present = indices.filter {
      !book.isApart($0, hedges: hedges) && (book.isHeld($0) || wasIncreased.contains($0))
    }
    let tags = present.flatMap { world.market.instruments[$0].tags }
    return !present.isEmpty && !tags.contains { $0.dimension == dimension }
  }

  private func subjects(of measure: Limit.Measure, _ after: [BigRatio]) -> [String] {
    switch measure {
    case .weightOfEachInstrument, .tradeOfEachInstrument:
      return indices.filter {
        !book.isApart($0, hedges: hedges)
          && (book.isHeld($0) || !after[$0].isZero || wasIncreased.contains($0))
      }.map(symbol)
    case .weightOfEachValue(let dimension):
      let present = indices.filter {
        !book.isApart($0, hedges: hedges) && (book.isHeld($0) || wasIncreased.contains($0))
      }
      return Set(present.flatMap { values(of: dimension, $0) }).sorted()
    case .weightOfSet: return ["set"]
    case .gross, .net, .beta, .cash, .turnover: return ["account"]
    }
  }

  private func values(of dimension: String, _ index: Int) -> [String] {
    let tags = world.market.instruments[index].tags.filter { $0.dimension == dimension }
    return tags.isEmpty ? ["untagged"] : tags.map(\.value)
  }

  /// The figure of a limit's subject as a share of NAV (or of the volume); nothing when not known.
  private func figure(_ measure: Limit.Measure, _ subject: String, _ moment: ReferenceMoment)
    -> BigRatio?
  {
    guard let nav = book.nav else { return nil }
    func exposures(_ members: [Int], _ weigh: (Int) -> BigRatio? = { _ in .one }) -> BigRatio? {
      var total = BigRatio.zero
      for index in members where !moment.quantities[index].isZero {
        guard let unit = book.unitExposure(index) else { return nil }
        let exposure = (unit * moment.quantities[index]).round4
        if exposure.isZero { continue }
        guard let weight = weigh(index) else { return nil }
        total = total + exposure * weight
      }
      return total / nav
    }
    func gross(_ members: [Int]) -> BigRatio? {
      exposures(members) { index in
        let unit = book.unitExposure(index) ?? .zero
        return BigRatio(unit.sign * moment.quantities[index].sign)
      }
    }
    let apart = indices.filter { !book.isApart($0, hedges: hedges) }
    switch measure {
    case .weightOfEachInstrument: return gross(apart.filter { symbol($0) == subject })
    case .weightOfEachValue(let dimension):
      return gross(apart.filter { values(of: dimension, $0).contains(subject) })
    case .weightOfSet(let set):
      return gross(book.members(of: set, in: rulebook, member: nil, reading: .limited))
    case .gross: return gross(Array(indices))
    case .net: return exposures(Array(indices))
    case .beta:
      let instruments = world.market.instruments
      let lacks = wasLeft.contains { instruments[$0].beta == nil }
      return lacks ? nil : exposures(Array(indices)) { instruments[$0].beta.map { BigRatio($0) } }
    case .cash: return book.totalCash == nil ? nil : moment.cash / nav
    case .turnover(let window): return turnover(window, of: moment.traded) / nav
    case .tradeOfEachInstrument:
      guard let index = indices.first(where: { symbol($0) == subject }) else { return nil }
      let change = (moment.quantities[index] - book.quantities[index]).magnitude
      let volume = world.market.instruments[index].averageDailyVolume.map { BigRatio($0) }
      return volume.flatMap { $0.isZero ? nil : change / $0 }
    }
  }

  // MARK: Hedges

  private mutating func reportHedges(_ attempt: ReferenceAttempt, _ after: [BigRatio]) {
    var grown = reduced
    for trade in attempt.trades where !hedges.contains(trade.index) {
      grown[trade.index] = book.quantities[trade.index]
    }
    for trade in attempt.trades where !hedges.contains(trade.index) {
      grown[trade.index] = grown[trade.index] + trade.change
    }
    for index in hedges {
      let rules = hedgeRules(on: index, in: firings)
      let firing = rules.filter { $0.0.fires && !undecidedHedges.contains($0.0.instance.label) }
      let parts = firing.compactMap { part($1, $0.instance, index, grown) }
      let exact = sum(parts.map(\.units))
      var wanted = exact.towardZero(to: book.lot(index))
      if wanted < .zero, !rulebook.settings.allowsShorting { wanted = .zero }
      let putOn = sum(
        rules.map { rule in
          let key = Journal.HoldingKey(rule: rule.0.instance.label, instrument: index)
          return journal.putOn[key].map { BigRatio($0) } ?? .zero
        }
      )
      for (rule, hedge) in rules {
        let isDecided = rule.fires && !undecidedHedges.contains(rule.instance.label)
        let part = isDecided ? part(hedge, rule.instance, index, grown) : nil
        let state =
          switch rule.state {
          case .fires: part == nil ? "undecided" : "active"
          case .quiet, .blind: "undecided"
          case .ended, .waits, .exits, .cooldown: putOn.isZero ? "inactive" : "ended"
          }
        var shown = "\(rule.instance.label) \(symbol(index)) \(state)"
        if let part {
          let lines = part.lines.map {
            "\(symbol($0.index)) \($0.exposure.exactly(Amount.self) ?? .zero)·\(nineDecimals($0.beta))"
          }
          let offset =
            sum(part.lines.map { $0.exposure * $0.beta }) * BigRatio(hedge.ratio)
          shown += " of \(lines.joined(separator: " + ")): \(nineDecimals(offset))"
          shown += " by \(nineDecimals(book.unitExposure(index)))·\(nineDecimals(part.ownBeta))"
          shown += " = \(nineDecimals(exact)), \(nineDecimals(wanted))"
        }
        outcome.hedges.insert(shown)
      }
    }
  }

  // MARK: Totals

  private mutating func reportTotals(_ attempt: ReferenceAttempt, _ after: [BigRatio]) {
    let increases = attempt.trades.filter(\.isIncrease)
    let reductions = attempt.trades.filter { !$0.isIncrease }
    var totals: [String: BigRatio?] = [
      "cashBefore": book.totalCash,
      "increases": traded(increases),
      "reductions": traded(reductions),
      "costs": costs(attempt.trades).round4,
      "turnover": book.nav.map { traded(attempt.trades) / BigRatio(2) / $0 },
    ]
    func share(_ quantities: [BigRatio], _ isGross: Bool) -> BigRatio? {
      guard let nav = book.nav else { return nil }
      var total = BigRatio.zero
      for index in indices where !quantities[index].isZero {
        guard let unit = book.unitExposure(index) else { return nil }
        let exposure = (unit * quantities[index]).round4
        total = total + (isGross ? exposure.magnitude : exposure)
      }
      return total / nav
    }
    totals["grossBefore"] = share(book.quantities, true)
    totals["grossAfter"] = share(after, true)
    totals["netBefore"] = share(book.quantities, false)
    totals["netAfter"] = share(after, false)
    outcome.totals = totals.mapValues { nineDecimals($0) }
  }
}
