import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// Evaluating the accounts that the news can touch gives the same changes as evaluating all of them.
@Suite struct WatchPropertyTests {

  @Test(arguments: Property.chunks) func untouchedAccountsDoTheSame(_ seeds: Range<Int>) {
    Property.check(seeds) { example in
      let scenario = example.scenario
      // Many evaluations each: one scenario in eleven.
      if scenario.seed % 11 != 0 { return nil }
      let after = WatchView(scenario.evaluation)
      let accounts = WatchPropertyTests.accounts(of: scenario)
      for earlier in WatchPropertyTests.earlier(scenario) {
        let before = WatchView(earlier.evaluation)
        let changed = after.changedRules(since: before.readings)
        let watched = accounts.map { WatchedAccount($0.account, $0.journal) }
        let touched = Set(after.touched(watched, by: changed))
        for (account, journal) in accounts where !touched.contains(account.name) {
          let (old, new) = (before.watched(account, journal), after.watched(account, journal))
          if old?.entries != new?.entries {
            return "\(account.name): \(entries(old)) became \(entries(new)), and was not touched"
          }
          let changes = [earlier, scenario].map {
            $0.evaluation.propose(for: account, journal: journal, detail: .changes).changes.map(
              \.shown
            )
          }
          if changes[0] != changes[1] {
            return "\(account.name): \(changes[0]) became \(changes[1]), and was not touched"
          }
        }
      }
      return nil
    }
  }

  /// Where nothing was left out the property says nothing.
  @Test func accountsAreLeftOut() {
    var left = 0
    for seed in 1...40 {
      let scenario = ScenarioGenerator.scenario(seed: UInt64(seed))
      let after = WatchView(scenario.evaluation)
      let watched = WatchPropertyTests.accounts(of: scenario).map {
        WatchedAccount($0.account, $0.journal)
      }
      for earlier in WatchPropertyTests.earlier(scenario) {
        let changed = after.changedRules(since: WatchView(earlier.evaluation).readings)
        if changed.isEmpty { continue }
        left += watched.count - after.touched(watched, by: changed).count
      }
    }
    #expect(left > 5)
  }

  /// The world of one scenario with less known: an item or an act, another with each seed, or all news taken away.
  private static func earlier(_ scenario: Scenario) -> [Scenario] {
    var found: [Scenario] = []
    let seed = Int(truncatingIfNeeded: scenario.seed & 0xFFFF)
    func add(_ change: (inout Scenario) -> Void) {
      var less = scenario
      change(&less)
      found.append(less)
    }
    if !scenario.items.isEmpty {
      add { $0.items.remove(at: seed % scenario.items.count) }
    }
    if !scenario.acts.isEmpty, seed % 2 == 0 {
      add { $0.acts.remove(at: seed / 2 % scenario.acts.count) }
    }
    if seed % 4 == 1 { add { $0.items = [] } }
    return found
  }

  /// The account of the scenario, and others with a part of what it holds, without tags, without a past.
  private static func accounts(
    of scenario: Scenario
  ) -> [(account: Account, journal: Journal)] {
    var found: [(account: Account, journal: Journal)] = []
    func add(_ change: (inout Account, inout Journal) -> Void) {
      var (account, journal) = (scenario.account, scenario.journal)
      change(&account, &journal)
      account.name = "account \(found.count)"
      found.append((account, journal))
    }
    add { _, _ in }
    add { _, journal in journal = Journal() }
    add { account, journal in
      account.positions = []
      journal = Journal()
    }
    add { account, journal in
      account.positions = []
      journal.pending = [:]
    }
    add { account, journal in
      account.tags = []
      journal = Journal()
    }
    let positions = scenario.account.positions
    if !positions.isEmpty {
      let index = Int(truncatingIfNeeded: scenario.seed & 0xFFFF) % positions.count
      add { account, journal in
        account.positions = [positions[index]]
        journal = Journal()
      }
      add { account, journal in
        account.positions.remove(at: index)
        journal.pending = [:]
      }
    }
    return found
  }
}

/// The entries of a state as text, for messages.
private func entries(_ state: WatchState?) -> [String] {
  state?.entries.map { "\($0.kind.rawValue) \($0.subject) \($0.value)" } ?? ["nothing"]
}
