internal import Quantities
internal import RuleSyntax

extension Lowering {
  mutating func lowerAction(_ node: SyntaxNode, _ scope: Scope) -> Action? {
    let part = Production(node)
    switch node.kind {
    case .buildAction: return lowerBuild(part, scope)
    case .holdAction: return lowerHold(part, scope)
    case .trimAction: return lowerTrim(part, scope)
    case .freezeAction:
      guard let set = lowerActionSet(part, scope) else { return nil }
      let side: Freeze.Side = part.has("buys") ? .buys : part.has("sells") ? .sells : .both
      return .freeze(Freeze(side: side, set: set))
    case .hedgeAction: return lowerHedge(part, scope)
    default: return lowerActionSet(part, scope).map { .review($0) }
    }
  }

  private mutating func lowerActionSet(_ part: Production, _ scope: Scope) -> InstrumentSet? {
    guard let node = part.firstOperand else { return broken(part.span) }
    return lowerSet(node, scope)
  }

  private mutating func lowerTarget(_ part: Production, _ scope: Scope) -> Target? {
    guard let node = part.child(.target) else { return broken(part.span) }
    let target = Production(node)
    guard let setNode = target.firstOperand else { return broken(part.span) }
    guard let set = lowerSet(setNode, scope) else { return nil }
    return Target(isEach: target.has("each"), set: set)
  }

  /// A target that a weight can be given to: one instrument, a basket, or `each`.
  private mutating func lowerSizedTarget(
    _ part: Production,
    _ scope: Scope,
    action: String
  ) -> Target? {
    guard let target = lowerTarget(part, scope) else { return nil }
    if target.isEach { return target }
    switch target.set.kind {
    case .symbol, .basket, .member: return target
    case .tag, .all, .held, .except:
      report(.notOneTarget(action, at: target.set.span))
      return nil
    }
  }

  private mutating func lowerHold(_ part: Production, _ scope: Scope) -> Action? {
    let target = lowerSizedTarget(part, scope, action: "hold")
    let weight = lowerPercent(part, after: "at", from: .fromZero)
    var band: Percent? = Percent.zero
    if part.has("within") { band = lowerPercent(part, after: "within", from: .fromZero) }
    guard let target, let weight, let band else { return nil }
    return .hold(Hold(target: target, weight: weight, band: band))
  }

  private mutating func lowerTrim(_ part: Production, _ scope: Scope) -> Action? {
    let target = lowerTarget(part, scope)
    let bound: Trim.Bound?
    if part.has("by") {
      bound = lowerPercent(part, after: "by", from: .aboveZeroToWhole).map { .by($0) }
    } else {
      bound = lowerPercent(part, after: "to", from: .fromZero).map { .toWeight($0) }
    }
    guard let target, let bound else { return nil }
    return .trim(Trim(target: target, bound: bound))
  }

  private mutating func lowerHedge(_ part: Production, _ scope: Scope) -> Action? {
    let set = lowerActionSet(part, scope)
    let ratio = lowerPercent(part, after: "hedge", from: .aboveZeroToWhole)
    var tolerance: Percent? = Percent.zero
    if part.has("within") { tolerance = lowerPercent(part, after: "within", from: .zeroToWhole) }
    guard let symbol = part.child(.symbol), let instrument = symbol.plainText else {
      return broken(part.span)
    }
    let basis: Hedge.Basis
    if part.has("beta") {
      basis = part.has("otherwise") ? .betaOtherwiseValue : .beta
    } else {
      basis = .value
    }
    guard let set, let ratio, let tolerance else { return nil }
    return .hedge(
      Hedge(
        ratio: ratio,
        set: set,
        basis: basis,
        instrument: instrument,
        instrumentSpan: symbol.span,
        tolerance: tolerance
      )
    )
  }

  // MARK: Builds

  private mutating func lowerBuild(_ part: Production, _ scope: Scope) -> Action? {
    let target = lowerSizedTarget(part, scope, action: "build")
    let weight = lowerPercent(part, after: "to", from: .aboveZero)
    let steps = part.has("tranches") ? lowerSteps(part, scope) : [wholeStep(part.span)]
    guard let target, let weight, let steps else { return nil }
    return .build(
      Build(isShort: part.has("short"), target: target, weight: weight, steps: steps)
    )
  }

  /// A build without tranches is one step.
  private func wholeStep(_ span: Span) -> Step {
    Step(name: "all", share: .whole, cumulativeShare: .whole, gate: Gate(), span: span)
  }

  private mutating func lowerSteps(_ part: Production, _ scope: Scope) -> [Step]? {
    var steps: [Step] = []
    var shares: [(share: Percent, span: Span)] = []
    var places: [String: Int] = [:]
    var cumulative: Int64 = 0
    var isGood = !faults.touch(part.node)
    let nodes = part.children.filter { $0.kind == .step }
    for (index, node) in nodes.enumerated() {
      if let name = node.child(.name)?.plainText, let first = places[name] {
        report(.duplicatePart("step", name, at: node.span, first: nodes[first].span))
        isGood = false
        continue
      }
      let inner = Production(node)
      let share = lowerPercent(
        inner.first(.quantity) ?? inner.first(.number),
        of: inner,
        from: .aboveZeroToWhole
      )
      if let share { shares.append((share, inner.span)) }
      guard let step = lowerStep(inner, share, places, cumulative, scope) else {
        isGood = false
        // The name stays known, so that later delays after it are no mistakes of their own.
        if let name = node.child(.name)?.plainText { places[name] = index }
        continue
      }
      places[step.name] = index
      cumulative = step.cumulativeShare.units
      steps.append(step)
    }
    // A broken gate does not hide what the shares sum to.
    if shares.count == nodes.count { checkShares(shares, of: "tranches", "", at: part.span) }
    return isGood && cumulative == Percent.scale ? steps : nil
  }

  private mutating func lowerStep(
    _ part: Production,
    _ share: Percent?,
    _ places: [String: Int],
    _ cumulative: Int64,
    _ scope: Scope
  ) -> Step? {
    guard let name = part.child(.name)?.plainText else { return broken(part.span) }
    var gate: Gate? = Gate()
    if let gateNode = part.child(.gate) {
      gate = lowerGate(Production(gateNode), of: name, places, scope)
    } else {
      gate = broken(part.span)
    }
    guard let share, let gate else { return nil }
    let (sum, overflow) = cumulative.addingReportingOverflow(share.units)
    return Step(
      name: name,
      share: share,
      cumulativeShare: Percent(units: overflow ? .max : sum),
      gate: gate,
      span: part.span
    )
  }

  private mutating func lowerGate(
    _ part: Production,
    of step: String,
    _ places: [String: Int],
    _ scope: Scope
  ) -> Gate? {
    var gate = Gate()
    var isGood = true
    if let condition = part.firstOperand {
      gate.condition = lowerCondition(condition, in: part, scope)
      isGood = gate.condition != nil
    } else if part.own.first.map({ part.isWord($0, "once") }) ?? false {
      return broken(part.span)
    }
    if let node = part.child(.delay) {
      gate.delay = lowerDelay(Production(node), of: step, places)
      isGood = isGood && gate.delay != nil
    }
    return isGood ? gate : nil
  }

  /// `at least DURATION after STEP`: an earlier step of the same build.
  private mutating func lowerDelay(
    _ part: Production,
    of step: String,
    _ places: [String: Int]
  ) -> Gate.Delay? {
    let duration = lowerDuration(part, after: "least")
    guard let node = part.child(.name), let name = node.plainText else { return broken(part.span) }
    guard let place = places[name], name != step else {
      report(.noEarlierStep(name, of: step, at: node.span, earlier: Array(places.keys)))
      return nil
    }
    guard let duration else { return nil }
    return Gate.Delay(duration: duration, afterStep: place)
  }
}
