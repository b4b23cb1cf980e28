internal import Evaluator

/// The sections of the table format as Markdown, for a pull request or a message.
struct MarkdownFormat: ProposalWriter {
  let options: ReportOptions

  func begin(_ header: ProposalHeader, into output: inout [UInt8]) {
    MarkdownRenderer().render(HeaderSections.blocks(header, options), into: &output)
  }

  func account(_ proposal: AccountProposal, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "\n"))
    MarkdownRenderer().render(AccountSections.blocks(proposal, options), into: &output)
  }

  func end(into output: inout [UInt8]) {}
}
