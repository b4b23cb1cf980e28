internal import Evaluator
internal import Quantities

/// The arithmetic of each hedge, line by line, so that it can be checked with a pencil.
enum HedgeSection {
  static func blocks(_ hedges: [HedgeReport], isVerbose: Bool) -> [Block] {
    let shown = hedges.filter { isVerbose || $0.state != .inactive }
    return shown.flatMap { hedge -> [Block] in
      let manner = hedge.isByBeta ? "by beta" : "by value"
      let ratio = NumberText.percent(hedge.ratio.ratio, minimumDigits: 0)
      let heading = "Hedge \(hedge.rule): \(ratio) \(manner) with \(hedge.instrument)"
      var blocks: [Block] = [.heading(heading)]
      if hedge.state != .active { blocks.append(.item(state(of: hedge), level: 0)) }
      if hedge.state == .active || isVerbose { blocks += arithmetic(hedge) }
      if !hedge.detail.isEmpty { blocks.append(.item(StyledText(hedge.detail), level: 0)) }
      return blocks
    }
  }

  private static func state(of hedge: HedgeReport) -> StyledText {
    let held = "\(NumberText.quantity(hedge.held)) \(hedge.instrument) held"
    switch hedge.state {
    case .active: return StyledText("active, \(held)")
    case .ended: return StyledText("ended: what it put on comes off, \(held)", .caution)
    case .undecided: return StyledText("undecided: it stays as it is, \(held)", .bad)
    case .inactive: return StyledText("inactive: no rule asks for it, \(held)")
    }
  }

  private static func arithmetic(_ hedge: HedgeReport) -> [Block] {
    var blocks: [Block] = []
    if !hedge.lines.isEmpty { blocks.append(.table(table(hedge))) }
    let ratio = NumberText.percent(hedge.ratio.ratio, minimumDigits: 0)
    let offset = NumberText.figure(hedge.exposureToOffset)
    let sum = NumberText.figure(weightedSum(hedge))
    blocks.append(.item(StyledText("to offset: \(sum) × \(ratio) = \(offset)"), level: 0))
    let unit = unit(of: hedge)
    if let unit {
      blocks.append(.item(StyledText("one \(hedge.instrument) gives \(unit.text)"), level: 0))
    }
    let exact = NumberText.number(hedge.wantedExact)
    let wanted = NumberText.quantity(hedge.wanted)
    let held = NumberText.quantity(hedge.held)
    let divisor = NumberText.figure(unit?.value)
    let opposite = NumberText.figure(try? hedge.exposureToOffset?.negated())
    var text = StyledText("units: \(opposite) ÷ \(divisor) = \(exact), in whole lots ")
    text.append(wanted, .strong)
    text.append(", held \(held)")
    blocks.append(.item(text, level: 0))
    return blocks
  }

  private static func table(_ hedge: HedgeReport) -> TextTable {
    let product = hedge.isByBeta ? "exposure × beta" : ""
    return TextTable(
      columns: [.text("holding"), .number("exposure"), .number("beta"), .number(product)],
      rows: hedge.lines.map { line in
        let value = try? line.exposure.ratio.multiplied(by: line.beta.ratio)
        return [
          StyledText(line.symbol),
          StyledText(NumberText.money(line.exposure)),
          StyledText(hedge.isByBeta ? NumberText.number(line.beta) : ""),
          StyledText(hedge.isByBeta ? NumberText.figure(value) : ""),
        ]
      }
    )
  }

  /// Σ exposure·beta; nothing when it does not fit.
  private static func weightedSum(_ hedge: HedgeReport) -> Ratio? {
    try? hedge.lines.reduce(Ratio.zero) { sum, line in
      try sum.adding(line.exposure.ratio.multiplied(by: line.beta.ratio))
    }
  }

  /// What one unit of the hedge instrument offsets.
  private static func unit(of hedge: HedgeReport) -> (text: String, value: Ratio)? {
    guard let exposure = hedge.unitExposure else { return nil }
    guard hedge.isByBeta, let beta = hedge.unitBeta else {
      return (NumberText.figure(exposure), exposure)
    }
    guard let value = try? exposure.multiplied(by: beta.ratio) else { return nil }
    let product = "\(NumberText.figure(exposure)) × \(NumberText.number(beta))"
    return ("\(product) = \(NumberText.figure(value))", value)
  }
}
