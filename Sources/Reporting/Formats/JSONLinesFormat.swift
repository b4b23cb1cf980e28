internal import Evaluator

/// JSON Lines: the header on the first line, then an account a line, so that a reader can begin
/// before the last account is evaluated.
struct JSONLinesFormat: ProposalWriter {
  let options: ReportOptions

  func begin(_ header: ProposalHeader, into output: inout [UInt8]) {
    JSONWriter.append(to: &output, isIndented: false) { json in
      json.object { $0.members(of: header) }
    }
    output.append(UInt8(ascii: "\n"))
  }

  func account(_ proposal: AccountProposal, into output: inout [UInt8]) {
    JSONWriter.append(to: &output, isIndented: false) { json in
      json.write(proposal, isVerbose: options.isVerbose)
    }
    output.append(UInt8(ascii: "\n"))
  }

  func end(into output: inout [UInt8]) {}
}
