public import Evaluator
internal import Quantities

/// Comma-separated values (RFC 4180, lines ended by a line feed): one line a change. Steps or rules
/// stand in one cell with blanks between; a price that is not known is an empty cell.
struct CSVFormat: ProposalWriter {
  func begin(_ header: ProposalHeader, into output: inout [UInt8]) {
    output.append(contentsOf: "account,symbol,action,quantity,price,rule\n".utf8)
  }

  func account(_ proposal: AccountProposal, into output: inout [UInt8]) {
    if proposal.changes.isEmpty { return }
    let account = CSVCell.text(proposal.account)
    for change in proposal.changes {
      output.append(contentsOf: account.utf8)
      output.append(UInt8(ascii: ","))
      output.append(contentsOf: CSVCell.text(change.symbol).utf8)
      output.append(UInt8(ascii: ","))
      output.append(contentsOf: change.action.rawValue.utf8)
      output.append(UInt8(ascii: ","))
      output.append(contentsOf: change.quantity.description.utf8)
      output.append(UInt8(ascii: ","))
      if let price = change.price { output.append(contentsOf: price.description.utf8) }
      output.append(UInt8(ascii: ","))
      let cause = CSVCell.text(change.causes.joined(separator: " "))
      output.append(contentsOf: cause.utf8)
      output.append(UInt8(ascii: "\n"))
    }
  }

  func end(into output: inout [UInt8]) {}
}

extension Change {
  /// The steps it serves, as `rule.step`, and the rules that ask for it without steps.
  public var causes: [String] {
    steps + rules.filter { rule in !steps.contains { $0.hasPrefix(rule + ".") } }
  }
}
