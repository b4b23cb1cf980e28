internal import Evaluator
internal import Quantities

/// What one account should do, and everything that bears on it.
enum AccountSections {
  static func blocks(_ proposal: AccountProposal, _ options: ReportOptions) -> [Block] {
    var blocks: [Block] = [.title(headline(proposal)), .paragraph(totals(proposal))]
    blocks += JournalSection.blocks(proposal)
    blocks += ChangesSection.blocks(proposal)
    blocks += HedgeSection.blocks(proposal.hedges, isVerbose: options.isVerbose)
    blocks += AttentionSection.blocks(proposal)
    blocks += RuleSection.blocks(proposal.rules, heading: "Rules for this account", options)
    blocks += LimitSection.blocks(proposal.limits, isVerbose: options.isVerbose)
    blocks += HoldSection.blocks(proposal.holds, isVerbose: options.isVerbose)
    return blocks
  }

  static func headline(_ proposal: AccountProposal) -> StyledText {
    var text = StyledText("account ")
    text.append(proposal.account, .strong)
    text.append(": ")
    let tone: Tone =
      switch proposal.status {
      case .ready: .good
      case .review: .caution
      case .blocked: .bad
      }
    text.append(proposal.status.rawValue, tone)
    return text
  }

  static func totals(_ proposal: AccountProposal) -> StyledText {
    let totals = proposal.totals
    var text = StyledText("NAV ")
    text.append(NumberText.money(proposal.nav), .strong)
    if proposal.nav != nil { text.append(" \(proposal.baseCurrency)") }
    if proposal.navIsEstimated { text.append(" (estimated: a price is stale)", .caution) }
    text.append(", cash " + arrow(totals.cashBefore, totals.cashAfter) { NumberText.money($0) })
    if totals.grossBefore != nil {
      let gross = arrow(totals.grossBefore, totals.grossAfter) { NumberText.percent($0) }
      let net = arrow(totals.netBefore, totals.netAfter) { NumberText.percent($0) }
      text.append(", gross \(gross), net \(net)")
    }
    if !proposal.changes.isEmpty {
      let sums = [
        ("buys", totals.increases), ("sells", totals.reductions), ("costs", totals.costs),
      ]
      for (name, sum) in sums {
        if let sum, !sum.isZero { text.append(", \(name) \(NumberText.money(sum))") }
      }
      if let turnover = totals.turnover {
        text.append(", turnover \(NumberText.percent(turnover))")
      }
    }
    return text
  }

  /// `before → after`, or one figure when nothing changes.
  private static func arrow<Figure: Equatable>(
    _ before: Figure?,
    _ after: Figure?,
    _ spelled: (Figure?) -> String
  ) -> String {
    before == after ? spelled(before) : "\(spelled(before)) → \(spelled(after))"
  }
}
