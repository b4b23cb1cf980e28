import Evaluator
import Quantities
import Testing

@testable import tranche

/// The exit status of `tranche evaluate`, from planted proposals: no input is known that leads to 70.
@Suite struct ProposalVerdictTests {
  private func proposal(
    _ status: AccountProposal.Status,
    blocked codes: [String] = []
  ) throws -> AccountProposal {
    let dollar = try #require(Currency("USD"))
    var proposal = AccountProposal(account: "planted", baseCurrency: dollar)
    proposal.status = status
    proposal.blocked = codes.map { Blocked(subject: "account", code: $0, detail: "") }
    return proposal
  }

  private func end(
    _ proposals: [AccountProposal],
    then more: () throws -> Void = {}
  ) throws {
    var verdict = ProposalVerdict()
    for proposal in proposals { verdict.note(proposal) }
    try verdict.end(then: more)
  }

  private func failure(_ proposals: [AccountProposal]) -> CommandFailure? {
    do { try end(proposals) } catch { return error as? CommandFailure }
    return nil
  }

  private func status(_ proposals: AccountProposal...) -> tranche.ExitStatus? {
    failure(proposals)?.status
  }

  @Test func readyAccountsEndClean() throws {
    #expect(status(try proposal(.ready), try proposal(.ready)) == nil)
  }

  @Test(arguments: [AccountProposal.Status.review, .blocked])
  func oneAccountThatAsksForAPersonIsEnough(state: AccountProposal.Status) throws {
    #expect(status(try proposal(state), try proposal(.ready)) == .personMustLook)
  }

  @Test func aBrokenPromiseThatWasWithdrawnAsksForAPerson() throws {
    #expect(status(try proposal(.blocked, blocked: ["promise_broken"])) == .personMustLook)
  }

  @Test func aPromiseBrokenByReductionsIsOurFaultWhateverElseThereIs() throws {
    let broken = try proposal(
      .blocked,
      blocked: ["promise_broken", "promise_broken_by_reductions"]
    )
    #expect(status(broken) == .ourFault)
    #expect(status(try proposal(.review), broken, try proposal(.ready)) == .ourFault)
    #expect(tranche.ExitStatus.ourFault.rawValue == 70)
    #expect(failure([broken])?.message.contains("reductions") == true)
    #expect(failure([broken])?.help.contains("do not execute") == true)
  }

  @Test func whatElseIsAskedForIsDoneUnlessTheProposalIsFaulty() throws {
    let broken = try proposal(.blocked, blocked: ["promise_broken_by_reductions"])
    for (asked, isDone) in [
      (try proposal(.ready), true), (try proposal(.review), true), (broken, false),
    ] {
      var done = false
      _ = try? end([asked]) { done = true }
      #expect(done == isDone)
    }
  }
}
