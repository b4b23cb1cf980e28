import Portfolio
import Quantities
import RuleChecker

/// Puts what the stages recorded of one line into a trail.
struct TrailBuilder {
  let run: AccountRun
  let proposal: AccountProposal

  /// The trail of any instrument of the market: of one that is neither held nor wanted, its value alone.
  func trail(ofInstrument instrument: Int) throws(ArithmeticFailure) -> InstrumentTrail {
    let index = run.line(of: instrument)
    let line: Line
    if let index { line = run.lines[index] } else { line = try bareLine(instrument) }
    let symbol = run.symbol(line)
    let changes = proposal.changes.filter { $0.symbol == symbol && $0.action != .convert }
    return InstrumentTrail(
      symbol: symbol,
      name: line.terms.listed.name,
      held: line.held,
      isShort: line.side == .short,
      isHedgeInstrument: line.isOfHedge,
      lot: line.lot,
      minimumTrade: try run.minimumTrade(),
      value: try value(of: line),
      bounds: try (line.marks ?? []).map { (mark) throws(ArithmeticFailure) in
        try index.map { (index) throws(ArithmeticFailure) in
          try run.completed(mark, index)
        } ?? mark
      },
      noBuys: line.noBuys,
      noSells: line.noSells,
      asks: index.map { needs(of: $0) } ?? [],
      entries: try index.map { index throws(ArithmeticFailure) in try entries(index, changes) }
        ?? [],
      after: try after(line, changes),
      changes: changes,
      hold: proposal.holds.first { $0.symbol == symbol }
    )
  }

  private func bareLine(_ instrument: Int) throws(ArithmeticFailure) -> Line {
    let terms = try run.world.view(from: run.account.baseCurrency).terms(of: [instrument])
    return try Line(terms[0], held: .zero)
  }

  private func value(of line: Line) throws(ArithmeticFailure) -> InstrumentTrail.Value {
    InstrumentTrail.Value(
      price: line.unit.price,
      currency: line.terms.listed.currency,
      unitValue: line.unit.value,
      unitExposure: line.unit.exposure,
      value: line.value,
      exposure: line.exposure,
      weight: try run.weight(of: line.held, line),
      defect: line.unit.defect?.rawValue
    )
  }

  private func needs(of index: Int) -> [BuildNeed] {
    run.asks.flatMap { ask -> [BuildNeed] in
      let plan = run.plans[ask.plan]
      guard let build = plan.build else { return [] }
      return ask.members.filter { $0.line == index }.map { member in
        BuildNeed(
          rule: plan.key,
          target: member.target,
          steps: member.missing.indices.map { step in
            let key = run.key(of: step, build, plan, line: index)
            return BuildNeed.Step(
              name: build.action.steps[step].name,
              missing: member.missing[step],
              isFilled: run.journal.steps[key]?.filledAt != nil
            )
          },
          raise: member.raise,
          tooSmall: member.tooSmall
        )
      }
    }
  }

  /// What is held once the proposal is carried out: not what verification withdrew.
  private func after(_ line: Line, _ changes: [Change]) throws(ArithmeticFailure) -> Quantity {
    var quantity = line.held
    for change in changes {
      let isBuy = change.action == .buy || change.action == .cover
      quantity =
        isBuy
        ? try quantity.adding(change.quantity) : try quantity.subtracting(change.quantity)
    }
    return quantity
  }

  // MARK: Entries

  private func entries(
    _ index: Int?,
    _ changes: [Change]
  ) throws(ArithmeticFailure) -> [InstrumentTrail.Entry] {
    guard let trail = run.trail, let index else { return [] }
    let line = run.lines[index]
    var entries: [InstrumentTrail.Entry] = []
    var position = line.held.ratio
    var cuts = 0
    for (stage, lines) in trail.states where lines.indices.contains(index) {
      let state = lines[index]
      switch stage {
      case .bound, .verify: break
      case .target:
        entries += try targetEntries(index, trail.wanted[index], state)
      case .limit, .hedge, .feasible:
        entries += try cutEntries(line, stage, from: cuts, to: state.cuts)
        let reached = entries.last?.after ?? position
        if reached != state.position {
          entries.append(rest(index, stage, before: reached, state))
        }
      }
      cuts = state.cuts
      position = state.position
    }
    let final = try after(line, changes).ratio
    if final != position {
      entries.append(
        InstrumentTrail.Entry(
          .verify,
          before: position,
          after: final,
          by: ["promise_broken"],
          detail: "a check of the result failed, and all increases were withdrawn"
        )
      )
    }
    return entries
  }

  /// From what is held to the nearest point of the bounds, and what at once stands in its way.
  private func targetEntries(
    _ index: Int,
    _ wanted: Ratio?,
    _ state: StageTrail.State
  ) throws(ArithmeticFailure) -> [InstrumentTrail.Entry] {
    let line = run.lines[index]
    let held = line.held.ratio
    guard let wanted else { return [] }
    let target = line.side == .long ? wanted : try wanted.negated()
    var entries: [InstrumentTrail.Entry] = []
    if target != held {
      let isIncrease = wanted > (try line.size().ratio)
      let bound = isIncrease ? line.lower : line.upper
      let steps = isIncrease ? line.lower?.steps ?? [] : []
      let rules = (bound?.rules ?? []).filter { rule in
        !steps.contains { $0.hasPrefix("\(rule).") }
      }
      entries.append(
        InstrumentTrail.Entry(.target, before: held, after: target, by: rules + steps)
      )
    }
    if state.position != target {
      entries.append(rest(index, .target, before: target, state))
    }
    return entries
  }

  /// Limits, cash and turnover, one after the other.
  private func cutEntries(
    _ line: Line,
    _ stage: InstrumentTrail.StageName,
    from first: Int,
    to end: Int
  ) throws(ArithmeticFailure) -> [InstrumentTrail.Entry] {
    var entries: [InstrumentTrail.Entry] = []
    let base = try line.afterReduction().ratio
    for cut in line.cuts.prefix(end).dropFirst(first) {
      entries.append(
        InstrumentTrail.Entry(
          stage,
          before: try position(cut.from, on: base, line),
          after: try position(cut.to, on: base, line),
          by: [cut.by],
          factor: cut.factor
        )
      )
    }
    return entries
  }

  private func position(
    _ increase: Ratio,
    on base: Ratio,
    _ line: Line
  ) throws(ArithmeticFailure) -> Ratio {
    line.side == .long ? try base.adding(increase) : try base.subtracting(increase)
  }

  /// What a stage did besides cuts: withheld, dropped, rounded or hedged.
  private func rest(
    _ index: Int,
    _ stage: InstrumentTrail.StageName,
    before: Ratio,
    _ state: StageTrail.State
  ) -> InstrumentTrail.Entry {
    let (by, detail) = cause(index, stage, state)
    return InstrumentTrail.Entry(
      stage,
      before: before,
      after: state.position,
      by: by,
      detail: detail
    )
  }

  private func cause(
    _ index: Int,
    _ stage: InstrumentTrail.StageName,
    _ state: StageTrail.State
  ) -> (by: [String], detail: String) {
    let line = run.lines[index]
    if stage == .feasible, !line.hedged.isZero { return (run.hedgeRules(of: index), "") }
    guard state.position == line.held.ratio, let hold = state.hold else {
      return (["whole lots"], "")
    }
    switch hold.code {
    case .belowMinimumTrade: return (["minimum trade"], hold.detail)
    case .frozen, .noRoom: return ([hold.detail], "")
    case .tooSmall, .satisfied, .noRule: return (["whole lots"], "less than one lot")
    case .blocked, .undecidedHedge: return (["withheld"], hold.detail)
    }
  }
}
