/// How much a proposal tells beside what is to be done. What is to be done is decided and verified in the same way.
public enum ProposalDetail: Sendable {
  /// Changes with their rules and steps, and what blocks an account or is for review; no evidence, reports
  /// of rules, limits and hedges, holds, totals, digests, facts and nothing to record.
  case changes
  /// All but what a reader of many accounts has elsewhere or does not ask for: no rules of which the header says all,
  /// no limits that hold with room to spare, and nothing to record.
  case telling
  case full
}
