internal import Evaluator
internal import Quantities

/// One instrument of one account, stage by stage: what was held, who asked for what, who cut it, and
/// what came out.
struct WhyInstrument {
  let report: WhyReport
  let symbol: String

  var blocks: [Block] {
    guard let trail = report.explanation.trail(of: symbol) else {
      return [
        .title(report.title(symbol)),
        .paragraph("an amount is too large to be computed exactly, so nothing was decided"),
      ]
    }
    var blocks: [Block] = [.title(report.title(symbol))]
    blocks.append(.paragraph(outcome(trail)))
    blocks += attention
    blocks += [.heading("Value"), .item(value(trail), level: 0)]
    blocks += bounds(trail) + stages(trail)
    blocks += rules + hedges
    blocks += WhyLimits.blocks(
      report.explanation.limits(about: symbol),
      report.explanation.noTrades(about: symbol),
      heading: "Limits that it counts towards"
    )
    return blocks
  }

  // MARK: Outcome

  private func outcome(_ trail: InstrumentTrail) -> StyledText {
    var text = StyledText()
    for change in trail.changes {
      if !text.isEmpty { text.append(", ") }
      text.append(change.action.rawValue, change.action.isIncrease ? .good : .bad)
      text.append(" \(NumberText.quantity(change.quantity))")
      if let value = change.value {
        text.append(" for \(NumberText.money(value)) \(report.proposal.baseCurrency)")
      }
    }
    if !text.isEmpty {
      text.append(": held \(NumberText.quantity(trail.held)) → \(NumberText.quantity(trail.after))")
      if let change = trail.changes.last, change.weightAfter != nil {
        text.append(", weight \(NumberText.percent(trail.value.weight)) → ")
        text.append(NumberText.percent(change.weightAfter))
      }
      return text
    }
    text.append("no change", .strong)
    if let hold = trail.hold {
      text.append(": \(HoldSection.phrase(hold.code))")
      if !hold.detail.isEmpty { text.append(" (\(hold.detail))") }
      text.append(", \(NumberText.quantity(hold.quantity)) held")
    } else {
      text.append(": not held, and no rule in force asks for it")
    }
    return text
  }

  /// What withholds something of it.
  private var attention: [Block] {
    let proposal = report.proposal
    var mine = proposal
    let rules = report.explanation.rules(about: symbol).map(\.key)
    let subjects = Set(rules + [symbol, "account"])
    mine.blocked = proposal.blocked.filter { subjects.contains($0.subject) }
    mine.reviews = proposal.reviews.filter { $0.subject == symbol || rules.contains($0.subject) }
    mine.conflicts = proposal.conflicts.filter { $0.symbol == symbol }
    return AttentionSection.blocks(mine)
  }

  // MARK: Stages

  private func value(_ trail: InstrumentTrail) -> StyledText {
    var text = StyledText("\(NumberText.quantity(trail.held)) held")
    guard let unit = trail.value.unitValue else {
      text.append(": no value", .bad)
      if let defect = trail.value.defect { text.append(" (\(defect))", .faint) }
      return text
    }
    text.append(" × \(NumberText.figure(unit)) = \(NumberText.money(trail.value.value))")
    text.append(" \(report.proposal.baseCurrency)")
    if let weight = trail.value.weight { text.append(", \(NumberText.percent(weight)) of NAV") }
    if let exposure = trail.value.unitExposure, exposure != unit {
      text.append(", exposure \(NumberText.figure(exposure)) each")
    }
    if let price = trail.value.price, trail.value.currency != report.proposal.baseCurrency {
      text.append(", price \(NumberText.price(price)) \(trail.value.currency)")
    }
    if let defect = trail.value.defect { text.append(" (\(defect))", .bad) }
    return text
  }

  private func bounds(_ trail: InstrumentTrail) -> [Block] {
    var blocks: [Block] = trail.bounds.map { .item(sentence($0, trail), level: 0) }
    for (names, what) in [
      (trail.noBuys, "buys and covers"), (trail.noSells, "sells and shorts"),
    ] where !names.isEmpty {
      blocks.append(.item(StyledText("no \(what): \(names.joined(separator: ", "))"), level: 0))
    }
    for need in trail.asks where need.raise.isZero {
      blocks.append(.item(sentence(need, trail), level: 0))
    }
    return blocks.isEmpty ? [] : [.heading("Bounds")] + blocks
  }

  /// `at least 4.5333 by scale_in.foothold: 34% × 6% × 40% × 100,000.00 ÷ 180.00`.
  private func sentence(_ mark: BoundMark, _ trail: InstrumentTrail) -> StyledText {
    var text = StyledText(mark.side == .lower ? "at least " : "at most ")
    text.append(NumberText.number(mark.quantity), .strong)
    text.append(" by ")
    text.append(mark.steps.isEmpty ? mark.by : mark.steps.joined(separator: ", "), .caution)
    if let formula = mark.formula {
      text.append(": \(FormulaText(trail: trail, nav: report.proposal.nav).spell(formula))")
    }
    return text
  }

  /// A build that asks for nothing: filled, or too little for an order.
  private func sentence(_ need: BuildNeed, _ trail: InstrumentTrail) -> StyledText {
    var text = StyledText(need.rule, .strong)
    guard let small = need.tooSmall else {
      text.append(" misses nothing")
      if let target = need.target { text.append(": its goal is \(NumberText.number(target))") }
      return text
    }
    text.append(" misses \(NumberText.number(small)), too little for an order: ")
    let isUnderLot = small < trail.lot.ratio
    if isUnderLot { text.append("one lot is \(NumberText.quantity(trail.lot))") }
    guard !isUnderLot, let minimum = trail.minimumTrade, let unit = trail.value.unitValue,
      let worth = try? small.multiplied(by: unit), let lacking = try? minimum.subtracting(worth)
    else { return text }
    text.append("worth \(NumberText.money(worth)), the minimum trade is ")
    text.append("\(NumberText.money(minimum)) (+\(NumberText.money(lacking)))")
    return text
  }

  private func stages(_ trail: InstrumentTrail) -> [Block] {
    if trail.entries.isEmpty { return [] }
    let table = TextTable(
      columns: [
        .text("stage"), .number("from"), .number("to"), .text("by"), .text("how"),
      ],
      rows: trail.entries.map { entry in
        let factor = entry.factor.map {
          "factor \(NumberText.percent($0, minimumDigits: 0))"
        }
        return [
          StyledText(WhyInstrument.name(of: entry.stage), .faint),
          StyledText(NumberText.number(entry.before)),
          StyledText(NumberText.number(entry.after), .strong),
          StyledText(entry.by.joined(separator: ", ")),
          StyledText([factor ?? "", entry.detail].filter { !$0.isEmpty }.joined(separator: ", ")),
        ]
      }
    )
    return [.heading("Stages")] + [.table(table)] + cuts(trail)
  }

  /// `cut from 41 to 26 shares by single_name`.
  private func cuts(_ trail: InstrumentTrail) -> [Block] {
    trail.changes.flatMap(\.cuts).map { cut in
      var text = StyledText("cut from \(NumberText.number(cut.from, digits: 2)) to ")
      text.append("\(NumberText.number(cut.to, digits: 2)) shares by ")
      text.append(cut.by, .caution)
      return .item(text, level: 0)
    }
  }

  static func name(of stage: InstrumentTrail.StageName) -> String {
    switch stage {
    case .bound: "3 bounds"
    case .target: "4 target"
    case .limit: "5 limits"
    case .hedge: "6 hedge"
    case .feasible: "7 feasible"
    case .verify: "8 verify"
    }
  }

  // MARK: Rules

  private var rules: [Block] {
    let rules = report.explanation.rules(about: symbol)
    if rules.isEmpty { return [.heading("Rules"), .item("none speaks of it", level: 0)] }
    return [.heading("Rules that speak of it")]
      + rules.flatMap { rule in
        [Block.item(RuleSection.headline(rule), level: 0)]
          + rule.steps.map { .item(RuleSection.sentence($0), level: 1) }
      }
  }

  private var hedges: [Block] {
    HedgeSection.blocks(
      report.proposal.hedges.filter { $0.instrument == symbol },
      isVerbose: false
    )
  }
}

/// The arithmetic of a bound, to be checked with a pencil.
private struct FormulaText {
  let trail: InstrumentTrail
  let nav: Amount?

  func spell(_ formula: BoundFormula) -> String {
    switch formula {
    case .build(let build): return spell(build)
    case .weight(let weight):
      return weight.isZero ? "nothing" : "\(percent(weight)) × \(money) ÷ \(unit)"
    case .together(let weight, let total):
      return "\(NumberText.quantity(trail.held)) held × \(percent(weight)) × \(money) ÷ "
        + "\(NumberText.money(total)) of the set"
    case .rest(let base, let less):
      return "\(NumberText.number(base)) at first, less \(percent(less))"
    case .exit(let putOn, let asked):
      let text =
        "\(NumberText.quantity(trail.held)) held less \(NumberText.number(putOn)) that it put on"
      return asked.isZero ? text : text + ", at least \(NumberText.number(asked)) for other builds"
    }
  }

  private func spell(_ build: BuildArithmetic) -> String {
    var parts: [String] = []
    if build.unlocked != .one { parts.append(percent(build.unlocked)) }
    parts.append(percent(build.weight))
    if build.share != .one { parts.append(percent(build.share)) }
    let text =
      "\(parts.joined(separator: " × ")) × \(money) ÷ \(unit)"
      + " = \(NumberText.number(build.target))"
    let raise = NumberText.number(build.raise)
    if build.factor < .one {
      return text + "; \(raise) more, × \(percent(build.factor)) as the basket is full"
    }
    let rest = try? build.target.subtracting(build.raise)
    let held = try? trail.held.ratio.absolute()
    return rest == held ? text : text + "; its steps miss \(raise)"
  }

  private func percent(_ ratio: Ratio) -> String { NumberText.percent(ratio, minimumDigits: 0) }

  private var money: String { NumberText.money(nav) }

  private var unit: String {
    NumberText.figure(trail.value.unitExposure.flatMap { try? $0.absolute() })
  }
}
