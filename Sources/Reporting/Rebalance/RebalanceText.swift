internal import Evaluator
internal import Quantities

/// A rebalance as text, as wide as the terminal.
struct RebalanceText: RebalanceWriter {
  let options: ReportOptions
  /// Whether nothing of it is recorded.
  var isDryRun = true

  func begin(_ header: ProposalHeader, into output: inout [UInt8]) {
    var title = StyledText(header.rulebookName, .strong)
    if let words = header.rulebookTitle { title.append(": \(words)") }
    var line = StyledText("\(isDryRun ? "dry run " : "")as of \(header.asOf)")
    line.append(", proposal \(header.id.prefix(12))", .faint)
    if isDryRun { line.append("; nothing is written", .faint) }
    var blocks: [Block] = [.title(title), .paragraph(line)]
    if let terms = header.terms.sentence { blocks.append(.paragraph(StyledText(terms, .caution))) }
    blocks += HeaderSections.assumed(header.assumptions) + HeaderSections.notices(header.notices)
    TerminalRenderer(options).render(blocks, into: &output)
  }

  func account(
    _ rebalance: Rebalance,
    _ header: ProposalHeader,
    isFirst: Bool,
    into output: inout [UInt8]
  ) {
    let renderer = TerminalRenderer(options)
    renderer.separate(into: &output)
    renderer.render(blocks(rebalance), into: &output)
  }

  func end(into output: inout [UInt8]) {}

  private func blocks(_ rebalance: Rebalance) -> [Block] {
    let proposal = rebalance.proposal
    var blocks: [Block] = [
      .title(AccountSections.headline(proposal)), .paragraph(AccountSections.totals(proposal)),
    ]
    blocks += AttentionSection.blocks(proposal)
    blocks += ChangesSection.blocks(proposal)
    blocks += HoldingsBeforeAfter.blocks(rebalance)
    blocks += ExposureSection.blocks(rebalance, width: options.width)
    blocks += CashSection.blocks(rebalance)
    blocks += LimitRoomSection.blocks(rebalance, isVerbose: options.isVerbose)
    blocks += GainSection.blocks(rebalance)
    return blocks
  }
}

extension TradingTerms {
  /// What was asked beside the rulebook, for the head of a report.
  var sentence: String? {
    switch self {
    case .unrestricted: nil
    case .buyOnly: "buy only: nothing is sold or sold short"
    case .sellOnly: "sell only: nothing is bought or covered"
    case .investing(let amount):
      "\(NumberText.money(amount)) of new money counts as cash, and nothing is sold"
    }
  }
}
