import Evaluator
import Portfolio
import PortfolioStore
import Quantities

/// Goes through the accounts of a request with their lots, one at a time.
///
/// A wash sale does not stop at an account, so a file of several is gone through once before: what each
/// bought lately, or is about to, is all that is kept of it.
struct RebalanceGathering {
  let inputs: EvaluationInputs
  let method: LotMethod

  func forEach(
    orSkip skip: (Account) -> Void = { _ in },
    _ body: (Account, Rebalance) throws -> Void
  ) throws {
    let purchases = try purchases()
    try inputs.forEachAccount(orSkip: skip) { account, journal in
      try body(
        account,
        inputs.evaluation.rebalance(
          account,
          journal: journal,
          lots: try inputs.file.lots(of: account.name),
          by: method,
          purchases: purchases
        )
      )
    }
  }

  /// Of every account of the file; what is proposed for those that are asked for counts as well.
  private func purchases() throws -> [Purchase] {
    guard try inputs.file.accountNames().count > 1 else { return [] }
    var found: [Purchase] = []
    try inputs.forEachAccountOfFile { account, journal in
      let proposal =
        inputs.isAsked(account)
        ? inputs.evaluation.propose(for: account, journal: journal) : nil
      found += inputs.evaluation.purchases(
        of: account,
        journal: journal,
        lots: try inputs.file.lots(of: account.name),
        by: method,
        with: proposal
      )
    }
    return found
  }
}
