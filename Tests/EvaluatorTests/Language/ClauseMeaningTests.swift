import Portfolio
import Quantities
import TestSupport
import Testing

@testable import Evaluator

/// When a rule applies, and what ends it, on an account worth 100,000.
@Suite struct ClauseMeaningTests {
  private func held(_ rules: String, _ quantity: Int) -> Meaning {
    Meaning(rules, ["NVDA 100 held \(quantity)"], cash: "\(100_000 - 100 * quantity) USD")
  }

  private func putOn(
    _ quantity: Int
  ) -> (inout Journal, [String: Int]) throws -> Void {
    { journal, places in
      journal.lastApplied = try Meaning.moment("2025-12-10")
      let nvidia = try #require(places["NVDA"])
      journal.putOn[.init(rule: "own", instrument: nvidia)] = .whole(quantity)
    }
  }

  // cites: clause-1
  @Test func aRuleAppliesWhileItsWhenIsTrue() throws {
    func rule(_ when: String) -> String { "rule cut { \(when) trim NVDA to 1% of nav }" }
    #expect(try held(rule("when gross > 1%"), 50).orders == ["sell NVDA 40"])
    #expect(try held(rule("when gross > 9%"), 50).orders == [])
    #expect(try held(rule(""), 50).orders == ["sell NVDA 40"])
  }

  // cites: clause-2
  @Test func anExitTakesOffWhatTheRulePutOnAndNoMore() throws {
    var world = held("rule own { build NVDA to 5% of nav exit when gross > 1% }", 50)
    world.journal = putOn(30)
    let proposal = try world.propose()
    #expect(proposal.orders == ["sell NVDA 30"])
    #expect(proposal.state(of: "own") == .exits)
    world.rules = "rule own { hold NVDA at 5% of nav exit when gross > 1% }"
    #expect(try world.orders == ["sell NVDA 30"])
  }

  // cites: clause-3
  @Test(arguments: ["trim NVDA to 1% of nav", "freeze NVDA", "hold NVDA at 2% of nav"])
  func untilKeepsARuleInForce(action: String) throws {
    var world = held("rule own { when gross > 50% \(action) until gross < 1% }", 50)
    #expect(try world.propose().state(of: "own") == .waits)
    world.journal = active("own")
    #expect(try world.propose().state(of: "own") == .fires)
    world.rules = "rule own { when gross > 50% \(action) until gross < 10% }"
    #expect(try world.propose().state(of: "own") == .ended)
  }

  // cites: clause-3
  @Test func untilKeepsAHedgeInForce() throws {
    var world = held("", 50)
    world.instruments.append("HEDG 50 kind inverse_fund leverage -1")
    let hedge = "hedge 50% of NVDA by value with HEDG"
    world.rules = "rule own { when gross > 50% \(hedge) until gross < 1% }"
    #expect(try world.orders == [])
    world.journal = active("own")
    #expect(try world.orders == ["buy HEDG 50"])
    world.rules = "rule own { when gross > 50% \(hedge) until gross < 10% }"
    #expect(try world.orders == [])
  }

  private func active(_ rule: String) -> (inout Journal, [String: Int]) throws -> Void {
    { journal, _ in
      let at = try Meaning.moment("2025-12-14")
      journal.lastApplied = at
      journal.states[.init(rule: rule)] = .init(isActive: true, at: at)
    }
  }

  // cites: clause-4
  @Test(
    arguments: [
      ("", "2025-12-15T00:00Z", []), ("", "2025-12-14T00:00Z", ["buy NVDA 50"]),
      ("cooldown 3d", "2025-12-14T00:00Z", []),
      ("cooldown 3d", "2025-12-11T00:00Z", ["buy NVDA 50"]),
    ] as [(String, String, [String])]
  )
  func anExitedRuleStaysClosedForAWhile(
    cooldown: String,
    exited: String,
    orders: [String]
  ) throws {
    var world = Meaning("rule own { build NVDA to 5% of nav exit when gross > 50% \(cooldown) }")
    world.journal = { journal, _ in
      let at = try #require(Instant(parsing: exited, bareDate: .end))
      journal.lastApplied = at
      journal.exits[.init(rule: "own")] = at
    }
    #expect(try world.orders == orders)
  }

  // cites: clause-5
  @Test func theReasonIsRepeated() throws {
    let rule = "rule cut { trim NVDA to 1% of nav because \"it is too large\" }"
    let reports = try held(rule, 50).propose().rules
    let header = try held(rule, 50).scenario().evaluation.header.rules
    #expect((reports + header).map(\.because) == ["it is too large"])
  }

  /// Of a rule that stands in the header, too.
  @Test func aChangeCitesTheFactsOfItsRule() throws {
    var world = held("rule cut { when ready is confirmed trim NVDA to 1% of nav }", 50)
    let day = try Meaning.moment("2025-12-10")
    world.acts = [
      CatalystAct(catalyst: "ready", kind: .confirm, at: day, recorded: day, who: "ana")
    ]
    let proposal = try world.propose()
    #expect(proposal.changes.map(\.rules) == [["cut"]])
    #expect(proposal.changes.map(\.facts) == [["ready"]])
    #expect(proposal.rules.isEmpty)
  }

  // cites: file-10
  @Test func aTitleIsShownAndMeansNothing() throws {
    let plain = held("rule cut { trim NVDA to 1% of nav }", 50)
    let titled = held("rule cut \"Sell all of it\" { trim NVDA to 1% of nav }", 50)
    #expect(try titled.orders == (try plain.orders))
    let reports = try titled.propose().rules + titled.scenario().evaluation.header.rules
    #expect(reports.map(\.title) == ["Sell all of it"])
  }

  // cites: clause-7
  @Test func aWhenThatEndsTakesNothingOff() throws {
    var world = held("rule own { when gross > 50% build NVDA to 9% of nav }", 50)
    world.journal = putOn(50)
    let proposal = try world.propose()
    #expect(proposal.orders == [])
    #expect(proposal.state(of: "own") == .waits)
  }

  // cites: clause-8
  @Test(arguments: ["trim NVDA to 1% of nav", "freeze NVDA"])
  func withoutUntilARuleEndsWithItsWhen(action: String) throws {
    var world = held("rule own { when gross > 50% \(action) }", 50)
    world.journal = active("own")
    #expect(try world.propose().state(of: "own") == .waits)
  }

  // cites: clause-9
  @Test func ofWhenAndExitExitWins() throws {
    var world = held(
      "rule own { when gross > 1% build NVDA to 9% of nav exit when gross > 2% }",
      50
    )
    world.journal = putOn(50)
    #expect(try world.orders == ["sell NVDA 50"])
  }

  // cites: clause-10
  @Test func ofWhenAndUntilUntilWins() throws {
    let world = held("rule cut { when gross > 1% trim NVDA to 1% of nav until gross > 2% }", 50)
    let proposal = try world.propose()
    #expect(proposal.orders == [])
    #expect(proposal.state(of: "cut") == .ended)
  }
}
