internal import Evaluator
internal import Portfolio
internal import Quantities
internal import RuleChecker

/// The instruments that share a value in a dimension.
struct ReferenceGroup {
  /// The value, or `untagged`.
  var name: String
  var members: [Int]
}

/// Stage 5: what limits leave of the increases.
extension ReferencePlan {
  /// The groups of a dimension among what is held or is to be increased; none when nothing of it
  /// carries a tag of the dimension.
  func groups(of dimension: String, quantities: [BigRatio]) -> [ReferenceGroup] {
    let present = indices.filter {
      !book.isApart($0, hedges: hedges)
        && (!quantities[$0].isZero || increases[$0] != nil || wasIncreased.contains($0))
    }
    func values(_ index: Int) -> [String] {
      world.market.instruments[index].tags.filter { $0.dimension == dimension }.map(\.value)
    }
    let names = Set(present.flatMap(values)).sorted()
    if names.isEmpty { return [] }
    let everything = indices.filter { !book.isApart($0, hedges: hedges) }
    var found = names.map { name in
      ReferenceGroup(name: name, members: everything.filter { values($0).contains(name) })
    }
    if present.contains(where: { values($0).isEmpty }) {
      let untagged = everything.filter { values($0).isEmpty }
      found.append(ReferenceGroup(name: "untagged", members: untagged))
    }
    return found
  }

  mutating func applyLimits() {
    wasIncreased = Set(increases.keys)
    reviewUntagged()
    let binding = limits.filter { $0.force != .advisory }.sorted { $0.name < $1.name }
    for limit in binding { applyToInstruments(limit) }
    increases = increases.filter { $0.value > .zero }
    wasLeft = Set(increases.keys)
    for limit in binding { applyToGroups(limit) }
    if isAccountGuarded {
      for index in increases.keys { holdCodes[index] = "blocked" }
      increases = [:]
    }
    noteFactors()
  }

  /// What the groups' factors left of each increase.
  private mutating func noteFactors() {
    for (index, factor) in factors {
      guard let increase = increases[index], let limit = factorLimits[index] else { continue }
      let cut = ReferenceCut(by: limit, from: increase, to: increase * factor, factor: factor)
      cuts[index, default: []].append(cut)
      if factor.isZero { holdCodes[index] = "no_room" }
    }
  }

  private mutating func reviewUntagged() {
    for limit in limits {
      guard case .bound(.weightOfEachValue(let dimension), _, _) = limit.subject else { continue }
      let hasAny = indices.contains {
        !book.isApart($0, hedges: hedges)
          && (book.isHeld($0) || increases[$0] != nil)
      }
      if hasAny, groups(of: dimension, quantities: book.quantities).isEmpty {
        review(dimension, "no_tag")
      }
    }
  }

  private mutating func applyToInstruments(_ limit: Limit) {
    guard case .bound(let measure, .atMost, let bound) = limit.subject, let nav = book.nav else {
      return
    }
    for (index, increase) in increases where !book.isApart(index, hedges: hedges) {
      let held = bounds[index].held
      switch measure {
      case .weightOfEachInstrument:
        guard let size = book.size(index) else { continue }
        let most = max(held, BigRatio(bound) * nav / size)
        cap(index, at: most - held, by: limit.name)
      case .tradeOfEachInstrument:
        guard let volume = world.market.instruments[index].averageDailyVolume else {
          block(symbol(index), "no_volume")
          if increase > .zero { holdCodes[index] = "blocked" }
          increases[index] = .zero
          continue
        }
        cap(index, at: BigRatio(bound) * BigRatio(volume), by: limit.name)
      default: break
      }
    }
  }

  private mutating func cap(_ index: Int, at most: BigRatio, by limit: String) {
    guard let increase = increases[index], increase > most else { return }
    increases[index] = most
    cuts[index, default: []].append(
      ReferenceCut(by: limit, from: increase, to: most, factor: nil)
    )
    cutting.insert("\(limit) \(symbol(index))")
    if most.isZero { holdCodes[index] = "no_room" }
  }

  private mutating func applyToGroups(_ limit: Limit) {
    guard case .bound(let measure, let side, let number) = limit.subject, let nav = book.nav else {
      return
    }
    let bound = BigRatio(number) * nav
    switch measure {
    case .weightOfEachValue(let dimension) where side == .atMost:
      for group in groups(of: dimension, quantities: book.quantities) {
        shrink(group.members, bound, limit.name, group.name)
      }
    case .weightOfSet(let set) where side == .atMost:
      let members = book.members(of: set, in: rulebook, member: nil, reading: .limited)
      shrink(members, bound, limit.name, "set")
    case .gross where side == .atMost: shrink(Array(indices), bound, limit.name, "account")
    case .net: shrinkSigned(limit, side, bound) { _ in .one }
    case .beta:
      let instruments = world.market.instruments
      shrinkSigned(limit, side, bound) { instruments[$0].beta.map { BigRatio($0) } }
    default: break
    }
  }

  private func exposureReduced(_ index: Int) -> BigRatio {
    ((book.unitExposure(index) ?? .zero) * reduced[index]).round4
  }

  /// Shrinks the members' increases to the room that their holdings leave under `bound`.
  private mutating func shrink(
    _ members: [Int],
    _ bound: BigRatio,
    _ limit: String,
    _ subject: String
  ) {
    let room = max(.zero, bound - sum(members.map { exposureReduced($0).magnitude }))
    let wanted = sum(
      members.map { (increases[$0] ?? .zero) * (book.size($0) ?? .zero) }
    )
    if wanted > room { shrink(members, by: room / wanted, limit, subject) }
  }

  private mutating func shrink(
    _ members: [Int],
    by factor: BigRatio,
    _ limit: String,
    _ subject: String
  ) {
    cutting.insert("\(limit) \(subject)")
    for index in members where increases[index] != nil && factor < factors[index] ?? .one {
      factors[index] = factor
      factorLimits[index] = limit
    }
  }

  /// A limit on a signed sum: only increases that go the limit's way shrink.
  private mutating func shrinkSigned(
    _ limit: Limit,
    _ side: Limit.Side,
    _ bound: BigRatio,
    weigh: (Int) -> BigRatio?
  ) {
    let concerned = indices.filter { book.isHeld($0) || increases[$0] != nil }
    if concerned.contains(where: { weigh($0) == nil }) {
      block(limit.name, "undecided_limit")
      isAccountGuarded = true
      return
    }
    let way = BigRatio(side == .atMost ? 1 : -1)
    func push(_ index: Int) -> BigRatio {
      let sign = BigRatio(bounds[index].isShort ? -1 : 1)
      let unit = (book.unitExposure(index) ?? .zero) * (weigh(index) ?? .zero)
      return way * sign * unit * (increases[index] ?? .zero)
    }
    let now = sum(concerned.map { exposureReduced($0) * (weigh($0) ?? .zero) })
    let room = max(.zero, way * (bound - now))
    let pushing = concerned.filter { push($0) > .zero }
    let wanted = sum(pushing.map(push))
    if wanted > room { shrink(pushing, by: room / wanted, limit.name, "account") }
  }

  // MARK: Rounding

  /// Where rounding of booked exposures lifts a subject over its bound, its increases give up as
  /// many lots as the excess takes, from the last symbol backwards.
  func giveUpLots(_ quantities: inout [BigRatio]) {
    guard let nav = book.nav else { return }
    for limit in limits where limit.force != .advisory {
      guard case .bound(let measure, let side, let number) = limit.subject else { continue }
      let way = BigRatio(side == .atMost ? 1 : -1)
      for (members, weigh) in subjects(measure, side) {
        // What one more of the exposure of a member counts, the way that the limit forbids.
        func weight(_ index: Int) -> BigRatio {
          let exposure = (book.unitExposure(index) ?? .zero) * quantities[index]
          return way * (weigh.map { $0(index) } ?? BigRatio(exposure.sign))
        }
        func excess() -> BigRatio {
          let parts = members.map { index in
            ((book.unitExposure(index) ?? .zero) * quantities[index]).round4 * weight(index)
          }
          return sum(parts) - way * BigRatio(number) * nav
        }
        for index in members.reversed() where excess() > .zero && increases[index] != nil {
          guard let unit = book.unitExposure(index), !unit.isZero else { continue }
          let sign = BigRatio(quantities[index].sign)
          let weight = weight(index) * BigRatio(unit.sign) * sign
          let added = (quantities[index] - reduced[index]).magnitude
          if weight <= .zero || added.isZero { continue }
          let tooMuch = excess() / weight + BigRatio(1) / BigRatio(10_000)
          let given = min(added, (tooMuch / unit.magnitude).up(to: book.lot(index)))
          quantities[index] = quantities[index] - sign * given
        }
      }
    }
  }

  /// The members of each subject of a limit on exposures, with what one of signed exposure counts: nothing
  /// where its size does.
  private func subjects(_ measure: Limit.Measure, _ side: Limit.Side)
    -> [(members: [Int], weigh: ((Int) -> BigRatio)?)]
  {
    let instruments = world.market.instruments
    switch measure {
    case .net: return [(Array(indices), { _ in .one })]
    case .beta:
      return [(Array(indices), { index in instruments[index].beta.map { BigRatio($0) } ?? .zero })]
    // Lower bounds of weights are only reported.
    case _ where side == .atLeast: return []
    case .weightOfEachInstrument:
      return indices.filter { !book.isApart($0, hedges: hedges) }.map { ([$0], nil) }
    case .weightOfEachValue(let dimension):
      return groups(of: dimension, quantities: book.quantities).map { ($0.members, nil) }
    case .weightOfSet(let set):
      return [(book.members(of: set, in: rulebook, member: nil, reading: .limited), nil)]
    case .gross: return [(Array(indices), nil)]
    case .cash, .turnover, .tradeOfEachInstrument: return []
    }
  }
}
