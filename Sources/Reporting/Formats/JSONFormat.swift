internal import Evaluator

/// One JSON document: the header's members, then `accounts`.
struct JSONFormat: ProposalWriter {
  let options: ReportOptions

  func begin(_ header: ProposalHeader, into output: inout [UInt8]) {
    JSONWriter.append(to: &output, isIndented: true) { json in
      json.object { $0.members(of: header) }
    }
    // The object stays open: its last member follows, an account at a time.
    output.removeLast("\n}".utf8.count)
    output.append(contentsOf: ",\n  \"accounts\": [".utf8)
  }

  func account(_ proposal: AccountProposal, into output: inout [UInt8]) {
    output.append(contentsOf: "\n    ".utf8)
    JSONWriter.append(to: &output, isIndented: true, depth: 2) { json in
      json.write(proposal, isVerbose: options.isVerbose)
    }
  }

  func separate(into output: inout [UInt8]) { output.append(UInt8(ascii: ",")) }

  func end(into output: inout [UInt8]) {
    output.append(contentsOf: "\n  ]\n}\n".utf8)
  }
}
