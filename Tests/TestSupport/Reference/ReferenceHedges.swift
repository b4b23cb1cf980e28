internal import Evaluator
internal import Portfolio
internal import Quantities
internal import RuleChecker

/// What the hedges come to for some quantities of everything else.
struct HedgeSizing {
  /// Signed changes by hedge instrument: what comes off, and what is added after that.
  var reductions: [Int: BigRatio] = [:]
  var increases: [Int: BigRatio] = [:]
  var wanted: [Int: BigRatio] = [:]
  /// What may be missing without an order.
  var tolerances: [Int: BigRatio] = [:]
  var blocked: Set<ReferenceOutcome.Mark> = []
}

/// The part that one rule wants of its hedge instrument.
struct HedgePart {
  /// Exact, signed.
  var units: BigRatio
  var tolerance: BigRatio
  /// Exposures of the set's members, with the betas that count.
  var lines: [(index: Int, exposure: BigRatio, beta: BigRatio)]
  var isByBeta: Bool
  var ownBeta: BigRatio
}

/// Stage 6: hedges on the exposure that the changes leave.
extension ReferencePlan {
  func hedgeRules(on index: Int, in firings: [ReferenceFiring]) -> [(ReferenceFiring, Hedge)] {
    firings.compactMap { firing in
      guard case .hedge(let hedge) = firing.instance.rule.action, hedge.instrument == symbol(index)
      else { return nil }
      return (firing, hedge)
    }
  }

  /// Decides hedge and review rules, once, on the account as stages 3 to 5 leave it. Gives the
  /// hedge instruments that must stay as they are.
  mutating func decideHedges() -> Set<Int> {
    var after = book
    after.quantities = quantities(atFactor: 10_000)
    let changes = trades(to: after.quantities)
    after.cash = ledger(changes)
    for index in hedges { after.quantities[index] = .zero }
    let fire = ReferenceFire(world: world, account: account, journal: journal, book: after)
    for position in firings.indices where firings[position].instance.isDecidedLate {
      firings[position] = fire.firing(firings[position].instance)
      if case .review(_) = firings[position].instance.rule.action {
        let label = firings[position].instance.label
        if firings[position].state == .blind { review(label, "undecided_rule") }
        if firings[position].fires { review(label, "asked_by_rule") }
      }
    }
    var fixed: Set<Int> = []
    var late: Set<Int> = []
    func isBlind(_ index: Int, _ firing: ReferenceFiring, _ hedge: Hedge) {
      fixed.insert(index)
      block(firing.instance.label, "undecided_rule")
      late.formUnion(members(hedge.set, firing.instance))
    }
    func withhold() {
      for index in late where increases[index] != nil {
        increases[index] = nil
        holdCodes[index] = "blocked"
      }
    }
    for index in hedges {
      for (firing, hedge) in hedgeRules(on: index, in: firings) {
        if firing.state == .blind { isBlind(index, firing, hedge) }
        if firing.state == .quiet { fixed.insert(index) }
      }
    }
    withhold()
    // What is withheld needs no price and no beta any more.
    let left = quantities(atFactor: 10_000)
    for index in hedges {
      for (firing, hedge) in hedgeRules(on: index, in: firings) where firing.fires {
        if part(hedge, firing.instance, index, left) != nil { continue }
        undecidedHedges.insert(firing.instance.label)
        isBlind(index, firing, hedge)
      }
    }
    withhold()
    for index in fixed { holdCodes[index] = "undecided_hedge" }
    return fixed
  }

  /// −R·ΣE·b ÷ (b_h·e_h), or nothing when something that it needs is not known.
  func part(
    _ hedge: Hedge,
    _ instance: RuleInstance,
    _ index: Int,
    _ quantities: [BigRatio]
  ) -> HedgePart? {
    var after = book
    after.quantities = quantities
    guard let unit = book.unitExposure(index), !unit.isZero else { return nil }
    let set = after.members(of: hedge.set, in: rulebook, member: instance.member)
      .filter { !hedges.contains($0) }
    if set.contains(where: { book.isHeld($0) && book.worth($0) == nil }) { return nil }
    let members = set.filter { !quantities[$0].isZero }
    let exposures = members.map { after.exposure($0) }
    if exposures.contains(nil) { return nil }
    let lines = zip(members, exposures.compactMap { $0 }).filter { !$1.isZero }
    func beta(_ index: Int) -> BigRatio? {
      world.market.instruments[index].beta.map { BigRatio($0) }
    }
    var total = sum(lines.map(\.1))
    var own = BigRatio.one
    let betas = lines.compactMap { beta($0.0) }
    let areKnown = betas.count == lines.count && beta(index) != nil
    if hedge.basis == .beta, !areKnown { return nil }
    if hedge.basis != .value, areKnown, let known = beta(index) {
      total = sum(zip(lines, betas).map { $0.1 * $1 })
      own = known
    }
    if own.isZero { return nil }
    let units = -(BigRatio(hedge.ratio) * total / (own * unit))
    let isByBeta = hedge.basis != .value && areKnown
    return HedgePart(
      units: units,
      tolerance: units.magnitude * BigRatio(hedge.tolerance),
      lines: lines.map { ($0.0, $0.1, isByBeta ? beta($0.0) ?? .one : .one) },
      isByBeta: isByBeta,
      ownBeta: own
    )
  }

  /// The hedges' changes when everything else comes to `quantities`.
  func sizeHedges(_ quantities: [BigRatio], fixed: Set<Int>) -> HedgeSizing {
    var sizing = HedgeSizing()
    for index in hedges where !fixed.contains(index) { size(index, quantities, &sizing) }
    return sizing
  }

  private func size(_ index: Int, _ quantities: [BigRatio], _ sizing: inout HedgeSizing) {
    let firing = hedgeRules(on: index, in: firings).filter { $0.0.fires }
    let parts = firing.compactMap { part($1, $0.instance, index, quantities) }
    let lot = book.lot(index)
    var wanted = sum(parts.map(\.units)).towardZero(to: lot)
    if wanted < .zero, !rulebook.settings.allowsShorting {
      wanted = .zero
      sizing.blocked.insert(
        ReferenceOutcome.Mark(subject: symbol(index), code: "shorting_not_allowed")
      )
    }
    if !firing.isEmpty { sizing.wanted[index] = wanted }
    let held = book.quantities[index]
    let tolerance = sum(parts.map(\.tolerance))
    sizing.tolerances[index] = tolerance
    if held.sign * wanted.sign < 0 {
      // On that side the hedge has ended, however small. The person's part stays; a hedge that is gone may
      // be put on anew on the other side.
      takeHedge(index, held.magnitude, isEnding: true, &sizing)
      let isGone = sizing.reductions[index] == -held
      if isGone, wanted.magnitude > tolerance { addHedge(index, wanted, &sizing) }
    } else if held.magnitude <= wanted.magnitude {
      let missing = wanted.magnitude - held.magnitude
      if missing <= tolerance { return }
      addHedge(index, missing.down(to: lot) * BigRatio(wanted.sign), &sizing)
    } else {
      takeHedge(index, held.magnitude - wanted.magnitude, isEnding: wanted.isZero, &sizing)
    }
  }

  private func addHedge(_ index: Int, _ change: BigRatio, _ sizing: inout HedgeSizing) {
    if change.isZero || book.isBelowMinimum(index, change) { return }
    if isFrozen(index, change) { return }
    if let code = book.staleness(index) {
      sizing.blocked.insert(ReferenceOutcome.Mark(subject: symbol(index), code: code))
      return
    }
    if isAccountGuarded || book.nav == nil || guarded.contains(index) { return }
    sizing.increases[index] = change
  }

  /// Takes off at most what hedges put on.
  private func takeHedge(
    _ index: Int,
    _ over: BigRatio,
    isEnding: Bool,
    _ sizing: inout HedgeSizing
  ) {
    let held = book.quantities[index]
    let names = hedgeRules(on: index, in: firings).map { $0.0.instance.label }
    let putOn = journal.putOn.filter {
      $0.key.instrument == index && names.contains($0.key.rule)
        && BigRatio($0.value).sign == held.sign
    }
    let total = sum(putOn.values.map { BigRatio($0).magnitude })
    let most = min(over, total)
    if most.isZero { return }
    // Up to whole lots, but never into what the person holds; a close is exact.
    let up = min(held.magnitude, most.up(to: book.lot(index)))
    let amount = up <= total ? up : most.down(to: book.lot(index))
    if amount.isZero { return }
    let isMinor = most < book.lot(index) || book.isBelowMinimum(index, amount)
    if isMinor, !isEnding { return }
    let change = amount * BigRatio(-held.sign)
    if !isFrozen(index, change) { sizing.reductions[index] = change }
  }

  /// Whether a freeze or a no-trade limit that names the instrument, or `all`, forbids the change.
  func isFrozen(_ index: Int, _ change: BigRatio) -> Bool {
    let isBuy = change > .zero
    for firing in firings where firing.fires {
      guard case .freeze(let freeze) = firing.instance.rule.action,
        book.names(index, freeze.set, in: rulebook)
      else { continue }
      if freeze.side == .both || (freeze.side == .buys) == isBuy { return true }
    }
    return limits.contains { limit in
      guard limit.force != .advisory, case .noTrade(let trade, let set) = limit.subject,
        book.names(index, set, in: rulebook)
      else { return false }
      return trade == .trade || (trade == .buys) == isBuy
    }
  }
}

extension RuleInstance {
  /// Whether its condition reads the account after the changes.
  var isDecidedLate: Bool {
    switch rule.action {
    case .hedge, .review: true
    case .build, .hold, .trim, .freeze: false
    }
  }
}
