import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Several currencies, worked by hand: the base is the dollar, a euro costs 1.1 dollars and a Swiss
/// franc 1.2.
@Suite("Conversions, worked by hand") struct ConversionExampleTests {
  private func world(_ rules: String, _ instruments: [String], cash: [String]) -> Meaning {
    var world = Meaning(rules, instruments)
    world.cash = cash
    world.rates = ["EUR": "1.1", "CHF": "1.2"]
    return world
  }

  private func conversions(_ world: Meaning) throws -> [String] {
    try world.propose().changes.filter { $0.action == .convert }
      .map { "\($0.quantity) \($0.symbol) from \($0.currency)" }
  }

  // cites: build-1, setting-6
  @Test("A cash account buys the currency that it lacks, and no more")
  func shortfall() throws {
    // 5% of 100,000 are 5,000 ÷ (100 · 1.1) = 45.45 shares: 45 for 4,500 euros.
    let rule = "rule own { build SAP to 5% of nav }"
    let none = world(rule, ["SAP 100 in EUR"], cash: ["100_000 USD"])
    #expect(try none.orders == ["convert EUR 4500", "buy SAP 45"])
    #expect(try none.propose().changes.last?.dependsOn == ["EUR"])
    // 4,500 · 1.1 = 4,950 dollars.
    #expect(try none.propose().changes.first?.value == amount("4950"))
    // 1,000 euros are there: NAV = 98,900 + 1,100, and 3,500 are missing.
    let some = world(rule, ["SAP 100 in EUR"], cash: ["98_900 USD", "1_000 EUR"])
    #expect(try conversions(some) == ["3500 EUR from USD"])
  }

  // cites: build-1
  @Test("What it costs is rounded up to four decimals")
  func rounding() throws {
    // 55,000 in dollars, all in 50,000 euros. 10% are 5,500 ÷ 100 = 55 NVDA for 5,500 dollars.
    // With 33 shares at 3.33 dollars: 109.89 ÷ 1.1 = 99.9 euros; with a rate of 1.07, 5,350 of NAV
    // 53,500 are 53 shares: 5,300 ÷ 1.07 = 4,953.271028…, so 4,953.2711 euros.
    var world = world("rule own { build NVDA to 10% of nav }", ["NVDA 100"], cash: ["50_000 EUR"])
    world.rates = ["EUR": "1.07"]
    let proposal = try world.propose()
    #expect(proposal.orders == ["convert USD 5300", "buy NVDA 53"])
    // 50,000 − 4,953.2711 = 45,046.7289 euros are 48,199.999923 dollars.
    #expect(proposal.totals.cashAfter == amount("48199.9999"))
  }

  // cites: build-1
  @Test("The base currency is drawn on first, then others by their names")
  func sources() throws {
    // 10% of 2,200 + 12,000 + 100,000 dollars are 11,420 ÷ 110 = 103.8 shares: 10,300 euros, that
    // is 11,330 dollars. 2,200 dollars buy 2,000 euros; 8,300 euros are 9,130 dollars, more than
    // nothing of any other currency than francs: 9,130 ÷ 1.2 = 7,608.3334 francs.
    let world = world(
      "rule own { build SAP to 10% of nav }",
      ["SAP 100 in EUR", "OLD 100 held 1000"],
      cash: ["2_200 USD", "10_000 CHF"]
    )
    #expect(try conversions(world) == ["8300 EUR from CHF", "2000 EUR from USD"])
    #expect(try world.orders.last == "buy SAP 103")
  }

  // cites: setting-6
  @Test("When every other currency is not enough, all increases shrink")
  func notEnough() throws {
    // 10% of 101,100 are 10,110 ÷ 110 = 91.9 shares for 9,100 euros, and 1,100 dollars are 1,000.
    let world = world(
      "rule own { build SAP to 10% of nav }",
      ["SAP 100 in EUR", "OLD 100 held 1000"],
      cash: ["1_100 USD"]
    )
    let proposal = try world.propose()
    #expect(proposal.orders == ["convert EUR 1000", "buy SAP 10"])
    #expect(proposal.changes.last?.cuts.map(\.by) == ["cash"])
  }

  // cites: setting-6
  @Test("A margin account converts nothing: a currency may go below zero")
  func margin() throws {
    var world = world(
      "rule own { build SAP to 5% of nav }",
      ["SAP 100 in EUR"],
      cash: ["100_000 USD"]
    )
    world.isMargin = true
    #expect(try world.orders == ["buy SAP 45"])
  }

  // cites: unknown-13
  @Test("Without a rate an instrument is blocked alone while it is not held")
  func noRate() throws {
    var world = world(
      "rule own { build SAP to 5% of nav }\nrule too { build NVDA to 5% of nav }",
      ["SAP 100 in EUR", "NVDA 100"],
      cash: ["100_000 USD"]
    )
    world.rates = [:]
    let proposal = try world.propose()
    #expect(proposal.orders == ["buy NVDA 50"] && proposal.blocks == ["SAP: no_rate"])
  }

  // cites: setting-7
  @Test("Costs are paid in the instrument's currency, and the account stays above its floor")
  func costs() throws {
    // 45 shares for 4,500 euros, and 11 dollars are 10 euros, and 20 bp of 4,500 are 9: 4,519 euros.
    let world = world(
      """
      rule own { build SAP to 5% of nav }
      settings { costs 11 USD per order plus 20bp }
      """,
      ["SAP 100 in EUR"],
      cash: ["100_000 USD"]
    )
    #expect(try conversions(world) == ["4519 EUR from USD"])
    // 19 euros are 20.9 dollars.
    #expect(try world.propose().totals.costs == amount("20.9"))
  }

  // cites: setting-6
  @Test("An account that is overdrawn before anything is bought buys nothing, and asks")
  func overdrawn() throws {
    let rules = "rule own { build NVDA to 60% of nav }\nrule cut { trim OLD to 49% of nav }"
    let world = world(
      rules,
      ["NVDA 100", "OLD 100 held 1000"],
      cash: ["10_000 USD", "-1_000 EUR"]
    )
    let proposal = try world.propose()
    // 49% of 108,900 are 533.6 shares of OLD: 467 are sold, which leaves the euros as they are.
    #expect(proposal.orders == ["sell OLD 467"])
    #expect(proposal.reviewCodes == ["account: overdrawn"])
  }
}
