internal import Evaluator
internal import Portfolio
internal import Quantities
internal import RuleChecker

/// What one firing build asks for in one instrument.
struct ReferenceAsk {
  var firing: ReferenceFiring
  var index: Int
  var isShort: Bool
  /// On the build's side.
  var held: BigRatio
  /// T(U).
  var goal: BigRatio
  /// Nothing below one lot or the minimum trade.
  var raise: BigRatio
  /// Whether something is missing, before a basket's factor.
  var isMissing: Bool { missing > .zero }
  var missing: BigRatio
  /// Of each unlocked step.
  var missingOfSteps: [BigRatio]
  /// What a basket leaves of the raise; 1 when it leaves all.
  var basketFactor = BigRatio.one

  /// `rule.step` of the steps that the raise serves.
  func steps(of build: Build) -> [String] {
    var left = missing
    var found: [String] = []
    for (step, missing) in zip(build.steps, missingOfSteps)
    where left > .zero && missing > .zero {
      found.append("\(firing.instance.label).\(step.name)")
      left = left - missing
    }
    return found
  }
}

/// Stage 3: what each rule bounds.
extension ReferencePlan {
  mutating func bound() {
    bounds = indices.map { ReferenceBounds(isShort: book.quantities[$0] < .zero, held: held($0)) }
    var asks: [ReferenceAsk] = []
    for firing in firings where firing.fires {
      if case .build(let build) = firing.instance.rule.action {
        asks += self.asks(build, firing)
      }
    }
    self.asks = asks
    let opposed = removeOpposed(&asks)
    for index in opposed { holdCodes[index] = "blocked" }
    for index in indices where !book.isHeld(index) {
      bounds[index].isShort = asks.contains { $0.index == index && $0.isShort && $0.raise > .zero }
    }
    raise(asks)
    for firing in firings.sorted(by: { $0.instance.label < $1.instance.label })
    where firing.fires {
      switch firing.instance.rule.action {
      case .hold(let hold): boundHold(hold, firing, except: opposed)
      case .trim(let trim): boundTrim(trim, firing)
      case .freeze(let freeze):
        boundFreeze(
          freeze.side,
          members(freeze.set, firing.instance, .whole),
          firing.instance.label
        )
      case .build, .hedge, .review: break
      }
    }
    for firing in firings where firing.state == .exits { boundExit(firing, asks) }
    boundLimits()
  }

  func held(_ index: Int) -> BigRatio { book.quantities[index].magnitude }

  func isOpposite(_ index: Int, isShort: Bool) -> Bool {
    book.isHeld(index) && (book.quantities[index] < .zero) != isShort
  }

  // MARK: Build

  private mutating func asks(_ build: Build, _ firing: ReferenceFiring) -> [ReferenceAsk] {
    guard firing.unlocked > 0 else { return [] }
    let unlocked = Array(build.steps.prefix(firing.unlocked))
    var asks: [ReferenceAsk] = []
    for index in members(build.target, firing.instance) {
      if isOpposite(index, isShort: build.isShort) {
        block(symbol(index), "opposite_side")
        continue
      }
      if let failure = book.priceFailure(index) {
        block(symbol(index), failure)
        continue
      }
      guard let nav = book.nav, let size = book.size(index) else { continue }
      let whole = BigRatio(build.weight) * weight(build.target, index) * nav / size
      asks.append(ask(firing, unlocked, index, whole, isShort: build.isShort))
    }
    shrinkToBasket(build, unlocked, &asks)
    return asks
  }

  /// Goes through the unlocked steps for one member; `whole` is T(1).
  private func ask(
    _ firing: ReferenceFiring,
    _ unlocked: [Step],
    _ index: Int,
    _ whole: BigRatio,
    isShort: Bool
  ) -> ReferenceAsk {
    let rule = firing.instance.label
    let held = held(index)
    let filled = sum(
      journal.steps.filter { $0.key.rule == rule && $0.key.instrument == index }
        .map { BigRatio($0.value.filled) + BigRatio($0.value.sent) }
    )
    var missing = BigRatio.zero
    var missingOfSteps: [BigRatio] = []
    for step in unlocked {
      defer { missingOfSteps.append(missing - sum(missingOfSteps)) }
      let key = Journal.StepKey(rule: rule, step: step.name, instrument: index)
      if let open = journal.steps[key] {
        if open.filledAt == nil {
          missing = missing + BigRatio(open.goal) - BigRatio(open.filled) - BigRatio(open.sent)
        }
        continue
      }
      let goal = BigRatio(step.cumulativeShare) * whole
      missing = missing + max(.zero, goal - max(held, filled) - missing)
    }
    let goal = (unlocked.last.map { BigRatio($0.cumulativeShare) } ?? .zero) * whole
    var raise = min(missing, max(held, goal) - held)
    if isNothing(index, raise) { raise = .zero }
    return ReferenceAsk(
      firing: firing,
      index: index,
      isShort: isShort,
      held: held,
      goal: goal,
      raise: raise,
      missing: raise,
      missingOfSteps: missingOfSteps
    )
  }

  /// Whether so much is less than one lot, or worth less than the minimum trade.
  private func isNothing(_ index: Int, _ quantity: BigRatio) -> Bool {
    quantity < book.lot(index) || book.isBelowMinimum(index, quantity)
  }

  /// The raises of a basket shrink by one factor when it would pass its weight.
  private mutating func shrinkToBasket(
    _ build: Build,
    _ unlocked: [Step],
    _ asks: inout [ReferenceAsk]
  ) {
    guard !build.target.isEach, case .basket = build.target.set.kind, let nav = book.nav,
      let share = unlocked.last.map({ BigRatio($0.cumulativeShare) })
    else { return }
    let room =
      share * BigRatio(build.weight) * nav
      - sum(asks.map { $0.held * (book.size($0.index) ?? .zero) })
    let wanted = sum(asks.map { $0.raise * (book.size($0.index) ?? .zero) })
    guard wanted > max(.zero, room) else { return }
    let factor = max(.zero, room) / wanted
    for position in asks.indices {
      asks[position].raise = asks[position].raise * factor
      asks[position].basketFactor = factor
      if factor.isZero, asks[position].isMissing { holdCodes[asks[position].index] = "no_room" }
    }
  }

  /// A build, or a hold, and a build short of one instrument that is not held: neither acts. A basket that
  /// leaves no room asks for nothing.
  private mutating func removeOpposed(_ asks: inout [ReferenceAsk]) -> Set<Int> {
    var opposed: Set<Int> = []
    for index in indices where !book.isHeld(index) {
      let mine = asks.filter { $0.index == index && $0.raise > .zero }
      let shorts = mine.filter(\.isShort).map(\.firing.instance.label)
      let longs = mine.filter { !$0.isShort }.map(\.firing.instance.label) + holders(of: index)
      if shorts.isEmpty || longs.isEmpty { continue }
      conflict(index, longs + shorts)
      asks.removeAll { $0.index == index }
      opposed.insert(index)
    }
    return opposed
  }

  /// Holds that want to raise an instrument.
  private func holders(of index: Int) -> [String] {
    firings.compactMap { firing in
      guard firing.fires, case .hold(let hold) = firing.instance.rule.action,
        members(hold.target, firing.instance).contains(index), book.priceFailure(index) == nil,
        let edges = edges(hold, index), edges.lower > .zero, !isNothing(index, edges.lower)
      else { return nil }
      return firing.instance.label
    }
  }

  private mutating func raise(_ asks: [ReferenceAsk]) {
    for ask in asks where ask.raise > .zero {
      guard case .build(let build) = ask.firing.instance.rule.action else { continue }
      var bound = ReferenceBounds.Bound(
        quantity: ask.held + ask.raise,
        rule: ask.firing.instance.label,
        steps: ask.steps(of: build)
      )
      if ask.basketFactor < .one {
        bound.cut = ReferenceCut(
          by: "basket",
          from: ask.missing,
          to: ask.raise,
          factor: ask.basketFactor
        )
      }
      bounds[ask.index].lower.append(bound)
    }
  }

  private mutating func addLower(_ index: Int, _ quantity: BigRatio, _ rule: String) {
    bounds[index].lower.append(ReferenceBounds.Bound(quantity: quantity, rule: rule))
  }

  mutating func addUpper(
    _ index: Int,
    _ quantity: BigRatio,
    _ rule: String,
    isExit: Bool = false
  ) {
    bounds[index].upper.append(
      ReferenceBounds.Bound(quantity: quantity, rule: rule, isExit: isExit)
    )
  }

  // MARK: Hold

  private mutating func boundHold(
    _ hold: RuleChecker.Hold,
    _ firing: ReferenceFiring,
    except opposed: Set<Int>
  ) {
    let label = firing.instance.label
    for index in members(hold.target, firing.instance) where !opposed.contains(index) {
      if isOpposite(index, isShort: false) {
        block(symbol(index), "opposite_side")
        continue
      }
      if let failure = book.priceFailure(index) {
        block(symbol(index), failure)
        continue
      }
      guard let (low, high) = edges(hold, index) else { continue }
      addUpper(index, high, label)
      if low > held(index), !isNothing(index, low - held(index)) { addLower(index, low, label) }
    }
  }

  /// The least that each hold in force wants of an instrument on the long side.
  func lowerEdges(of index: Int) -> [BigRatio] {
    firings.compactMap { firing in
      guard firing.fires, case .hold(let hold) = firing.instance.rule.action,
        members(hold.target, firing.instance).contains(index), !isOpposite(index, isShort: false)
      else { return nil }
      return edges(hold, index)?.lower
    }
  }

  /// W·w − B and W·w + B as quantities.
  func edges(_ hold: RuleChecker.Hold, _ index: Int) -> (lower: BigRatio, upper: BigRatio)? {
    guard let nav = book.nav, let size = book.size(index) else { return nil }
    let middle = BigRatio(hold.weight) * weight(hold.target, index)
    let band = BigRatio(hold.band)
    return (max(.zero, middle - band) * nav / size, (middle + band) * nav / size)
  }

  // MARK: Trim

  private mutating func boundTrim(_ trim: Trim, _ firing: ReferenceFiring) {
    let label = firing.instance.label
    // Also those not held, after `each` too: what may not be held is not bought.
    let members = members(trim.target.set, firing.instance).filter { !hedges.contains($0) }
    switch trim.bound {
    case .by(let share):
      for index in members {
        let key = Journal.HoldingKey(rule: firing.instance.label, instrument: index)
        let base = journal.trimBase[key].map { BigRatio($0) } ?? held(index)
        addUpper(index, (.one - BigRatio(share)) * base, label)
      }
    case .toWeight(let weight) where weight.isZero:
      for index in members { addUpper(index, .zero, label) }
    case .toWeight(let weight):
      blockUnpriced(members, label)
      if trim.target.isEach || trim.target.set.isOneInstrument {
        for index in members { boundWeight(index, BigRatio(weight), label) }
      } else {
        boundTogether(members, BigRatio(weight), label)
      }
    }
  }

  /// With NAV unknown a weight is undecided for what is held; nothing is added anyway.
  private mutating func blockUnpriced(_ members: [Int], _ label: String) {
    if book.nav == nil, members.contains(where: { book.isHeld($0) }) {
      block(label, "undecided_rule")
    }
  }

  /// Whether all members have negative exposure per unit: less of them is more exposure.
  func isAdding(_ members: [Int]) -> Bool {
    !members.isEmpty
      && members.allSatisfy { BigRatio(world.market.instruments[$0].leverage) < .zero }
  }

  private mutating func boundWeight(_ index: Int, _ weight: BigRatio, _ label: String) {
    guard let nav = book.nav, let size = book.size(index) else { return }
    addUpper(index, weight * nav / size, label)
  }

  /// Splits the weight by what is held, when more is held.
  private mutating func boundTogether(_ members: [Int], _ weight: BigRatio, _ label: String) {
    guard let nav = book.nav else { return }
    let total = sum(members.map { book.exposure($0)?.magnitude ?? .zero })
    guard total > weight * nav else { return }
    for index in members where book.isHeld(index) {
      addUpper(index, held(index) * weight * nav / total, label)
    }
  }

  // MARK: Freeze and limits

  private mutating func boundFreeze(_ side: Freeze.Side, _ members: [Int], _ label: String) {
    for index in members where !hedges.contains(index) {
      let isShort = bounds[index].isShort
      if side == .both || (side == .buys) != isShort { bounds[index].noIncrease.append(label) }
      if side == .both || (side == .buys) == isShort { bounds[index].noDecrease.append(label) }
    }
  }

  private mutating func boundLimits() {
    for limit in limits.sorted(by: { $0.name < $1.name }) where limit.force != .advisory {
      switch limit.subject {
      case .noTrade(let trade, let set):
        let side: Freeze.Side =
          switch trade {
          case .trade: .both
          case .buys: .buys
          case .sells: .sells
          }
        let members = book.members(of: set, in: rulebook, member: nil, reading: .whole)
        boundFreeze(side, members, limit.name)
      case .bound(let measure, .atMost, let bound) where limit.force == .enforced:
        enforce(measure, BigRatio(bound), limit.name)
      case .bound: break
      }
    }
  }

  /// An enforced weight limit is a trim.
  private mutating func enforce(_ measure: Limit.Measure, _ bound: BigRatio, _ name: String) {
    switch measure {
    case .weightOfEachInstrument:
      let members = indices.filter { !book.isApart($0, hedges: hedges) }
      blockUnpriced(members, name)
      for index in members {
        boundWeight(index, bound, name)
      }
    case .weightOfEachValue(let dimension):
      blockUnpriced(indices.filter { !book.isApart($0, hedges: hedges) }, name)
      for group in groups(of: dimension, quantities: book.quantities) {
        boundTogether(group.members, bound, name)
      }
    case .weightOfSet(let set):
      let members = book.members(of: set, in: rulebook, member: nil, reading: .limited)
      blockUnpriced(members, name)
      boundTogether(members.filter { !hedges.contains($0) }, bound, name)
    case .gross:
      let members = indices.filter { !hedges.contains($0) }
      blockUnpriced(members, name)
      boundTogether(members, bound, name)
    case .net, .beta, .cash, .turnover, .tradeOfEachInstrument: break
    }
  }
}

extension InstrumentSet {
  /// Whether the set is one instrument as written.
  var isOneInstrument: Bool {
    switch kind {
    case .symbol, .member: true
    case .basket, .tag, .all, .held, .except: false
    }
  }
}
