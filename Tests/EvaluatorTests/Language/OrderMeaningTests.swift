import Portfolio
import Quantities
import TestSupport
import Testing

@testable import Evaluator

/// How rules meet, on an account worth 100,000.
@Suite struct OrderMeaningTests {
  private func orders(_ rules: String, held: Int = 0) throws -> AccountProposal {
    let world = Meaning(rules, ["NVDA 100 held \(held)"], cash: "\(100_000 - 100 * held) USD")
    return try world.propose()
  }

  // cites: order-3
  @Test func boundsMeetAsIntervals() throws {
    let builds = "rule a { build NVDA to 5% of nav }\nrule b { build NVDA to 8% of nav }\n"
    #expect(try orders(builds).orders == ["buy NVDA 80"])
    let trims = "rule c { trim NVDA to 12% of nav }\nrule d { trim NVDA to 10% of nav }"
    #expect(try orders(builds + trims).orders == ["buy NVDA 80"])
    #expect(try orders(builds + trims, held: 150).orders == ["sell NVDA 50"])
    #expect(try orders(builds + trims, held: 90).orders == [])
  }

  // cites: order-4
  @Test func ofBoundsThatExcludeEachOtherTheSmallerPositionWins() throws {
    let rules = "rule more { build NVDA to 8% of nav }\nrule less { trim NVDA to 5% of nav }"
    for held in [0, 50, 60] {
      let proposal = try orders(rules, held: held)
      let expected = [0: ["buy NVDA 50"], 50: [], 60: ["sell NVDA 10"]]
      #expect(proposal.orders == expected[held])
      #expect(proposal.conflicts.map(\.rules) == [["more", "less"]])
      #expect(proposal.status == .review)
    }
  }

  // cites: order-5
  @Test func aFreezeBeatsAll() throws {
    let rules = "rule still { freeze NVDA }\nrule less { trim NVDA to 5% of nav }"
    let proposal = try orders(rules, held: 100)
    #expect(proposal.orders == [])
    #expect(proposal.conflicts.map { $0.rules.sorted() } == [["less", "still"]])
    let limit = "limit single weight of each instrument <= 5% enforced\nrule still { freeze NVDA }"
    #expect(try orders(limit, held: 100).orders == [])
  }

  // cites: order-4, order-5
  @Test func aConflictNamesThePlacesOfBoth() throws {
    let rules = """
      language 1
      rulebook places
      rule more { build NVDA to 8% of nav }
      rule less { trim NVDA to 5% of nav }
      limit still no trade of NVDA
      """
    let places = try orders(rules, held: 60).conflicts.map { conflict in
      zip(conflict.rules, conflict.places).map { "\($0) \($1)" }
    }
    #expect(
      places == [
        ["less meaning.tranche:4", "still meaning.tranche:5"],
        ["more meaning.tranche:3", "less meaning.tranche:4"],
      ]
    )
  }
}
