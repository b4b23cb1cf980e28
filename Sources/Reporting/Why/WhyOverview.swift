internal import Evaluator
internal import Quantities

/// Every instrument with its change or the reason for none, and every rule and limit with how far it
/// is from acting.
struct WhyOverview {
  let report: WhyReport

  var blocks: [Block] {
    let proposal = report.proposal
    var blocks: [Block] = AttentionSection.blocks(proposal)
    let changes: [Block] = proposal.changes.map { .item(WhyOverview.sentence($0), level: 0) }
    blocks += [.heading("Changes")] + (changes.isEmpty ? [.item("none", level: 0)] : changes)
    let holds: [Block] = proposal.holds.map { .item(WhyOverview.sentence($0), level: 0) }
    if !holds.isEmpty { blocks += [.heading("Unchanged")] + holds }
    let options = ReportOptions(isVerbose: false)
    blocks += RuleSection.blocks(
      report.explanation.rules,
      heading: "Rules",
      options,
      hint: "`--rule NAME[SYMBOL]` shows one"
    )
    blocks += WhyLimits.blocks(proposal.limits, report.explanation.noTrades, heading: "Limits")
    blocks += hedges(proposal.hedges)
    return blocks
  }

  private func hedges(_ hedges: [HedgeReport]) -> [Block] {
    let active = hedges.filter { $0.state == .active }
    if active.isEmpty { return [] }
    return [.heading("Hedges")] + active.map { .item(WhyOverview.sentence($0), level: 0) }
  }

  /// `buy 4 NVDA: scale_in.foothold; cut from 41 to 26 by single_name`.
  static func sentence(_ change: Change) -> StyledText {
    var text = StyledText(change.action.rawValue, change.action.isIncrease ? .good : .bad)
    text.append(" \(NumberText.quantity(change.quantity)) ")
    text.append(change.symbol, .strong)
    if !change.causes.isEmpty { text.append(": \(change.causes.joined(separator: ", "))") }
    for cut in change.cuts {
      text.append("; cut from \(NumberText.number(cut.from, digits: 2)) to ")
      text.append("\(NumberText.number(cut.to, digits: 2)) by ")
      text.append(cut.by, .caution)
    }
    return text
  }

  static func sentence(_ hold: Hold) -> StyledText {
    var text = StyledText(hold.symbol, .strong)
    text.append(" stays at \(NumberText.quantity(hold.quantity)): ")
    text.append(HoldSection.phrase(hold.code))
    if !hold.detail.isEmpty { text.append(" (\(hold.detail))") }
    return text
  }

  /// `hedge_toolchain with PSQ: 51 wanted, 40 held, 11 missing; within 3`.
  static func sentence(_ hedge: HedgeReport) -> StyledText {
    var text = StyledText(hedge.rule, .strong)
    text.append(" with \(hedge.instrument): \(NumberText.quantity(hedge.wanted)) wanted, ")
    text.append("\(NumberText.quantity(hedge.held)) held")
    if let wanted = hedge.wanted, let missing = try? wanted.subtracting(hedge.held),
      !missing.isZero
    {
      text.append(", \(NumberText.quantity(missing)) missing")
      if let tolerance = hedge.tolerance, !tolerance.isZero {
        text.append(", tolerated up to \(NumberText.number(tolerance))")
      }
    }
    return text
  }
}

extension Change.Action {
  var isIncrease: Bool { self == .buy || self == .short }
}
