import Portfolio
import Quantities
import RuleChecker

/// Which instruments left the cash, turnover or room that an increase takes up: what other rules took
/// off, and what they held back.
///
/// Asked as: if all that had not been taken off or held back, would the increase still fit? Where it
/// would not, those who gave way are named, all together.
extension AccountRun {
  /// By line of an increase, the lines that made room for it, ascending.
  func freedBy() throws(ArithmeticFailure) -> [Int: Set<Int>] {
    let increases = lines.indices.filter { !lines[$0].added.isZero }
    if increases.isEmpty { return [:] }
    var someGaveWay = hedges.contains { !lines[$0.line].hedged.isZero }
    for index in lines.indices where !someGaveWay { someGaveWay = try gaveWay(lines[index]) }
    if !someGaveWay { return [:] }
    var freed: [Int: Set<Int>] = [:]
    let shared = try payers().union(try traders())
    let giving = try linesGivingRoom()
    for index in increases {
      let all = shared.union(try roomMakers(for: index, giving)).subtracting([index])
      if !all.isEmpty { freed[index] = all }
    }
    return freed
  }

  // MARK: Cash and turnover

  /// Lines without whose proceeds or restraint cash would not pay for the increases.
  private func payers() throws(ArithmeticFailure) -> Set<Int> {
    var makers: Set<Int> = []
    var other = withoutWeightLimits()
    for (number, job) in hedges.enumerated() where !job.isUndecided {
      let line = lines[job.line]
      let parts = try HedgeParts(change: line.hedged, held: line.held)
      guard parts.reduction.isNegative else { continue }
      makers.insert(job.line)
      other.hedges[number].isUndecided = true
    }
    for index in lines.indices where !lines[index].unit.isFuture {
      let line = lines[index]
      let wanted = try wantedIncrease(line)
      let removal = try frozenRemoval(line)
      switch line.side {
      case .long:
        if !line.removed.isZero || wanted > line.increase { makers.insert(index) }
        other.lines[index].removed = .zero
        other.lines[index].increase = wanted
      case .short:
        if removal > line.removed { makers.insert(index) }
        other.lines[index].removed = max(line.removed, removal)
      }
    }
    if makers.isEmpty { return [] }
    return try other.attempt(factor: factor).fitsCash ? [] : makers
  }

  /// Lines without whose restraint the increases would pass a turnover limit.
  private func traders() throws(ArithmeticFailure) -> Set<Int> {
    var makers: Set<Int> = []
    var other = withoutWeightLimits()
    for (index, line) in lines.enumerated() {
      let wanted = try wantedIncrease(line)
      let removal = try frozenRemoval(line)
      if wanted > line.increase || removal > line.removed { makers.insert(index) }
      other.lines[index].increase = wanted
      other.lines[index].removed = max(line.removed, removal)
    }
    if makers.isEmpty { return [] }
    return try other.attempt(factor: factor).brokenTurnover.isEmpty ? [] : makers
  }

  /// Rounding would hold the increases back to those limits again.
  private func withoutWeightLimits() -> AccountRun {
    var other = self
    other.limits.removeAll { if case .weight = $0.figure { true } else { false } }
    other.givesUpLots = false
    return other
  }

  // MARK: Room under a limit

  /// Of each line, whether there is a limit to whose figure it may have left room: what it takes off, was kept from
  /// taking off, or was kept from adding before limits on groups.
  private func linesGivingRoom() throws(ArithmeticFailure) -> [Bool] {
    var giving: [Bool] = []
    for line in lines {
      let isRestrained = try wantedIncrease(line) > line.capped
      let isKept = try !frozenRemoval(line).isZero
      giving.append(isRestrained || !line.removed.isZero || isKept)
    }
    return giving
  }

  /// Members of the increase's groups without whose reduction or restraint it would be cut further.
  private func roomMakers(for index: Int, _ giving: [Bool]) throws(ArithmeticFailure) -> Set<Int> {
    var makers: Set<Int> = []
    let line = lines[index]
    guard !line.capped.isZero, giving.contains(true) else { return [] }
    let factor = try line.increase.divided(by: line.capped)
    for check in limits where !check.isAdvisory && !check.isOneInstrument {
      guard check.members.contains(index), check.members.contains(where: { giving[$0] }) else {
        continue
      }
      var changed: [Undone] = []
      var members: Set<Int> = []
      for member in check.members {
        let one = try undone(member, for: check)
        changed.append(one)
        if one.gaveWay { members.insert(member) }
      }
      if members.isEmpty { continue }
      var other = self
      for one in changed {
        other.lines[one.line].increase = one.increase
        other.lines[one.line].removed = one.removed
      }
      let pushing = try other.pushingMembers(of: check)
      guard pushing.contains(index),
        let least = try other.groupFactor(of: check, pushing, try other.holdingsReduced())
      else {
        continue
      }
      if least < factor { makers.formUnion(members) }
    }
    return makers
  }

  /// A line that pushes a limit's figure as hard as its own bounds ask.
  private struct Undone {
    let line: Int
    var increase: Ratio
    var removed: Quantity
    /// Whether it does not do so as it is.
    var gaveWay = false
  }

  private func undone(_ index: Int, for check: LimitCheck) throws(ArithmeticFailure) -> Undone {
    let line = lines[index]
    let wanted = try wantedIncrease(line)
    let removal = max(line.removed, try frozenRemoval(line))
    var undone = Undone(
      line: index,
      increase: max(line.capped, wanted),
      removed: line.removed
    )
    guard let push = try push(ofOne: index, on: check) else { return undone }
    // Taking off moves the figure the other way than adding does.
    let isRelief = check.isPushed(by: push)
    undone.removed = isRelief ? .zero : removal
    undone.gaveWay = (isRelief && wanted > line.capped) || undone.removed != line.removed
    return undone
  }

  // MARK: What bounds ask for

  /// What the lower bound alone would add: without freezes, limits and undecided rules.
  private func wantedIncrease(_ line: Line) throws(ArithmeticFailure) -> Ratio {
    let isOpposed = line.held.isZero && !line.longBuilds.isEmpty && !line.shortBuilds.isEmpty
    let isAllowed = line.side == .long || settings.allowsShorting
    guard let lower = line.lower, isAllowed, !isOpposed, line.unit.defect == nil else {
      return line.increase
    }
    return max(line.increase, try lower.quantity.subtracting(try line.size().ratio))
  }

  private func gaveWay(_ line: Line) throws(ArithmeticFailure) -> Bool {
    if !line.removed.isZero || line.hold?.code == .frozen { return true }
    return try wantedIncrease(line) > line.increase
  }

  /// What the upper bound would take off, had a freeze not forbidden it.
  private func frozenRemoval(_ line: Line) throws(ArithmeticFailure) -> Quantity {
    guard line.hold?.code == .frozen, let upper = line.upper else { return .zero }
    let size = try line.size()
    let wanted = try size.ratio.subtracting(upper.quantity)
    if wanted <= .zero { return .zero }
    return min(size, try line.lot.multiple(of: wanted, rounding: .awayFromZero))
  }
}
