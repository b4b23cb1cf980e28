import Portfolio
import Quantities
import TestSupport
import Testing

@testable import Evaluator

/// Limits, on an account worth 100,000: one percent is 10 NVDA or 20 MSFT.
@Suite struct LimitMeaningTests {
  private let build = "rule own { build NVDA to 20% of nav }\n"
  private let both = "rule own { build each pair to 20% of nav }\n"

  // cites: limit-1
  @Test func theWeightOfEachInstrumentIsBounded() throws {
    let world = Meaning(both + "limit single weight of each instrument <= 10%")
    #expect(try world.orders == ["buy MSFT 200", "buy NVDA 100"])
  }

  // cites: limit-2, limit-11
  @Test func theWeightOfEachValueIsBoundedAndTheUntaggedAreOneGroup() throws {
    var world = Meaning(
      "rule own { build each (NVDA except MSFT) to 20% of nav }\n"
        + "rule two { build AMD to 20% of nav }\nrule three { build MSFT to 20% of nav }\n"
        + "limit sectors weight of each sector <= 10%",
      ["NVDA 100 tag sector:chips", "AMD 20", "MSFT 50"]
    )
    // 10% are NVDA's; AMD and MSFT share 10% as they have no tag.
    #expect(try world.orders == ["buy AMD 250", "buy MSFT 100", "buy NVDA 100"])
    world.instruments[1] = "AMD 20 tag sector:chips"
    #expect(try world.orders == ["buy AMD 250", "buy MSFT 200", "buy NVDA 50"])
  }

  // cites: limit-3
  @Test func theWeightOfASetIsBoundedTogether() throws {
    let world = Meaning(both + "limit pair_weight weight of pair <= 20%")
    #expect(try world.orders == ["buy MSFT 200", "buy NVDA 100"])
  }

  // cites: limit-4, limit-10
  @Test func grossCountsWithoutSignAndNetWithIt() throws {
    let short = ["NVDA 100", "MSFT 50 held -300"]
    let gross = Meaning(build + "limit g gross <= 20%", short, cash: "115_000 USD")
    #expect(try gross.orders == ["buy NVDA 50"])
    let net = Meaning(build + "limit n net <= 1%", short, cash: "115_000 USD")
    #expect(try net.orders == ["buy NVDA 160"])
    // A weight in a limit has no sign either: 15% short and 20% long are 35%.
    let weight = Meaning(build + "limit w weight of pair <= 20%", short, cash: "115_000 USD")
    #expect(try weight.orders == ["buy NVDA 50"])
  }

  // cites: limit-5
  @Test func betaIsExposureTimesBeta() throws {
    let world = Meaning(build + "limit b beta <= 0.15", ["NVDA 100 beta 1.5"])
    #expect(try world.orders == ["buy NVDA 100"])
  }

  // cites: limit-6
  @Test func cashIsKept() throws {
    #expect(try Meaning(build + "limit c cash >= 90%").orders == ["buy NVDA 100"])
  }

  // cites: limit-7
  @Test func turnoverIsHalfOfWhatIsTraded() throws {
    var world = Meaning(build + "limit t turnover over 5d <= 5%")
    #expect(try world.orders == ["buy NVDA 100"])
    world.journal = { journal, _ in
      let trades = try [("2025-12-11", "4000"), ("2025-12-10", "9000")].map {
        Journal.Trade(at: try Meaning.moment($0.0), value: try Amount(parsing: $0.1))
      }
      journal.lastApplied = trades[0].at
      journal.trades = trades
    }
    #expect(try world.orders == ["buy NVDA 60"])
  }

  // cites: limit-8
  @Test func aTradeIsBoundedByTheVolume() throws {
    let limit = "limit v trade of each instrument <= 5% of adv"
    #expect(try Meaning(build + limit, ["NVDA 100 adv 1000"]).orders == ["buy NVDA 50"])
    let unknown = try Meaning(build + limit, ["NVDA 100"]).propose()
    #expect(unknown.orders == [] && unknown.blocks == ["NVDA: no_volume"])
  }

  // cites: limit-9
  @Test(
    arguments: [("trade", [], []), ("buys", [], ["sell NVDA 10"]), ("sells", ["buy NVDA 180"], [])]
      as [(String, [String], [String])]
  )
  func noTradeForbidsOneSideOrBoth(side: String, ups: [String], downs: [String]) throws {
    let held = ["NVDA 100 held 20"]
    let limit = "limit still no \(side) of NVDA\n"
    #expect(try Meaning(limit + build, held, cash: "98_000 USD").orders == ups)
    let trim = "rule cut { trim NVDA to 1% of nav }"
    #expect(try Meaning(limit + trim, held, cash: "98_000 USD").orders == downs)
  }

  // cites: limit-11
  @Test func increasesShrinkByOneFactor() throws {
    // 20% and 10% are asked for and 15% may be had: half of each.
    let world = Meaning(
      "rule own { build NVDA to 20% of nav }\nrule two { build MSFT to 10% of nav }\n"
        + "limit g gross <= 15%"
    )
    #expect(try world.orders == ["buy MSFT 100", "buy NVDA 100"])
  }

  // cites: limit-12
  @Test func aBrokenLimitIsNotMadeWorseAndForcesNothing() throws {
    let world = Meaning(
      "rule own { build NVDA to 30% of nav }\nlimit single weight of each instrument <= 10%",
      ["NVDA 100 held 200"],
      cash: "80_000 USD"
    )
    let proposal = try world.propose()
    #expect(proposal.orders == [])
    #expect(proposal.reviewCodes == ["single: limit_breached"])
  }

  // cites: limit-13
  @Test func anEnforcedLimitTrims() throws {
    let world = Meaning(
      "limit single weight of each instrument <= 10% enforced",
      ["NVDA 100 held 200"],
      cash: "80_000 USD"
    )
    #expect(try world.orders == ["sell NVDA 100"])
    let gross = Meaning(
      "limit g gross <= 10% enforced",
      ["NVDA 100 held 100", "MSFT 50 held 200"],
      cash: "80_000 USD"
    )
    #expect(try gross.orders == ["sell MSFT 100", "sell NVDA 50"])
  }

  // cites: limit-14
  @Test func anAdvisoryLimitChangesNothing() throws {
    let limits = [
      "weight of each instrument <= 10%", "gross <= 5%", "cash >= 90%", "no buys of NVDA",
    ]
    for limit in limits {
      let proposal = try Meaning(build + "limit l \(limit) advisory").propose()
      #expect(proposal.orders == ["buy NVDA 200"], "\(limit)")
      #expect(proposal.reviews.isEmpty, "\(limit)")
    }
  }

  // cites: limit-15
  @Test func lowerBoundsOfNetAndBetaHoldBackAndThoseOfWeightsDoNot() throws {
    let short = "settings { shorting allowed }\nrule own { build short NVDA to 20% of nav }\n"
    #expect(try Meaning(short + "limit n net >= -10%").orders == ["short NVDA 100"])
    #expect(
      try Meaning(short + "limit b beta >= -0.1", ["NVDA 100 beta 2"]).orders == ["short NVDA 50"]
    )
    let floor = try Meaning(build + "limit w weight of MSFT >= 5%").propose()
    #expect(floor.orders == ["buy NVDA 200"])
    #expect(floor.reviewCodes == ["w: limit_breached"])
  }

  // cites: file-8
  @Test func aRuleOrLimitForAccountsIsNotThereInOthers() throws {
    var world = Meaning(
      """
      rule own for accounts tag desk:growth { build NVDA to 20% of nav }
      rule two { build MSFT to 20% of nav }
      limit l gross <= 10% for accounts tag desk:growth
      """
    )
    #expect(try world.orders == ["buy MSFT 400"])
    world.accountTags = [.init(dimension: "desk", value: "growth")]
    #expect(try world.orders == ["buy MSFT 100", "buy NVDA 50"])
  }

  // cites: file-7
  @Test func aRulebookForAccountsIsAboutNoOthers() throws {
    var world = Meaning(
      "language 1 rulebook meaning for accounts tag desk:growth\n" + "rule look { review NVDA }"
    )
    var scenario = try world.scenario()
    #expect(!scenario.evaluation.covers(scenario.account))
    world.accountTags = [.init(dimension: "desk", value: "growth")]
    scenario = try world.scenario()
    #expect(scenario.evaluation.covers(scenario.account))
  }
}
