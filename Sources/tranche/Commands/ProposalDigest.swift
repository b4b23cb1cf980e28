import Evaluator
import Quantities
import Reporting

/// A digest of a proposal as `evaluate --format json` writes it, taken account by account.
struct ProposalDigest {
  private var text: ProposalText
  private var content = ContentDigest()
  private var buffer: [UInt8] = []

  init(_ header: ProposalHeader) {
    text = ProposalText(ProposalFormat.json.writer(), header, into: &buffer)
  }

  mutating func take(_ proposal: AccountProposal) {
    text.append(proposal, into: &buffer)
    flush()
  }

  mutating func end() -> String {
    text.end(into: &buffer)
    flush()
    return content.hexadecimal()
  }

  private mutating func flush() {
    content.update(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
