import Evaluator
import Reporting

/// Streams a proposal to standard output, account by account, and remembers how the command ends.
final class ProposalOutput {
  private let writer: any ProposalWriter
  private let console: Console
  private var buffer: [UInt8] = []
  private var isFirst = true
  private var verdict = ProposalVerdict()

  init(writer: any ProposalWriter, console: Console) {
    self.writer = writer
    self.console = console
  }

  /// Ends with the status that asks for a person, whatever the accounts say.
  func askForPerson() { verdict.askForPerson() }

  func begin(_ header: ProposalHeader) throws {
    verdict.note(header)
    writer.begin(header, into: &buffer)
  }

  func write(_ proposal: AccountProposal) throws {
    verdict.note(proposal)
    writer.account(proposal, isFirst: isFirst, into: &buffer)
    isFirst = false
    try console.write(&buffer)
  }

  /// Ends the proposal, then does what else is asked for unless the proposal is faulty.
  ///
  /// - Throws: what `more` throws, and as `ProposalVerdict.end`.
  func end(then more: () throws -> Void = {}) throws {
    writer.end(into: &buffer)
    try console.write(&buffer)
    if isFirst {
      console.say(.note, "no account was evaluated", help: "look with `tranche portfolio show`")
    }
    try verdict.end(then: more)
  }
}
