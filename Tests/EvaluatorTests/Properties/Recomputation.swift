import BigInt
import Evaluator
import Quantities

/// Works the quantity of a change out again from what its account's proposal says, as a reader of the
/// proposal would: no rulebook, no market, no code of the stages.
struct Recomputation {
  let proposal: AccountProposal

  /// What is wrong with the evidence of `change`; nothing when its quantity follows from it.
  func fault(of change: Change) -> String? {
    switch change.evidence {
    case .bounds(let evidence): fault(of: change, evidence)
    case .hedge(let evidence): fault(of: change, evidence)
    case .conversion(let evidence): fault(of: change, evidence)
    case nil: "no evidence"
    }
  }

  private var nav: Fraction? { proposal.nav.map { Fraction($0) } }

  // MARK: Bounds

  private func fault(of change: Change, _ evidence: BoundEvidence) -> String? {
    let held = Fraction(evidence.unit.held).size
    var target = held
    for mark in evidence.bounds {
      guard let found = quantity(of: mark, change, evidence.unit) else {
        return "no figure for \(mark)"
      }
      let said = Fraction(mark.quantity)
      if !found.isClose(to: said) { return "\(mark) is \(found)" }
      target = mark.side == .lower ? max(target, said) : min(target, said)
    }
    if target != Fraction(evidence.target) { return "the target is \(target)" }
    let lot = Fraction(evidence.unit.lot)
    let isIncrease = change.action == .buy || change.action == .short
    let asked = isIncrease ? target - held : held - target
    let quantity: Fraction
    if isIncrease {
      guard let left = left(of: asked, change, evidence) else { return "its cuts do not lead on" }
      if left != Fraction(evidence.unrounded) { return "\(left) is left after its cuts" }
      quantity = left.down(to: lot) - Fraction(evidence.givenUp)
    } else {
      if asked != Fraction(evidence.unrounded) { return "\(asked) is to come off" }
      quantity = target == .zero ? held : min(held, asked.up(to: lot))
    }
    return quantity == Fraction(change.quantity) ? nil : "the quantity is \(quantity)"
  }

  /// What the cuts leave of what the bounds ask for.
  private func left(of asked: Fraction, _ change: Change, _ evidence: BoundEvidence) -> Fraction? {
    var left = asked
    for cut in change.cuts {
      let (from, to) = (Fraction(cut.from), Fraction(cut.to))
      if let factor = cut.factor, !(from * Fraction(factor)).isClose(to: to) { return nil }
      if to > from { return nil }
      // A basket's cut leads to the bound, all others on from there.
      if cut.by == "basket" {
        if to != asked { return nil }
        continue
      }
      if from != left { return nil }
      left = to
    }
    return left
  }

  private func quantity(
    of mark: BoundMark,
    _ change: Change,
    _ unit: UnitEvidence
  ) -> Fraction? {
    let held = Fraction(unit.held).size
    switch mark.formula {
    case nil: return nil
    case .build(let build):
      guard let nav, let exposure = exposure(of: unit, change) else { return nil }
      return quantity(of: build, held, nav, exposure)
    case .weight(let weight):
      if weight.isZero { return .zero }
      guard let nav, let exposure = exposure(of: unit, change) else { return nil }
      return Fraction(weight) * nav / exposure
    case .together(let weight, let total):
      return nav.map { held * Fraction(weight) * $0 / Fraction(total) }
    case .rest(let base, let less): return Fraction(base) * (.one - Fraction(less))
    case .exit(let putOn, let asked): return max(held - Fraction(putOn), Fraction(asked))
    }
  }

  private func quantity(
    of build: BuildArithmetic,
    _ held: Fraction,
    _ nav: Fraction,
    _ exposure: Fraction
  ) -> Fraction? {
    func target(_ share: Ratio) -> Fraction {
      Fraction(share) * Fraction(build.weight) * Fraction(build.share) * nav / exposure
    }
    var missing = Fraction.zero
    for step in build.steps {
      var own: Fraction
      if let goal = step.goal {
        own = step.isFilled ? .zero : max(.zero, Fraction(goal) - Fraction(step.taken))
      } else {
        own = max(.zero, target(step.share) - max(held, Fraction(build.filled)) - missing)
      }
      if !own.isClose(to: Fraction(step.missing)) { return nil }
      own = Fraction(step.missing)
      missing = missing + own
    }
    if build.steps.last?.share != build.unlocked { return nil }
    let raise = min(missing, max(held, target(build.unlocked)) - held)
    var factor = Fraction.one
    if let basket = build.basket {
      let room = Fraction(build.unlocked) * Fraction(build.weight) * nav - Fraction(basket.held)
      factor = min(.one, max(.zero, room / Fraction(basket.raised)))
    }
    if !raise.isClose(to: Fraction(build.raise)) || !factor.isClose(to: Fraction(build.factor)) {
      return nil
    }
    return held + factor * raise
  }

  /// |e|: price · multiplier · leverage · rate.
  private func exposure(of unit: UnitEvidence, _ change: Change) -> Fraction? {
    guard let price = change.price, let rate = unit.rate else { return nil }
    return (Fraction(price) * Fraction(unit.multiplier) * Fraction(unit.leverage) * Fraction(rate))
      .size
  }

  // MARK: Hedges

  private func fault(of change: Change, _ evidence: HedgeEvidence) -> String? {
    let lot = Fraction(evidence.unit.lot)
    let rows = proposal.hedges.filter { $0.instrument == change.symbol && $0.state == .active }
    var wanted = Fraction.zero
    var tolerance = Fraction.zero
    for row in rows {
      guard let own = size(of: row, evidence.unit, change) else { return "no figure for \(row)" }
      wanted = wanted + own
      tolerance = tolerance + own.size * Fraction(row.within)
    }
    guard wanted.isClose(to: Fraction(evidence.wantedExact)),
      tolerance.isClose(to: Fraction(evidence.tolerance))
    else { return "wanted is \(wanted) and the tolerance \(tolerance)" }
    var lots = Fraction(evidence.wantedExact)
    lots = lots < .zero ? lots.up(to: lot) : lots.down(to: lot)
    let isRefused = proposal.blocked.contains {
      $0.subject == change.symbol && $0.code == "shorting_not_allowed"
    }
    if lots < .zero && isRefused { lots = .zero }
    if lots != Fraction(evidence.wanted) { return "wanted are \(lots) in lots" }
    let isIncrease = change.action == .buy || change.action == .short
    let quantity =
      isIncrease ? growth(to: lots, evidence, lot) : shrinkage(to: lots, evidence, lot)
    return quantity == Fraction(change.quantity) ? nil : "the quantity is \(quantity)"
  }

  /// −R · Σ E·b ÷ (b_h · e_h).
  private func size(of row: HedgeReport, _ unit: UnitEvidence, _ change: Change) -> Fraction? {
    guard let beta = row.unitBeta, let exposure = exposure(of: unit, change) else { return nil }
    let sum = row.lines.reduce(Fraction.zero) { $0 + Fraction($1.exposure) * Fraction($1.beta) }
    let sign: Fraction = unit.leverage.isNegative ? -.one : .one
    return -(sum * Fraction(row.ratio)) / (Fraction(beta) * exposure * sign)
  }

  /// What is put on: from zero where it began on the other side.
  private func growth(to wanted: Fraction, _ evidence: HedgeEvidence, _ lot: Fraction) -> Fraction {
    let held = Fraction(evidence.unit.held)
    let isSameSide = (held < .zero) == (wanted < .zero)
    let missing = wanted.size - (isSameSide ? held.size : .zero)
    if missing <= Fraction(evidence.tolerance) { return .zero }
    return (missing.down(to: lot) * Fraction(evidence.factor)).down(to: lot)
  }

  private func shrinkage(
    to wanted: Fraction,
    _ evidence: HedgeEvidence,
    _ lot: Fraction
  ) -> Fraction {
    let held = Fraction(evidence.unit.held)
    let isSameSide = wanted == .zero || (held < .zero) == (wanted < .zero)
    let putOn = Fraction(evidence.putOn).size
    let over = min(isSameSide ? held.size - wanted.size : held.size, min(putOn, held.size))
    let removed = min(held.size, over.up(to: lot))
    return removed > putOn ? putOn.down(to: lot) : removed
  }

  // MARK: Conversions

  private func fault(of change: Change, _ evidence: ConversionEvidence) -> String? {
    let digit = Fraction(1, over: 10_000)
    let (short, available) = (Fraction(evidence.short), Fraction(evidence.available))
    let rate = Fraction(evidence.rate)
    var bought = short
    var sold = (short * rate).up(to: digit)
    if sold > available {
      sold = available
      bought = (available / rate).down(to: digit)
    }
    if bought != Fraction(change.quantity) { return "\(bought) are bought" }
    return change.amount.map { Fraction($0) } == sold ? nil : "\(sold) are sold"
  }

  /// What is wrong with the amounts: cash before, what every change books, and cash after do not sum, or
  /// a conversion does not begin where the trades leave it.
  var faultOfCash: String? {
    var balances = proposal.cash.reduce(into: [Currency: Fraction]()) {
      $0[$1.currency] = Fraction($1.before)
    }
    for change in proposal.changes where change.action != .convert {
      let isPaid = change.action == .buy || change.action == .cover
      let amount = change.amount.map { Fraction($0) } ?? .zero
      balances[change.currency, default: .zero] =
        (balances[change.currency] ?? .zero) + (isPaid ? -amount : amount) - Fraction(change.fee)
    }
    // The base currency is drawn on first.
    let conversions = proposal.changes.filter { $0.action == .convert }.sorted { one, other in
      func key(_ change: Change) -> (String, Int, Currency) {
        (change.symbol, change.currency == proposal.baseCurrency ? 0 : 1, change.currency)
      }
      return key(one) < key(other)
    }
    for change in conversions {
      guard case .conversion(let evidence) = change.evidence, let sold = change.amount,
        let bought = Currency(change.symbol)
      else { return "\(change.symbol) has no evidence" }
      guard let short = balances[bought], let available = balances[change.currency],
        short == -Fraction(evidence.short), available == Fraction(evidence.available)
      else { return "the conversion into \(bought) begins elsewhere" }
      balances[bought] = short + Fraction(change.quantity)
      balances[change.currency] = available - Fraction(sold)
    }
    for row in proposal.cash where balances[row.currency] != Fraction(row.after) {
      return "\(row.currency) comes to \(balances[row.currency] ?? .zero), not \(row.after)"
    }
    return nil
  }
}
