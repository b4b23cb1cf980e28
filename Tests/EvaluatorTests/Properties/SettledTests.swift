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
      guard hasNoTriggers(scenario), let runs = runs(of: scenario, 2), let last = runs.last else {
        return nil
      }
      if !isSettling(scenario, runs[0]) || setsItselfOff(scenario, runs[0]) { return nil }
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
      if runs.contains(where: { setsItselfOff(scenario, $0) }) { return nil }
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

  /// Seed 88773: of a hedge that cash did not pay for in whole, the second run buys what is left over.
  @Test func aHedgeShortOfCashGoesOn() throws {
    let scenario = try Scenario(
      reading: DifferenceFileTests.text(of: "hedge-short-of-cash.txt")
    )
    let runs = try #require(self.runs(of: scenario, 2))
    #expect(runs[0].reviews.map(\.code).contains("hedge_short_of_cash"))
    #expect(runs[0].changes.map(\.shown) == ["buy HHH 1451.30855223"])
    #expect(runs[1].changes.map(\.shown) == ["buy HHH 0.06456551"])
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
    let cutHedges = ["hedge_short_of_cash", "hedge_over_limit"]
    return scenario.rulebook.settings.costs == nil
      // What cash or a limit cut of a hedge goes on while a little of either is left (seed 88773).
      && !first.reviews.contains { cutHedges.contains($0.code) }
      // What had no price, once closed, lets NAV be known, and with it what builds ask for.
      && first.nav != nil
      && first.changes.allSatisfy { $0.cuts.isEmpty }
      // What a freeze keeps of a set that is trimmed together, later runs take from its other members.
      && first.conflicts.isEmpty
      && !first.holds.contains { cutHolds.contains($0.code) }
  }

  private func hasNoTriggers(_ scenario: Scenario) -> Bool {
    !scenario.rulebook.trimsTogether
      && RulebookAnalysis(of: scenario.rulebook.placed).triggers.edges.isEmpty
  }

  /// Whether a run did what sets rules off though `check` lists no edge (`docs/evaluation.md`, "What
  /// settles"): it opened or closed a position, where a rule's set is what is held; or it traded an inverse
  /// fund, where a condition reads signed exposure.
  private func setsItselfOff(_ scenario: Scenario, _ run: AccountProposal) -> Bool {
    let opensOrCloses = run.changes.contains { $0.weightBefore == .zero || $0.weightAfter == .zero }
    if opensOrCloses && scenario.rulebook.hasSetsOfWhatIsHeld { return true }
    let tradesInverse = run.changes.contains {
      scenario.instrument($0.symbol)?.leverage.isNegative == true
    }
    return tradesInverse && scenario.reads("Measure.weight", "Measure.exposure", "Measure.net")
  }
}

extension CheckedRulebook {
  /// Whether a rule acts on what is held at the time: `held in`, and a tag or `all` after `each` in a
  /// build or hold.
  fileprivate var hasSetsOfWhatIsHeld: Bool {
    rules.contains { rule in
      if "\(rule)".contains("Kind.held(") { return true }
      switch rule.action {
      case .build(let build): return build.target.isOfWhatIsHeld
      case .hold(let hold): return hold.target.isOfWhatIsHeld
      case .trim, .freeze, .hedge, .review: return false
      }
    }
  }

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

extension Target {
  fileprivate var isOfWhatIsHeld: Bool { isEach && set.isOpen }
}

extension InstrumentSet {
  /// Whether the portfolio file says which instruments it means.
  fileprivate var isOpen: Bool {
    switch kind {
    case .symbol, .basket, .member: false
    case .tag, .all, .held: true
    case .except(let inner, _): inner.isOpen
    }
  }
}
