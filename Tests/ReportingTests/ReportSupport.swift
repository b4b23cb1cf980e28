import Evaluator
import Reporting

/// The whole report of `accounts` in `format`.
func report(
  _ format: ProposalFormat,
  _ header: ProposalHeader,
  _ accounts: [AccountProposal],
  width: Int = 80,
  style: TextStyle = .plain,
  isVerbose: Bool = false
) -> String {
  let options = ReportOptions(width: width, style: style, isVerbose: isVerbose)
  let writer = format.writer(options)
  var output: [UInt8] = []
  var text = ProposalText(writer, header, into: &output)
  for account in accounts { text.append(account, into: &output) }
  text.end(into: &output)
  return String(decoding: output, as: UTF8.self)
}

/// Every sample account.
let sampleAccounts = [
  SampleAccounts.ready, SampleAccounts.everything, SampleAccounts.blocked, SampleAccounts.hostile,
]
