/// How much a proposal tells beside what is to be done.
public enum ProposalDetail: Sendable {
  /// Changes with their rules and steps, and what blocks an account or is for review; no evidence, reports
  /// of rules, limits and hedges, holds, totals, digests, facts and nothing to record. What is to be done is
  /// decided and verified in the same way.
  case changes
  case full
}
