internal import Evaluator

/// Text for a person at a terminal, as wide as the terminal.
struct TableFormat: ProposalWriter {
  let options: ReportOptions

  func begin(_ header: ProposalHeader, into output: inout [UInt8]) {
    TerminalRenderer(options).render(HeaderSections.blocks(header, options), into: &output)
  }

  func account(_ proposal: AccountProposal, into output: inout [UInt8]) {
    let renderer = TerminalRenderer(options)
    renderer.separate(into: &output)
    renderer.render(AccountSections.blocks(proposal, options), into: &output)
  }

  func end(into output: inout [UInt8]) {}
}
