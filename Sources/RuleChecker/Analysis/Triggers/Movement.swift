internal import Quantities

/// How an action moves what is held: which instruments, which way, and how far at most.
struct Movement {
  enum Direction { case up, down, both }

  /// What an action moves when it begins, and what leaving it moves.
  enum Event: Hashable { case start, exit }

  var rule: Int
  var event: Event
  var reach: InstrumentReach
  /// Of signed exposure. Exposure per unit is taken to be positive; an inverse fund, which only the
  /// portfolio file knows, turns the direction round.
  var direction: Direction
  /// Whether it trades a hedge instrument.
  var isHedge: Bool
  /// Whether a build makes it.
  var isBuild = false
  /// The target's weight that an increase never passes, and that a decrease reaches, where the target
  /// is one instrument or a basket.
  var exact: (set: InstrumentSet, highest: Ratio?, lowest: Ratio?)?
  /// The most that all increases add to a sum of weights, where the rulebook names the instruments.
  var mostAdded: Ratio?

  /// The movements of a rule; none for one that never trades.
  ///
  /// - Parameter hasShorts: whether any rule of the rulebook builds short.
  static func of(
    _ rule: Rule,
    at index: Int,
    in rulebook: CheckedRulebook,
    hasShorts: Bool
  ) -> [Movement] {
    switch rule.action {
    case .freeze, .review: return []
    case .hedge(let hedge):
      let reach = InstrumentReach(
        InstrumentSet(.symbol(hedge.instrument), span: hedge.instrumentSpan),
        of: rule,
        in: rulebook
      )
      return [
        Movement(rule: index, event: .start, reach: reach, direction: .both, isHedge: true)
      ]
    case .build, .hold, .trim: break
    }
    guard let target = rule.action.target, let sized = SizedTarget(rule, in: rulebook) else {
      return []
    }
    let start = Movement(
      rule: index,
      event: .start,
      reach: InstrumentReach(target.set, of: rule, in: rulebook),
      direction: direction(of: rule.action, hasShorts),
      isHedge: false,
      isBuild: rule.action.isBuild,
      exact: exact(sized),
      mostAdded: mostAdded(sized)
    )
    guard rule.exit != nil else { return [start] }
    var leave = start
    leave.event = .exit
    leave.exact = nil
    leave.mostAdded = nil
    leave.direction = start.direction == .down ? .up : .down
    return [start, leave]
  }

  private static func direction(of action: Action, _ hasShorts: Bool) -> Direction {
    switch action {
    case .build(let build): build.isShort ? .down : .up
    // A trim covers what is short.
    case .trim: hasShorts ? .both : .down
    default: .both
    }
  }

  private static func exact(
    _ sized: SizedTarget
  ) -> (set: InstrumentSet, highest: Ratio?, lowest: Ratio?)? {
    switch sized.target.set.kind {
    case .symbol, .basket, .member: break
    default: return nil
    }
    if sized.target.isEach, case .basket = sized.target.set.kind { return nil }
    let set = sized.target.set.placeless
    switch sized.rule.action {
    case .build: return (set, sized.least, nil)
    case .hold(let hold):
      if case .basket = sized.target.set.kind { return nil }
      return (set, sized.least, (try? hold.weight.ratio.adding(hold.band.ratio)))
    case .trim(let trim):
      guard case .toWeight(let weight) = trim.bound else { return nil }
      if case .basket = sized.target.set.kind { return nil }
      return (set, nil, weight.ratio)
    default: return nil
    }
  }

  private static func mostAdded(_ sized: SizedTarget) -> Ratio? {
    guard let parts = sized.parts, sized.rule.forEach == nil else { return nil }
    var total = Ratio.zero
    for part in parts {
      guard let next = try? total.adding(sized.least(part) ?? .zero) else { return nil }
      total = next
    }
    return total
  }
}

extension Action {
  fileprivate var isBuild: Bool {
    if case .build = self { return true }
    return false
  }
}
