import Evaluator
import RuleChecker

/// `conflict A and B`, `review NAME`, `account ready`: what is said of the account as a whole.
struct AccountExpectation {
  let kind: Expectation.Kind

  func verdict(_ seen: Examination) -> Verdict {
    let proposal = seen.proposal
    switch kind {
    case .conflict(let one, let other):
      let isMet = proposal.conflicts.contains { conflict in
        conflict.rules.contains { seen.isName(one, of: $0) }
          && conflict.rules.contains { seen.isName(other, of: $0) }
      }
      if isMet { return .met }
      let found = proposal.conflicts.map {
        "conflict \($0.rules.joined(separator: " and ")) in \($0.symbol)"
      }
      return Verdict(
        holds: false,
        actual: found.isEmpty ? "no conflict" : found.joined(separator: ", "),
        rules: [one, other].flatMap { seen.reports(of: $0).prefix(1) }
      )
    case .review(let name):
      if proposal.reviews.contains(where: { seen.isName(name, of: $0.subject) }) { return .met }
      let found = proposal.reviews.map { "`\($0.subject)` (\($0.code))" }
      return Verdict(
        holds: false,
        actual: found.isEmpty ? "no review" : "review of \(found.joined(separator: ", "))",
        rules: Array(seen.reports(of: name).prefix(1))
      )
    case .account(let status):
      if proposal.status.rawValue == status.rawValue { return .met }
      return Verdict(holds: false, actual: account(proposal))
    default: return .met
    }
  }

  /// `account review: limit_breached of single_name`
  private func account(_ proposal: AccountProposal) -> String {
    let reasons =
      proposal.blocked.map { "\($0.code) of \($0.subject)" }
      + proposal.reviews.map { "\($0.code) of \($0.subject)" }
      + proposal.conflicts.map { "conflict in \($0.symbol)" }
    let list = reasons.isEmpty ? "" : ": \(reasons.joined(separator: ", "))"
    return "account \(proposal.status.rawValue)\(list)"
  }
}
