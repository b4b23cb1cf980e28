import Portfolio
import Quantities
import RuleChecker

/// Stage 4: the point of each interval that is nearest to what is held. Reductions are rounded here,
/// because no later stage touches them.
extension AccountRun {
  mutating func target() throws(ArithmeticFailure) {
    // Without a bound the target is what is held; only a trail keeps that.
    for index in lines.indices where lines[index].isBounded || trail != nil {
      try target(line: index)
    }
  }

  private mutating func target(line index: Int) throws(ArithmeticFailure) {
    let line = lines[index]
    let held = try line.size().ratio
    if line.held.isZero, !line.longBuilds.isEmpty, !line.shortBuilds.isEmpty {
      noteOppositeBuilds(index)
      return
    }
    if let lower = line.lower, let upper = line.upper, lower.quantity > upper.quantity {
      noteConflict(line, low: lower.rules, high: upper.rules)
    }
    var target = try line.target()
    trail?.wanted[index] = target
    target = thaw(target, held, index)

    if target < held {
      try reduce(index, from: held, to: target)
    } else if target > held {
      try increase(index, by: try target.subtracting(held))
    }
  }

  private mutating func noteConflict(_ line: Line, low: [String], high: [String]) {
    conflict(
      line,
      low + high,
      "\(low.joined(separator: ", ")) asks for more than "
        + "\(high.joined(separator: ", ")) allows; the smaller position wins"
    )
  }

  private mutating func noteOppositeBuilds(_ index: Int) {
    let line = lines[index]
    conflict(
      line,
      line.longBuilds + line.shortBuilds,
      "\(line.longBuilds.joined(separator: ", ")) builds long and "
        + "\(line.shortBuilds.joined(separator: ", ")) short; neither acts"
    )
    lines[index].hold = (.blocked, "built long and short at once")
  }

  private mutating func conflict(_ line: Line, _ rules: [String], _ detail: String) {
    conflicts.append(
      Conflict(
        symbol: symbol(line),
        rules: rules,
        places: rules.map { place(of: $0) },
        detail: detail
      )
    )
  }

  /// `file:line` of a rule, by its plan's key, or of a limit.
  private func place(of name: String) -> String {
    let rule = plans.plan(for: name)?.rule.nameSpan
    let limit = world.rulebook.limits.first { $0.name == name }?.span
    return (rule ?? limit).map { world.rulebook.place(of: $0) } ?? ""
  }

  /// Holds a target back to what a freeze allows.
  private mutating func thaw(_ target: Ratio, _ held: Ratio, _ index: Int) -> Ratio {
    let line = lines[index]
    if target == held { return target }
    // Adding to a long is a buy, adding to a short a sell; taking off is the other way round.
    let isBuy = (target > held) == (line.side == .long)
    let freezes = isBuy ? line.noBuys : line.noSells
    guard let freeze = freezes.first else { return target }
    let rules = (target > held ? line.lower : line.upper)?.rules ?? []
    conflict(
      line,
      rules + [freeze],
      "\(rules.joined(separator: ", ")) asks for a change that \(freeze) forbids; "
        + "the freeze wins"
    )
    lines[index].hold = (.frozen, freeze)
    return held
  }

  // MARK: Reductions

  private mutating func reduce(
    _ index: Int,
    from held: Ratio,
    to target: Ratio
  ) throws(ArithmeticFailure) {
    let line = lines[index]
    let size = try line.size()
    if target.isZero {
      lines[index].removed = size
      return
    }
    let wanted = try held.subtracting(target)
    let removed = min(size, try line.lot.multiple(of: wanted, rounding: .awayFromZero))
    let isExempt = removed == size || line.isExiting
    if !isExempt, try isBelowMinimum(removed, line) {
      lines[index].hold = (.belowMinimumTrade, "a reduction of \(removed)")
      return
    }
    lines[index].removed = removed
  }

  // MARK: Increases

  private mutating func increase(_ index: Int, by wanted: Ratio) throws(ArithmeticFailure) {
    let line = lines[index]
    if let defect = line.unit.defect {
      let rules = line.lower?.rules.joined(separator: ", ") ?? ""
      block(symbol(line), defect.rawValue, "\(rules) can't buy without a \(defect.word)")
      lines[index].hold = (.blocked, "no \(defect.word)")
      return
    }
    if line.isGuarded || isGuarded {
      lines[index].hold = (.blocked, "increases are withheld")
      return
    }
    if line.side == .short && !settings.allowsShorting {
      block(
        symbol(line),
        "shorting_not_allowed",
        "a short position needs `shorting allowed` in settings"
      )
      lines[index].hold = (.blocked, "shorting is not allowed")
      return
    }
    lines[index].increase = wanted
    // A cut of what another rule outbids, or bounds more tightly, cut nothing.
    if let cut = line.lower?.cut, cut.to == wanted { lines[index].cuts.append(cut) }
  }
}

extension Quantity {
  /// The multiple of this lot that `wanted` (above zero) is rounded to.
  func multiple(
    of wanted: Ratio,
    rounding rule: RoundingRule
  ) throws(ArithmeticFailure) -> Quantity {
    let lots = try wanted.divided(by: ratio).scaled(by: 1, rounding: rule)
    let (units, overflow) = lots.multipliedReportingOverflow(by: Int128(self.units))
    guard !overflow else { throw .overflow }
    return Quantity(units: try Int64(checking: units))
  }
}
