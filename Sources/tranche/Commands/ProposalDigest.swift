import Evaluator
import Quantities
import Reporting

/// A digest of a proposal as `evaluate --format json` writes it, taken account by account.
struct ProposalDigest {
  private let writer = ProposalFormat.json.writer()
  private var content = ContentDigest()
  private var buffer: [UInt8] = []
  private var isFirst = true

  init(_ header: ProposalHeader) { writer.begin(header, into: &buffer) }

  mutating func take(_ proposal: AccountProposal) {
    writer.account(proposal, isFirst: isFirst, into: &buffer)
    isFirst = false
    flush()
  }

  mutating func end() -> String {
    writer.end(into: &buffer)
    flush()
    return content.hexadecimal()
  }

  private mutating func flush() {
    content.update(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
