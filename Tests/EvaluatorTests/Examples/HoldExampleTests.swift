import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Hold, worked by hand: an account worth 100,000; NVDA costs 100, MSFT 50, and `pair` is 60% NVDA and
/// 40% MSFT.
@Suite("Holds, worked by hand") struct HoldExampleTests {
  private func world(_ rules: String, nvidia: String, microsoft: String, cash: String) -> Meaning {
    Meaning(rules, ["NVDA \(nvidia)", "MSFT \(microsoft)"], cash: "\(cash) USD")
  }

  // cites: hold-1
  @Test("The members of a basket share the weight, and each has the whole band")
  func basket() throws {
    // NVDA 60% of 10% = 6%, so 5% to 7%: 50 to 70 shares. MSFT 4%, so 3% to 5%: 60 to 100 shares.
    let rule = "rule keep { hold pair at 10% of nav within 1% }"
    let outside = world(rule, nvidia: "100 held 40", microsoft: "50 held 120", cash: "90_000")
    #expect(try outside.orders == ["sell MSFT 20", "buy NVDA 10"])
    let inside = world(rule, nvidia: "100 held 50", microsoft: "50 held 100", cash: "90_000")
    #expect(try inside.orders == [])
  }

  // cites: hold-1
  @Test("A band wider than the weight begins at nothing")
  func wideBand() throws {
    // NVDA 1.2% ± 1%: 2 to 22 shares. MSFT 0.8% ± 1%: none to 36 shares.
    let rule = "rule keep { hold pair at 2% of nav within 1% }"
    let empty = world(rule, nvidia: "100", microsoft: "50", cash: "100_000")
    #expect(try empty.orders == ["buy NVDA 2"])
    let full = world(rule, nvidia: "100 held 10", microsoft: "50 held 40", cash: "97_000")
    #expect(try full.orders == ["sell MSFT 4"])
  }

  // cites: hold-2
  @Test("What is bought is rounded down, what is sold is rounded up")
  func rounding() throws {
    // 5,000 ÷ 130 = 38.46 shares: 38 from below, and from 50 the 11.54 too many become 12.
    let rule = "rule keep { hold NVDA at 5% of nav }"
    let below = world(rule, nvidia: "130", microsoft: "50", cash: "100_000")
    #expect(try below.orders == ["buy NVDA 38"])
    let above = world(rule, nvidia: "130 held 50", microsoft: "50", cash: "93_500")
    #expect(try above.orders == ["sell NVDA 12"])
    // What the rounding left is less than a share from the edge, and stays.
    let after = world(rule, nvidia: "130 held 38", microsoft: "50", cash: "95_060")
    #expect(try after.orders == [])
  }

  // cites: hold-1, clause-2
  @Test("An exit of a hold takes off what the hold bought")
  func exit() throws {
    let rule = "rule keep { hold NVDA at 5% of nav exit when weight(NVDA) > 7% }"
    var world = world(rule, nvidia: "100 held 80", microsoft: "50", cash: "92_000")
    world.past("put on keep NVDA 45")
    #expect(try world.orders == ["sell NVDA 45"])
  }

  // cites: hold-1
  @Test("A short holding is not turned round")
  func short() throws {
    let rule = "rule keep { hold NVDA at 5% of nav }"
    let world = world(rule, nvidia: "100 held -10", microsoft: "50", cash: "101_000")
    let proposal = try world.propose()
    #expect(proposal.orders == [] && proposal.blocks == ["NVDA: opposite_side"])
  }

  // cites: hold-1, order-3
  @Test("Two bands meet where they overlap; apart from each other the smaller position wins")
  func twoBands() throws {
    // 5% ± 1% and 7% ± 1.5%: 55 to 60 shares.
    let near = """
      rule a { hold NVDA at 5% of nav within 1% }
      rule b { hold NVDA at 7% of nav within 1.5% }
      """
    for (held, cash, orders) in [
      (40, 96_000, ["buy NVDA 15"]), (57, 94_300, []), (90, 91_000, ["sell NVDA 30"]),
    ] {
      let world = world(near, nvidia: "100 held \(held)", microsoft: "50", cash: "\(cash)")
      let proposal = try world.propose()
      #expect(proposal.orders == orders && proposal.conflicts.isEmpty)
    }
    let apart = """
      rule a { hold NVDA at 2% of nav within 1% }
      rule b { hold NVDA at 7% of nav within 1% }
      """
    let world = world(apart, nvidia: "100 held 40", microsoft: "50", cash: "96_000")
    let proposal = try world.propose()
    #expect(proposal.orders == ["sell NVDA 10"])
    #expect(proposal.conflicts.map { $0.rules.sorted() } == [["a", "b"]])
  }
}
