import Evaluator

/// How a command that evaluates ends: whether a person must look, or something is our fault.
struct ProposalVerdict {
  private(set) var asksForPerson = false
  private(set) var isFaulty = false

  /// Ends with the status that asks for a person, whatever the accounts say.
  mutating func askForPerson() { asksForPerson = true }

  mutating func note(_ header: ProposalHeader) {
    if header.notices.contains(where: { $0.severity == .error }) { asksForPerson = true }
  }

  mutating func note(_ proposal: AccountProposal) {
    if proposal.status != .ready { asksForPerson = true }
    if proposal.blocked.contains(where: { $0.code == Blocked.reductionsBreakPromises }) {
      isFaulty = true
    }
  }

  /// What was noted elsewhere counts as well.
  mutating func take(_ other: ProposalVerdict) {
    asksForPerson = asksForPerson || other.asksForPerson
    isFaulty = isFaulty || other.isFaulty
  }

  /// Does what else is asked for, unless the proposal is faulty.
  ///
  /// - Throws: what `more` throws; a failure without words when a person must look, for the exit
  ///   status; one with words when reductions break a promise, which is a fault of ours.
  func end(then more: () throws -> Void = {}) throws {
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
