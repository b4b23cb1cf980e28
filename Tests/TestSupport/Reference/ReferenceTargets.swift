internal import Evaluator
internal import Portfolio
internal import Quantities
internal import RuleChecker

extension ReferencePlan {
  /// What blind rules keep from growing, before targets are set.
  mutating func guardBlind() {
    for firing in firings {
      let label = firing.instance.label
      if firing.isExitBlind {
        let members = exitMembers(firing.instance)
        if isAdding(members), !firing.instance.buildsShort {
          review(label, "undecided_exit")
        } else {
          block(label, "undecided_exit")
          guarded.formUnion(members)
        }
      }
      guard firing.state == .blind else { continue }
      switch firing.instance.rule.action {
      case .trim(let trim):
        let members = members(trim.target.set, firing.instance).filter { !hedges.contains($0) }
        if isAdding(members) {
          review(label, "undecided_rule")
          continue
        }
        block(label, "undecided_rule")
        guarded.formUnion(members)
      case .freeze(let freeze):
        block(label, "undecided_rule")
        guarded.formUnion(
          members(freeze.set, firing.instance, .whole)
            .filter { !hedges.contains($0) || book.names($0, freeze.set, in: rulebook) }
        )
      case .build, .hold, .review: review(label, "undecided_rule")
      case .hedge: break  // Decided after the changes: `decideHedges`.
      }
    }
    for firing in firings where firing.fires {
      guard case .build(let build) = firing.instance.rule.action else { continue }
      let next = firing.unlocked
      if next < firing.gates.count, firing.gates[next] == .blind {
        review("\(firing.instance.label).\(build.steps[next].name)", "undecided_step")
      }
    }
    reviewLostGates()
  }

  /// A protecting rule or a limit that names something the file does not have.
  mutating func reviewUnknown() {
    for rule in rulebook.rules where exists(rule.accounts) {
      let set: InstrumentSet
      switch rule.action {
      case .trim(let trim): set = trim.target.set
      case .freeze(let freeze): set = freeze.set
      case .hedge(let hedge):
        set = InstrumentSet(
          .except(hedge.set, InstrumentSet(.symbol(hedge.instrument), span: hedge.instrumentSpan)),
          span: hedge.instrumentSpan
        )
      case .build, .hold, .review: continue
      }
      let all = [set, rule.forEach?.set].compactMap { $0 }
      if all.contains(where: namesUnknown) { review(rule.name, "unknown_instrument") }
    }
    for limit in limits {
      let set: InstrumentSet
      switch limit.subject {
      case .noTrade(_, let named), .bound(.weightOfSet(let named), _, _): set = named
      case .bound: continue
      }
      if namesUnknown(set) { review(limit.name, "unknown_instrument") }
    }
  }

  /// A gate that closed after shares of its step were filled, while the build goes on: they stay.
  private mutating func reviewLostGates() {
    for firing in firings where firing.fires {
      guard case .build(let build) = firing.instance.rule.action else { continue }
      let label = firing.instance.label
      for (step, gate) in zip(build.steps, firing.gates) where gate == .no {
        let isFilled = journal.steps.contains {
          $0.key.rule == label && $0.key.step == step.name && !$0.value.filled.isZero
        }
        if isFilled { review("\(label).\(step.name)", "gate_lost") }
      }
    }
  }

  /// What a rule put on that is no longer in the rulebook.
  mutating func reviewOrphans() {
    let names = rulebook.rules.map(\.name)
    for (key, quantity) in journal.putOn where !quantity.isZero {
      let name = key.rule.prefix { $0 != "[" }
      if !names.contains(String(name)) { review(key.rule, "orphan_fill") }
    }
  }

  private func namesUnknown(_ set: InstrumentSet) -> Bool {
    switch set.kind {
    case .symbol(let symbol): world.market.indexBySymbol[symbol] == nil
    case .basket(let basket):
      rulebook.baskets[basket].members.contains { world.market.indexBySymbol[$0.symbol] == nil }
    case .tag(let dimension, let value):
      !world.market.instruments.contains {
        $0.tags.contains(Tag(dimension: dimension, value: value))
      }
    case .all, .member: false
    case .held(let inner): namesUnknown(inner)
    case .except(let left, let right): namesUnknown(left) || namesUnknown(right)
    }
  }

  /// The rule's instruments, held or not.
  private func exitMembers(_ instance: RuleInstance) -> [Int] {
    switch instance.rule.action {
    case .build(let build): members(build.target.set, instance).filter { !hedges.contains($0) }
    case .hold(let hold): members(hold.target.set, instance).filter { !hedges.contains($0) }
    default: []
    }
  }

  /// Stage 4: the nearest quantity within the bounds; reductions are rounded here.
  mutating func target() {
    reduced = book.quantities
    for index in indices where !hedges.contains(index) {
      let bound = bounds[index]
      let target = target(index)
      let sign = BigRatio(bound.isShort ? -1 : 1)
      if target > bound.held {
        let staleness = book.staleness(index)
        if let staleness { block(symbol(index), staleness) }
        guard staleness == nil, !guarded.contains(index) else {
          holdCodes[index] = "blocked"
          continue
        }
        if bound.isShort, !rulebook.settings.allowsShorting {
          block(symbol(index), "shorting_not_allowed")
          holdCodes[index] = "blocked"
          continue
        }
        let asking = bound.lower.filter { $0.quantity == bound.greatestLower?.quantity }
        cuts[index] = asking.compactMap(\.cut)
        increases[index] = target - bound.held
      } else if target < bound.held {
        let isExit = bound.upper.contains(where: \.isExit)
        let amount = reduction(index, to: target, isExit: isExit)
        reduced[index] = sign * (bound.held - amount)
        if amount.isZero { holdCodes[index] = "below_minimum_trade" }
      }
    }
  }

  private mutating func target(_ index: Int) -> BigRatio {
    let bound = bounds[index]
    var low = bound.greatestLower
    let high = bound.smallestUpper
    if let floor = low, let ceiling = high, floor.quantity > ceiling.quantity {
      conflict(index, bound.lowerRules + bound.upperRules)
      low?.quantity = ceiling.quantity
    }
    if let low, low.quantity > bound.held {
      guard let freeze = bound.noIncrease.first else { return low.quantity }
      conflict(index, bound.lowerRules + [freeze])
      holdCodes[index] = "frozen"
      return bound.held
    }
    if let high, high.quantity < bound.held {
      guard let freeze = bound.noDecrease.first else { return high.quantity }
      conflict(index, bound.upperRules + [freeze])
      holdCodes[index] = "frozen"
      return bound.held
    }
    return bound.held
  }

  /// What is taken off: whole lots, never past zero, and nothing under the minimum trade unless
  /// it closes the holding or an exit asks for it.
  private func reduction(_ index: Int, to target: BigRatio, isExit: Bool) -> BigRatio {
    let held = bounds[index].held
    let amount = min(held, (held - target).up(to: book.lot(index)))
    let isMinor = amount < held && !isExit && book.isBelowMinimum(index, amount)
    return isMinor ? .zero : amount
  }
}
