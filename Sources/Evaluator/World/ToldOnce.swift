import Synchronization

/// What reports say of a rule whatever the account: worked out when it is first asked for, and kept for the accounts
/// that follow, on whatever thread.
final class ToldOnce: Sendable {
  /// A condition of a rule.
  enum Clause: Equatable, Sendable {
    case when, exit, until
    /// Of the step of this index.
    case gate(Int)
  }

  private struct Told {
    var report: RuleReport?
    var facts: [String]?
    /// A list, as a rule has few: a dictionary would cost a search for `Hashable` at each start.
    var findings: [(clause: Clause, findings: [Finding])] = []
  }

  private let told = Mutex(Told())

  func report(_ make: () -> RuleReport) -> RuleReport {
    if let report = told.withLock({ $0.report }) { return report }
    // Made outside of the lock, as it asks for the findings and facts below.
    let report = make()
    told.withLock { $0.report = report }
    return report
  }

  func facts(_ make: () -> [String]) -> [String] {
    told.withLock { told in
      if let facts = told.facts { return facts }
      let facts = make()
      told.facts = facts
      return facts
    }
  }

  func findings(of clause: Clause, _ make: () -> [Finding]) -> [Finding] {
    told.withLock { told in
      if let known = told.findings.first(where: { $0.clause == clause }) { return known.findings }
      let findings = make()
      told.findings.append((clause, findings))
      return findings
    }
  }
}
