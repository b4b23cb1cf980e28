import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

/// What is told of the world and of accounts, and what is not.
@Suite struct WatchStateTests {
  private let rules = """
    rule buy_rust "Buy" {
      when sentiment(rust, over: 5d) > 0.2
      build NVDA to 4% of nav in tranches {
        first 50% at once
        second 50% once ready is confirmed
      }
      exit when later is confirmed
    }
    rule cut_large { when weight(MSFT) > 10% trim MSFT to 10% of nav }
    rule only_held for each s in held in all { when sentiment(s, over: 5d) < 0 freeze buys of s }
    limit single weight of each instrument <= 5%
    """

  private func meaning(
    _ instruments: [String] = ["NVDA 100", "MSFT 50"],
    _ change: (inout Meaning) throws -> Void = { _ in }
  ) throws -> Meaning {
    var meaning = Meaning(rules, instruments)
    try change(&meaning)
    return meaning
  }

  /// `rule_fires buy_rust: nothing to fires`, of the world and of the account.
  private func told(_ before: Meaning, _ after: Meaning) throws -> [String] {
    let (old, new) = (try before.scenario(), try after.scenario())
    let (from, to) = (WatchView(old.evaluation), WatchView(new.evaluation))
    let names = to.watchedNames
    let world = to.watchedWorld([WatchedAccount(new.account, new.journal)])
      .changes(from: from.watchedWorld([WatchedAccount(old.account, old.journal)]), in: names)
    let account = try #require(to.watched(new.account, new.journal))
      .changes(from: try #require(from.watched(old.account, old.journal)), in: names)
    return (world + account).map {
      "\($0.kind.rawValue) \($0.subject): \($0.from ?? "nothing") to \($0.to ?? "nothing")"
    }
  }

  private let good = Meaning.item("Rust", on: "2025-12-14", sentiment: 60)

  @Test func nothingIsToldOfTheSame() throws {
    #expect(try told(meaning(), meaning()) == [])
  }

  @Test func aRuleFiresAndItsFirstStepIsUnlocked() throws {
    let after = try meaning { $0.items.append(good) }
    #expect(
      try told(meaning(), after) == [
        "rule_fires buy_rust: nothing to fires", "step_unlocked buy_rust.first: nothing to open",
      ]
    )
    #expect(
      try told(after, meaning()) == [
        "rule_ends buy_rust: fires to undecided", "step_locked buy_rust.first: open to nothing",
      ]
    )
  }

  @Test func aCatalystMovesAndUnlocksAStep() throws {
    let before = try meaning { $0.items.append(good) }
    let after = try meaning {
      $0.items.append(good)
      $0.acts = [try Meaning.act(.confirm)]
    }
    #expect(
      try told(before, after) == [
        "catalyst_moved ready: none to confirmed", "step_unlocked buy_rust.second: nothing to open",
      ]
    )
  }

  @Test func anExitIsTold() throws {
    let before = try meaning { $0.items.append(good) }
    let after = try meaning {
      $0.items.append(good)
      $0.acts = [try Meaning.act(.confirm, "later")]
    }
    #expect(try told(before, after).contains("rule_exits buy_rust: fires to exits"))
  }

  @Test func aRuleThatReadsTheAccountIsTheAccounts() throws {
    let after = try meaning(["NVDA 100", "MSFT 50 held 300"])
    #expect(
      try told(meaning(), after) == [
        "limit_broken single: MSFT: nothing to broken",
        "rule_fires cut_large: nothing to fires",
      ]
    )
  }

  /// 4.8% of 5% is 4% of room; 4% is a fifth, which is plenty.
  @Test func aLimitIsToldWhenItsRoomShrinks() throws {
    let (roomy, near) = (try meaning(["NVDA 100 held 40"]), try meaning(["NVDA 100 held 48"]))
    let nearer = try meaning(["NVDA 100 held 49"])
    func cash(_ amount: String, _ meaning: Meaning) -> Meaning {
      var meaning = meaning
      meaning.cash = ["\(amount) USD"]
      return meaning
    }
    let states = [cash("96_000", roomy), cash("95_200", near), cash("95_100", nearer)]
    #expect(try told(states[0], states[1]) == ["limit_near single: NVDA: nothing to 4"])
    #expect(try told(states[1], states[2]) == ["limit_near single: NVDA: 4 to 2"])
    #expect(try told(states[2], states[1]) == [])
    #expect(try told(states[1], states[0]) == [])
  }

  /// What would be bought counts: a limit that the proposal would fill is told before anything is bought.
  @Test func aLimitIsToldOfWhatIsProposed() throws {
    let before = try meaning { $0.rules = rules.replacing("to 4% of nav", with: "to 10% of nav") }
    let after = try meaning {
      $0.rules = before.rules
      $0.items.append(good)
    }
    #expect(try told(before, after).contains("limit_near single: NVDA: nothing to 0"))
  }

  @Test func aMemberThatNobodyHoldsIsNoNews() throws {
    let bad = Meaning.item("Bad", on: "2025-12-14", sentiment: -60, about: "MSFT")
    let after = try meaning { $0.items.append(bad) }
    #expect(try told(meaning(), after) == [])
    let held = ["NVDA 100", "MSFT 50 held 10"]
    #expect(
      try told(meaning(held), meaning(held) { $0.items.append(bad) })
        == ["rule_fires only_held[MSFT]: nothing to fires"]
    )
  }

  /// Rules that were taken out of the rulebook end without a word; new ones are told when they fire.
  @Test func whatTheRulebookNoLongerSaysIsNotTold() throws {
    let before = try meaning(["NVDA 100", "MSFT 50 held 300"]) { $0.items.append(good) }
    let after = try meaning(["NVDA 100", "MSFT 50 held 300"]) {
      $0.items.append(good)
      $0.rules = "rule fresh { when sentiment(rust, over: 5d) > 0.1 freeze NVDA }"
    }
    #expect(try told(before, after) == ["rule_fires fresh: nothing to fires"])
  }
}
