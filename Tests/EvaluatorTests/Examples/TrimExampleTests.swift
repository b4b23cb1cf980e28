import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Trim, worked by hand: an account worth 100,000; NVDA costs 100, MSFT 50.
@Suite("Trims, worked by hand") struct TrimExampleTests {
  // cites: trim-3
  @Test("A set is cut in proportion to what is held, each rounded up")
  func proportion() throws {
    // 8,000 + 4,050 = 12,050, to 6,000. NVDA 80 · 6,000 ÷ 12,050 = 39.83, so 40.17 off: 41.
    // MSFT 81 · 6,000 ÷ 12,050 = 40.33, so 40.67 off: 41.
    let world = Meaning(
      "rule cut { trim pair to 6% of nav }",
      ["NVDA 100 held 80", "MSFT 50 held 81"],
      cash: "87_950 USD"
    )
    #expect(try world.orders == ["sell MSFT 41", "sell NVDA 41"])
  }

  // cites: trim-3, trim-1
  @Test("In a set long and short weigh alike, and both come off")
  func longAndShort() throws {
    // 8,000 long and 4,000 short weigh 12,000, to 6,000: half of each.
    let world = Meaning(
      "rule cut { trim pair to 6% of nav }",
      ["NVDA 100 held 80", "MSFT 50 held -80"],
      cash: "96_000 USD"
    )
    #expect(try world.orders == ["cover MSFT 40", "sell NVDA 40"])
  }

  // cites: trim-2
  @Test("A share counts from what was held when the rule first applied, and asks once")
  func share() throws {
    // 30% of 100: 70 stay, whatever has happened since.
    for (held, orders) in [(100, ["sell NVDA 30"]), (80, ["sell NVDA 10"]), (70, []), (40, [])] {
      var world = Meaning(
        "rule cut { trim NVDA by 30% }",
        ["NVDA 100 held \(held)"],
        cash: "\(100_000 - 100 * held) USD"
      )
      world.past("base cut NVDA 100")
      #expect(try world.orders == orders)
    }
  }

  // cites: trim-5
  @Test("Lots are rounded up but never past zero, and a close is exact")
  func lots() throws {
    // To 2%: 20 may stay of 55, 35 off in lots of 10: 40.
    var world = Meaning(
      "rule cut { trim NVDA to 2% of nav }",
      ["NVDA 100 held 55 lot 10"],
      cash: "94_500 USD"
    )
    #expect(try world.orders == ["sell NVDA 40"])
    // To 0.3%: 3 may stay of 15, 12 off make two lots, and 15 are all there is.
    world.rules = "rule cut { trim NVDA to 0.3% of nav }"
    world.instruments = ["NVDA 100 held 15 lot 10"]
    world.cash = ["98_500 USD"]
    #expect(try world.orders == ["sell NVDA 15"])
  }

  // cites: trim-1, unknown-13, unknown-15
  @Test(
    "With net asset value unknown a trim to a weight waits, one to nothing or by a share does not"
  )
  func unknownValue() throws {
    func world(_ bound: String) -> Meaning {
      Meaning(
        "rule cut { trim NVDA \(bound) }",
        ["NVDA 100 held 80", "GONE unpriced held 1"],
        cash: "92_000 USD"
      )
    }
    let weight = try world("to 2% of nav").propose()
    #expect(weight.orders == [])
    #expect(weight.blocks == ["account: nav_unknown", "cut: undecided_rule"])
    #expect(try world("to 0% of nav").orders == ["sell NVDA 80"])
    #expect(try world("by 50%").orders == ["sell NVDA 40"])
  }

  // cites: trim-4, order-4
  @Test("A trim of each also holds back what is not held yet")
  func notHeld() throws {
    let rules = """
      rule cut { trim each tag sector:chips to 2% of nav }
      rule own { build NVDA to 5% of nav }
      """
    let proposal = try Meaning(rules, ["NVDA 100 tag sector:chips"]).propose()
    #expect(proposal.orders == ["buy NVDA 20"])
    #expect(proposal.conflicts.map(\.rules) == [["own", "cut"]])
  }

  // cites: clause-3
  @Test("A trim in force by its state goes on until its end")
  func hysteresis() throws {
    let rule = "rule cut { when net > 9% trim NVDA to 2% of nav until net < 3% }"
    var world = Meaning(rule, ["NVDA 100 held 50"], cash: "95_000 USD")
    #expect(try world.orders == [])
    world.past("active cut")
    #expect(try world.orders == ["sell NVDA 30"])
    world.past("ended cut")
    #expect(try world.orders == [])
  }
}
