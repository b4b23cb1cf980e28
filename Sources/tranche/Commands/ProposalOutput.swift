import Evaluator
import Portfolio
import Reporting
import RuleChecker

/// Streams a proposal to standard output, account by account, and remembers whether a person must look.
final class ProposalOutput {
  private let writer: any ProposalWriter
  private let console: Console
  private var buffer: [UInt8] = []
  private var isFirst = true
  private var asksForPerson = false
  private var isFaulty = false

  init(writer: any ProposalWriter, console: Console) {
    self.writer = writer
    self.console = console
  }

  /// Ends with the status that asks for a person, whatever the accounts say.
  func askForPerson() { asksForPerson = true }

  func begin(_ header: ProposalHeader) throws {
    if header.notices.contains(where: { $0.severity == .error }) { asksForPerson = true }
    writer.begin(header, into: &buffer)
  }

  func write(_ proposal: AccountProposal) throws {
    if proposal.status != .ready { asksForPerson = true }
    if proposal.blocked.contains(where: { $0.code == Blocked.reductionsBreakPromises }) {
      isFaulty = true
    }
    writer.account(proposal, isFirst: isFirst, into: &buffer)
    isFirst = false
    try console.write(&buffer)
  }

  /// Says that an account is not the rulebook's business.
  func skip(_ account: Account, _ rulebook: CheckedRulebook) {
    guard let tag = rulebook.accounts else { return }
    console.say(
      .note,
      "account `\(account.name)` is left out: the rulebook is for accounts tagged "
        + "\(tag.dimension):\(tag.value)",
      help: "tag the account, or use another rulebook"
    )
  }

  /// Ends the proposal, then does what else is asked for unless the proposal is faulty.
  ///
  /// - Throws: what `more` throws; a failure without words when a person must look, for the exit status; one with words
  ///   when reductions break a promise, which is a fault of ours.
  func end(then more: () throws -> Void = {}) throws {
    writer.end(into: &buffer)
    try console.write(&buffer)
    if isFirst {
      console.say(.note, "no account was evaluated", help: "look with `tranche portfolio show`")
    }
    if isFaulty {
      throw CommandFailure(
        .ourFault,
        "reductions of an account break what Tranche promises",
        help: "do not execute them; report this with the portfolio file and the rulebook"
      )
    }
    try more()
    if asksForPerson { throw CommandFailure(.personMustLook) }
  }
}
