import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// Invariant 1: applied, filled and evaluated at the same moment, nothing is asked for again, when nothing
/// was cut, trading costs nothing and no rule sets off another. Otherwise further runs only go on.
@Suite struct SettledTests {
  @Test(arguments: Property.chunks)
  func whatWasDoneIsNotAskedForAgain(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var scenario = one.scenario
      scenario.journal = Journal()
      guard let runs = runs(of: scenario, 2), let last = runs.last else { return nil }
      if !isSettling(scenario, runs[0]) { return nil }
      // Amounts that were rounded move NAV, and with it what a fraction of a share may be worth.
      let again = last.changes.filter { ($0.value ?? .whole(1)) > Amount(units: 100) }
      return again.isEmpty ? nil : "asks again: \(again.map(\.shown))"
    }
  }

  @Test(arguments: Property.chunks)
  func furtherRunsOnlyGoOn(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var scenario = one.scenario
      scenario.journal = Journal()
      scenario.rulebook.settings.costs = nil
      if !hasNoTriggers(scenario) { return nil }
      guard let runs = runs(of: scenario, 4) else { return nil }
      var directions: [String: Bool] = [:]
      for change in runs.flatMap(\.changes) where change.action != .convert {
        if (change.value ?? .whole(1)) <= Amount(units: 100) { continue }
        if scenario.hedgeSymbols.contains(change.symbol) { continue }
        let isUp = change.signedUnits > 0
        if directions[change.symbol, default: isUp] != isUp {
          return "turns round: \(runs.map { $0.changes.map(\.shown) })"
        }
        directions[change.symbol] = isUp
      }
      return nil
    }
  }

  /// Seed 1231: without a NAV the first run closes what has no price and decides no build; the second
  /// knows NAV and builds; the third asks for nothing.
  @Test func whatANavDecidesFollowsWhenItIsKnown() throws {
    let scenario = try Scenario(
      reading: DifferenceFileTests.text(of: "unpriced-short-is-closed.txt")
    )
    let runs = try #require(self.runs(of: scenario, 3))
    #expect(runs[0].nav == nil)
    #expect(runs.map { $0.changes.map(\.shown) } == [["cover AAA 203"], ["buy FFF 40"], []])
  }

  /// What is proposed again and again, each proposal applied and filled.
  private func runs(of scenario: Scenario, _ count: Int) -> [AccountProposal]? {
    var scenario = scenario
    guard var history = try? AccountHistory(of: scenario.account) else { return nil }
    var runs: [AccountProposal] = []
    for _ in 0..<count {
      let proposal = scenario.proposal
      runs.append(proposal)
      guard let run = proposal.run, (try? history.apply(run)) != nil,
        (try? history.fill(.basisPoints(10_000))) != nil,
        let journal = try? history.journal(of: scenario.rulebook.name)
      else { return nil }
      scenario.account = history.account
      scenario.journal = journal
    }
    return runs
  }

  private func isSettling(_ scenario: Scenario, _ first: AccountProposal) -> Bool {
    let cutHolds: [Evaluator.Hold.Code] = [
      .tooSmall, .noRoom, .belowMinimumTrade, .blocked, .frozen,
    ]
    return scenario.rulebook.settings.costs == nil
      // What had no price, once closed, lets NAV be known, and with it what builds ask for.
      && first.nav != nil
      && first.changes.allSatisfy { $0.cuts.isEmpty }
      // What a freeze keeps of a set that is trimmed together, later runs take from its other members.
      && first.conflicts.isEmpty
      && !first.holds.contains { cutHolds.contains($0.code) }
      && hasNoTriggers(scenario)
  }

  /// A set of what is held grows with what is bought: an edge too, though no condition is its cause.
  private func hasNoTriggers(_ scenario: Scenario) -> Bool {
    if scenario.rulebook.rules.contains(where: { "\($0)".contains("Kind.held(") }) { return false }
    let hasEachTag = scenario.rulebook.rules.contains { rule in
      guard case .build(let build) = rule.action, case .tag = build.target.set.kind else {
        return false
      }
      return true
    }
    if hasEachTag || scenario.rulebook.trimsTogether { return false }
    return RulebookAnalysis(of: scenario.rulebook).triggers.edges.isEmpty
  }
}

extension CheckedRulebook {
  /// Whether members of a set are trimmed together: what one of them adds, the others may have to give.
  fileprivate var trimsTogether: Bool {
    let hasEnforced = limits.contains { $0.force == .enforced }
    return hasEnforced
      || rules.contains { rule in
        guard case .trim(let trim) = rule.action, !trim.target.isEach else { return false }
        switch trim.target.set.kind {
        case .symbol, .member: return false
        case .basket, .tag, .all, .held, .except: return true
        }
      }
  }
}
