import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Limits, worked by hand: an account worth 100,000; NVDA costs 100 and MSFT 50, so that 1% are 10 NVDA
/// or 20 MSFT.
@Suite("Limits, worked by hand") struct LimitExampleTests {
  private func world(_ rules: String, _ instruments: [String], cash: Int = 100_000) -> Meaning {
    Meaning(rules, instruments, cash: "\(cash) USD")
  }

  static let both = "rule own { build each pair to 5% of nav }\n"

  // cites: limit-7
  @Test("Turnover is half of all that is traded in its window, the window's start left out")
  func turnover() throws {
    // Two buys of 5,000 make 5%. With 2% allowed, 4,000 may be traded: the factor is 40%.
    let rules = Self.both + "limit churn turnover over 2d <= 2%"
    var world = world(rules, ["NVDA 100", "MSFT 50"])
    #expect(try world.orders == ["buy MSFT 40", "buy NVDA 20"])
    // 2,000 of them were traded yesterday: 2,000 are left, 20%. What is older does not count.
    world.past("traded 2000 on 2025-12-14", "traded 9000 on 2025-12-13")
    #expect(try world.orders == ["buy MSFT 20", "buy NVDA 10"])
    world.past("traded 4000 on 2025-12-14")
    #expect(try world.orders == [])
    // Sales are not cut, though they count: 1,000 of the 4,000.
    let trim = rules + "\nrule cut { trim OLD to 1% of nav }"
    let selling = self.world(trim, ["NVDA 100", "MSFT 50", "OLD 10 held 200"], cash: 98_000)
    #expect(try selling.orders == ["sell OLD 100", "buy MSFT 30", "buy NVDA 15"])
  }

  // cites: limit-8
  @Test("A volume limit cuts one instrument's increase, and never a sale")
  func volume() throws {
    let rules = Self.both + "limit thin trade of each instrument <= 10% of adv"
    let world = world(rules, ["NVDA 100 adv 155", "MSFT 50"])
    let proposal = try world.propose()
    #expect(proposal.orders == ["buy NVDA 15"] && proposal.blocks == ["MSFT: no_volume"])
    #expect(proposal.changes.first?.cuts.first?.to == part(31, of: 2))
    let trim =
      "rule cut { trim NVDA to 1% of nav }\nlimit thin trade of each instrument <= 10% of adv"
    let selling = self.world(trim, ["NVDA 100 held 50 adv 100"], cash: 95_000)
    #expect(try selling.orders == ["sell NVDA 40"])
    #expect(try selling.propose().reviewCodes == [])
  }

  // cites: limit-2, limit-11
  @Test("What has no tag is one group; where nothing has one, the command that mends it is named")
  func untagged() throws {
    let rules = Self.both + "limit sectors weight of each sector <= 3%"
    // NVDA alone in chips, 5,000 to 3,000; MSFT untagged, the same.
    let some = world(rules, ["NVDA 100 tag sector:chips", "MSFT 50"])
    #expect(try some.orders == ["buy MSFT 60", "buy NVDA 30"])
    let none = try world(rules, ["NVDA 100", "MSFT 50"]).propose()
    #expect(none.orders == ["buy MSFT 100", "buy NVDA 50"])
    #expect(none.reviewCodes == ["sector: no_tag"])
    #expect(none.reviews.first?.detail.contains("tranche portfolio import") == true)
  }

  // cites: limit-13
  @Test("An enforced limit on gross takes nothing off hedges")
  func enforcedGross() throws {
    // 10,000 of NVDA and 5,000 of hedges; 80 NVDA may stay, and 40% of 8,000 are 64 units.
    let rules = """
      rule guard { when net > 1% hedge 40% of NVDA by value with HEDG }
      limit whole gross <= 8% enforced
      """
    var world = world(
      rules,
      ["NVDA 100 held 100", "HEDG 50 kind inverse_fund leverage -1 held 100"],
      cash: 85_000
    )
    #expect(try world.orders == ["sell NVDA 20"], "nothing of the hedge was put on by rules")
    world.past("put on guard HEDG 100")
    #expect(try world.orders == ["sell HEDG 36", "sell NVDA 20"])
  }

  // cites: limit-12
  @Test("Of two groups each increase takes the smaller factor")
  func groups() throws {
    // chips: 5,000 NVDA into 4,000, 80%. desk: both, 10,000 into 5,000, 50%.
    let rules =
      Self.both + "limit sectors weight of each sector <= 4%\nlimit desks weight of each desk <= 5%"
    let world = world(
      rules,
      ["NVDA 100 tag sector:chips tag desk:a", "MSFT 50 tag sector:soft tag desk:a"]
    )
    #expect(try world.orders == ["buy MSFT 50", "buy NVDA 25"])
  }

  // cites: setting-4
  @Test("Fractional shares trade to eight decimals; futures keep their lot")
  func fractional() throws {
    // 5,000 ÷ 300 = 16.666…, rounded down; 2% ÷ 7% of what is held stays exact.
    let fractions = "settings { shares fractional }\n"
    let bought = world(fractions + "rule own { build NVDA to 5% of nav }", ["NVDA 300"])
    #expect(try bought.orders == ["buy NVDA 16.66666666"])
    // 2,000 ÷ 300 = 6.666… stay of 20: 13.333… off, rounded up.
    let sold = world(
      fractions + "rule cut { trim NVDA to 2% of nav }",
      ["NVDA 300 held 20"],
      cash: 94_000
    )
    #expect(try sold.orders == ["sell NVDA 13.33333334"])
    let future = world(
      fractions + "rule own { build NVDA to 5% of nav }",
      ["NVDA 300 kind future"]
    )
    #expect(try future.orders == ["buy NVDA 16"])
    let lots = world(fractions + "rule own { build NVDA to 5% of nav }", ["NVDA 300 lot 5"])
    #expect(try lots.orders == ["buy NVDA 15"])
  }

  // cites: setting-3
  @Test("The minimum trade in another currency is converted")
  func minimum() throws {
    // 10 NVDA are 1,000 dollars; 900 euros at 1.1 are 990, 910 are 1,001.
    for (euros, orders) in [(900, ["buy NVDA 10"]), (910, [])] {
      var world = world(
        "rule own { build NVDA to 1% of nav }\nsettings { minimum trade \(euros) EUR }",
        ["NVDA 100"]
      )
      world.rates = ["EUR": "1.1"]
      #expect(try world.orders == orders)
    }
  }
}
