internal import Quantities
internal import RuleSyntax

extension Lowering {
  mutating func lowerLimits() -> [Limit] {
    var limits: [Limit] = []
    var first: Declarations.Named?
    for item in declarations.limits {
      if let first, first.name == item.name {
        report(
          .duplicateName(item.name, at: item.nameSpan, first: first.nameSpan, kind: "a limit")
        )
        continue
      }
      first = item
      if let limit = lowerLimit(item) { limits.append(limit) }
    }
    return limits
  }

  private mutating func lowerLimit(_ item: Declarations.Named) -> Limit? {
    let part = Production(item.node)
    let accounts = lowerAccounts(part)
    guard let subject = lowerSubject(part) else { return nil }
    var force = Limit.Force.normal
    if part.has("enforced") { force = .enforced }
    if part.has("advisory") { force = .advisory }
    if force == .enforced, !canBeEnforced(subject) {
      let token = part.own.first { part.isWord($0, "enforced") }
      report(.cannotEnforce(at: token.map { part.span(of: $0) } ?? part.span))
      return nil
    }
    return Limit(
      name: item.name,
      subject: subject,
      force: force,
      accounts: accounts,
      span: part.span
    )
  }

  /// An enforced limit trims, which only an upper bound on weights or gross can mean.
  private func canBeEnforced(_ subject: Limit.Subject) -> Bool {
    guard case .bound(let measure, .atMost, _) = subject else { return false }
    switch measure {
    case .weightOfEachInstrument, .weightOfEachValue, .weightOfSet, .gross: return true
    case .net, .beta, .cash, .turnover, .tradeOfEachInstrument: return false
    }
  }

  private mutating func lowerSubject(_ part: Production) -> Limit.Subject? {
    if let node = part.child(.noTrade) { return lowerNoTrade(Production(node)) }
    guard let measureNode = part.children.first(where: \.kind.isMeasure) else {
      return broken(part.span)
    }
    let measure = lowerMeasure(Production(measureNode))
    guard let boundNode = part.child(.limitBound) else { return broken(part.span) }
    let side: Limit.Side
    if part.first(.lessOrEqual) != nil {
      side = .atMost
    } else if part.first(.greaterOrEqual) != nil {
      side = .atLeast
    } else {
      return broken(part.span)
    }
    guard let measure else { return nil }
    guard let bound = lowerBound(Production(boundNode), measure, measureNode) else { return nil }
    if side == .atLeast, !measure.takesLowerBound {
      report(.limitWithoutLowerSide(measureNode, at: part.span))
      return nil
    }
    return .bound(measure, side, bound)
  }

  private mutating func lowerNoTrade(_ part: Production) -> Limit.Subject? {
    guard let node = part.firstOperand else { return broken(part.span) }
    guard let set = lowerSet(node, Scope()) else { return nil }
    let trade: Limit.Trade = part.has("buys") ? .buys : part.has("sells") ? .sells : .trade
    return .noTrade(trade, set)
  }

  private mutating func lowerMeasure(_ part: Production) -> Limit.Measure? {
    switch part.node.kind {
    case .weightOfEachInstrument: return .weightOfEachInstrument
    case .weightOfEachValue:
      guard let node = part.child(.name), let name = node.plainText else {
        return broken(part.span)
      }
      guard useDimension(name, at: node.span, or: ["instrument"]) else { return nil }
      return .weightOfEachValue(dimension: name)
    case .weightOfSet:
      guard let node = part.firstOperand else { return broken(part.span) }
      return lowerSet(node, Scope()).map { .weightOfSet($0) }
    case .turnoverMeasure: return lowerDuration(part, after: "over").map { .turnover(over: $0) }
    case .tradeMeasure: return .tradeOfEachInstrument
    default:
      if part.has("gross") { return .gross }
      if part.has("net") { return .net }
      if part.has("beta") { return .beta }
      if part.has("cash") { return .cash }
      return broken(part.span)
    }
  }

  /// The bound in the measure's own unit: a plain number for beta, a percentage otherwise, `of adv`
  /// exactly for trade.
  private mutating func lowerBound(
    _ part: Production,
    _ measure: Limit.Measure,
    _ measureNode: SyntaxNode
  ) -> Number? {
    guard let token = part.first(.quantity) ?? part.first(.number) else {
      return broken(part.span)
    }
    guard let literal = lowerQuantity(token, of: part) else { return nil }
    let sign: Int64 = part.first(.minus) == nil ? 1 : -1
    let isOfVolume = part.has("adv")
    switch (literal, measure) {
    case (.number(let value), .beta) where part.first(.capitals) == nil:
      return Number(units: sign * value.units)
    case (.percent(let value), _) where measure != .beta:
      guard isOfVolume == (measure == .tradeOfEachInstrument) else {
        report(.volumeLimit(isOfVolume: isOfVolume, at: part.span))
        return nil
      }
      if sign < 0, !measure.takesNegativeBound {
        report(.negativeBound(measureNode, at: part.span))
        return nil
      }
      return Number(units: sign * value.units)
    default:
      report(.limitUnit(measureNode, wantsNumber: measure == .beta, at: part.span))
      return nil
    }
  }
}

extension Limit.Measure {
  /// Trading less than something can't be asked for by a limit.
  fileprivate var takesLowerBound: Bool {
    switch self {
    case .turnover, .tradeOfEachInstrument: false
    default: true
    }
  }

  /// Only signed measures go below zero.
  fileprivate var takesNegativeBound: Bool {
    switch self {
    case .net, .beta, .cash: true
    default: false
    }
  }
}

extension SyntaxKind {
  fileprivate var isMeasure: Bool {
    switch self {
    case .weightOfEachInstrument, .weightOfEachValue, .weightOfSet, .accountMeasure,
      .turnoverMeasure, .tradeMeasure:
      true
    default: false
    }
  }
}
