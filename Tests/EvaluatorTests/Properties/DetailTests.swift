import Evaluator
import Quantities
import TestSupport
import Testing

/// A proposal that tells less decides the same.
@Suite struct DetailTests {
  private struct Decision: Equatable {
    var changes: [String]
    var blocked: [Blocked]
    var reviews: [Review]
    var conflicts: [Conflict]
    var status: AccountProposal.Status

    init(_ proposal: AccountProposal) {
      changes = proposal.changes.map {
        "\($0.action) \($0.quantity) \($0.symbol) \($0.currency) \(String(describing: $0.price)) \($0.rules) "
          + "\($0.steps) \($0.fee) \($0.dependsOn)"
      }
      blocked = proposal.blocked
      reviews = proposal.reviews
      conflicts = proposal.conflicts
      status = proposal.status
    }
  }

  @Test(arguments: Property.chunks) func fewerDetailsDecideTheSame(_ seeds: Range<Int>) {
    Property.check(seeds) { example in
      let scenario = example.scenario
      let brief = scenario.evaluation.propose(
        for: scenario.account,
        journal: scenario.journal,
        detail: .changes
      )
      let (found, expected) = (Decision(brief), Decision(example.proposal))
      return found == expected ? nil : "\(found) instead of \(expected)"
    }
  }
}
