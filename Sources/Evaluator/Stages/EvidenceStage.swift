import Portfolio
import Quantities
import RuleChecker

/// After the stages: what each change was computed from.
extension AccountRun {
  func evidence(of index: Int, isIncrease: Bool) throws(ArithmeticFailure) -> Evidence {
    let line = lines[index]
    let unit = try unitEvidence(of: line)
    if let number = hedges.firstIndex(where: { $0.line == index }), !line.hedged.isZero {
      return .hedge(try hedgeEvidence(number, unit))
    }
    let held = try line.size().ratio
    let target = try line.target()
    var evidence = BoundEvidence(
      unit: unit,
      bounds: try decisiveBounds(of: index),
      target: target,
      unrounded: try target.subtracting(held).absolute(),
      givenUp: .zero
    )
    if isIncrease {
      if let cut = line.cuts.last { evidence.unrounded = cut.to }
      evidence.givenUp = try roundedIncrease(line, factor: factor).subtracting(line.added)
    }
    return .bounds(evidence)
  }

  private func unitEvidence(of line: Line) throws(ArithmeticFailure) -> UnitEvidence {
    let instrument = line.terms.listed
    return UnitEvidence(
      held: line.held,
      lot: line.lot,
      multiplier: instrument.multiplier,
      leverage: instrument.leverage,
      rate: try exchange.rate(of: instrument.currency)?.ratio
    )
  }

  private func hedgeEvidence(
    _ number: Int,
    _ unit: UnitEvidence
  ) throws(ArithmeticFailure) -> HedgeEvidence {
    let size = feasible?.sizes[number] ?? HedgeSize()
    let factor = feasible?.hedgeFactor ?? 10_000
    let floor = try cashFloor().limit
    let cause = feasible?.hedgeLimit ?? floor ?? "cash"
    return HedgeEvidence(
      unit: unit,
      putOn: hedges[number].putOn,
      wantedExact: size.exact,
      wanted: size.wanted,
      tolerance: size.tolerance,
      factor: try Ratio(Int128(factor), over: 10_000),
      cutBy: factor < 10_000 ? cause : nil
    )
  }

  // MARK: Bounds

  private func decisiveBounds(of index: Int) throws(ArithmeticFailure) -> [BoundMark] {
    let sides = [(BoundMark.Side.lower, lines[index].lower), (.upper, lines[index].upper)]
    var marks: [BoundMark] = []
    for (side, bound) in sides {
      guard let bound, let rule = bound.rules.first else { continue }
      let steps = bound.steps.filter { $0.hasPrefix("\(rule).") }
      marks.append(
        try completed(
          BoundMark(side, bound.quantity, by: rule, steps: steps, bound.formula),
          index
        )
      )
    }
    return marks
  }

  /// With the arithmetic of a build, which its ask has.
  func completed(_ mark: BoundMark, _ index: Int) throws(ArithmeticFailure) -> BoundMark {
    guard mark.formula == nil, let ask = asks.first(where: { plans[$0.plan].key == mark.by }),
      let member = ask.members.first(where: { $0.line == index }),
      case .build(let build) = plans[ask.plan].rule.action
    else { return mark }
    var mark = mark
    mark.formula = .build(try arithmetic(of: member, ask, build))
    return mark
  }

  private func arithmetic(
    of member: BuildAsk.Member,
    _ ask: BuildAsk,
    _ build: Build
  ) throws(ArithmeticFailure) -> BuildArithmetic {
    let line = lines[member.line]
    let rule = plans[ask.plan].key
    var steps: [BuildArithmetic.Step] = []
    for (step, missing) in zip(build.steps, member.missing) {
      let key = Journal.StepKey(rule: rule, step: step.name, instrument: line.instrument)
      let record = journal.steps[key]
      steps.append(
        BuildArithmetic.Step(
          name: step.name,
          share: step.cumulativeShare.ratio,
          goal: record?.goal,
          taken: try (record?.filled ?? .zero).adding(record?.sent ?? .zero),
          isFilled: record?.filledAt != nil,
          missing: missing
        )
      )
    }
    return BuildArithmetic(
      unlocked: build.steps[ask.unlocked - 1].cumulativeShare.ratio,
      weight: build.weight.ratio,
      share: member.share,
      target: member.target ?? .zero,
      filled: try filled(by: rule, line),
      steps: steps,
      raise: member.raise,
      basket: try basketExposure(of: ask, build).map {
        BuildArithmetic.Basket(held: $0.held, raised: $0.raised)
      },
      factor: ask.factor
    )
  }
}
