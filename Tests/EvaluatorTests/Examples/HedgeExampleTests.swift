import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Hedges, worked by hand. 100 NVDA at 100 are 10,000 of exposure; with a beta of 1.8 they count as
/// 18,000. The account is worth 100,000 unless said otherwise.
@Suite("Hedges, worked by hand") struct HedgeExampleTests {
  private func world(
    _ rules: String,
    _ fund: String,
    nvidia: String = "100 held 100 beta 1.8",
    cash: String = "90_000"
  ) -> Meaning {
    Meaning(rules, ["NVDA \(nvidia)", "HEDG \(fund)"], cash: "\(cash) USD")
  }

  static let byBeta = "rule guard { when gross > 1% hedge 40% of NVDA by beta with HEDG }"

  // cites: hedge-2
  @Test("An inverse fund threefold: its beta is its underlying's, its sign and size its leverage")
  func inverse() throws {
    // −40% · 18,000 ÷ (1.2 · 20 · −3) = 100.
    let fund = "20 kind inverse_fund leverage -3 beta 1.2"
    #expect(try world(Self.byBeta, fund).orders == ["buy HEDG 100"])
  }

  // cites: hedge-2, setting-5
  @Test("A leveraged fund is sold short, where that is allowed")
  func leveraged() throws {
    // −40% · 18,000 ÷ (1.2 · 50 · 2) = −60.
    let fund = "50 kind leveraged_fund leverage 2 beta 1.2"
    let shorting = Self.byBeta + "\nsettings { shorting allowed }"
    #expect(try world(shorting, fund).orders == ["short HEDG 60"])
    let proposal = try world(Self.byBeta, fund).propose()
    #expect(proposal.orders == [] && proposal.blocks == ["HEDG: shorting_not_allowed"])
  }

  // cites: hedge-2
  @Test("Futures on an index: N* = β · V_A ÷ V_F, and no cash moves")
  func futures() throws {
    // J. C. Hull, "Options, Futures, and Other Derivatives", hedging an equity portfolio: a portfolio
    // of 5,050,000 with beta 1.5, a futures price of 1,010 with a multiplier of 250:
    // 1.5 · 5,050,000 ÷ 252,500 = 30 contracts short.
    var world = world(
      """
      rule guard { when gross > 1% hedge 100% of NVDA by beta with HEDG }
      settings { shorting allowed costs 2 USD per order plus 0% }
      """,
      "1010 kind future multiplier 250 beta 1",
      nvidia: "101 held 50000 beta 1.5",
      cash: "100_000"
    )
    var proposal = try world.propose()
    #expect(proposal.orders == ["short HEDG 30"])
    #expect(proposal.nav == amount("5150000"))
    #expect(proposal.totals.cashAfter == amount("99998"), "costs alone")
    // Held, they add exposure and no value, and nothing is left to do.
    world.instruments[1] += " held -30"
    proposal = try world.propose()
    #expect(proposal.orders == [] && proposal.nav == amount("5150000"))
    // Half the beta taken away, as in Hull's change of beta to 0.75: 15 contracts.
    world.instruments[1] = "HEDG 1010 kind future multiplier 250 beta 1"
    world.rules = world.rules.replacing("100% of", with: "50% of")
    #expect(try world.orders == ["short HEDG 15"])
  }

  // cites: hedge-4
  @Test("Minimum-variance hedge of a commodity position, by value and rounded down")
  func minimumVariance() throws {
    // Hull's airline: 2,000,000 gallons, a ratio of 0.7777 and 42,000 gallons a contract give 37.03,
    // so 37 contracts. Here the position is worth as much a gallon as the future: 2,000,000 of
    // exposure, 77.77% of it, one contract 42,000.
    let world = world(
      """
      rule guard { when gross > 1% hedge 77.77% of NVDA by value with HEDG }
      settings { shorting allowed }
      """,
      "1 kind future multiplier 42000",
      nvidia: "1 held 2000000"
    )
    #expect(try world.orders == ["short HEDG 37"])
  }

  // cites: hedge-7
  @Test("Rules that share an instrument add up, and are rounded together")
  func shared() throws {
    // 5,000 · 33% = 1,650 and 4,000 · 45% = 1,800: 33 + 36 units of 50. At 52 a unit 31.73 + 34.62 =
    // 66.35: 66, not 31 + 34.
    let rules = """
      rule one { when gross > 1% hedge 33% of NVDA by value with HEDG }
      rule two { when gross > 1% hedge 45% of MSFT by value with HEDG }
      """
    for (price, units) in [(50, 69), (52, 66)] {
      let world = Meaning(
        rules,
        ["NVDA 100 held 50", "MSFT 50 held 80", "HEDG \(price) kind inverse_fund leverage -1"],
        cash: "91_000 USD"
      )
      #expect(try world.orders == ["buy HEDG \(units)"])
    }
  }

  // cites: hedge-8
  @Test("Too much of a hedge comes off as far as rules put it on, and a person's stays")
  func tooMuch() throws {
    // 50% of 10,000 are 100 units of 50; 160 are held.
    let rule = "rule guard { when gross > 1% hedge 50% of NVDA by value with HEDG }"
    let fund = "50 kind inverse_fund leverage -1 held 160"
    for (putOn, orders) in [("160", ["sell HEDG 60"]), ("40", ["sell HEDG 40"]), ("0", [])] {
      var world = world(rule, fund, cash: "82_000")
      world.past("put on guard HEDG \(putOn)")
      #expect(try world.orders == orders)
    }
    // 1.5 are too many and 1.2 were put on: two would be a person's too.
    let cheap = rule + "\nsettings { minimum trade 10 USD }"
    var odd = world(cheap, "50 kind inverse_fund leverage -1 held 101.5", cash: "84_925")
    odd.past("put on guard HEDG 1.2")
    #expect(try odd.orders == ["sell HEDG 1"])
  }

  // cites: hedge-8, setting-3
  @Test(
    "An over-hedge below the minimum trade is a hold; the end of a hedge is not held back by it"
  )
  func minimum() throws {
    let rule = "rule guard { when net > 1% hedge 50% of NVDA by value with HEDG }\n"
    let fund = "50 kind inverse_fund leverage -1 held 110"
    let minimum = rule + "settings { minimum trade 501 USD }"
    var world = world(minimum, fund, cash: "84_500")
    world.past("put on guard HEDG 110")
    #expect(try world.orders == [], "10 units too many are worth 500")
    var ended = self.world(
      minimum,
      "50 kind inverse_fund leverage -1 held 9",
      nvidia: "100 beta 1.8",
      cash: "99_550"
    )
    ended.past("put on guard HEDG 9")
    #expect(try ended.orders == ["sell HEDG 9"])
  }

  // cites: hedge-1, limit-6
  @Test("What comes off a hedge needs no cash, and pays for what is bought")
  func cash() throws {
    let rules = """
      rule guard { when gross > 1% hedge 50% of NVDA by value with HEDG }
      rule own { build NVDA to 90% of nav }
      """
    var world = world(
      rules,
      "50 kind inverse_fund leverage -1 held 160",
      nvidia: "100 held 100",
      cash: "0"
    )
    world.past("put on guard HEDG 160")
    // NAV = 18,000: 90% are 162 shares, 62 more. Buying n spends 100·n, and 60 − n units come off
    // at 50 each, as each share wants one unit more: 100·n ≤ 50·(60 − n), so n = 20.
    let proposal = try world.propose()
    #expect(proposal.orders == ["sell HEDG 40", "buy NVDA 20"])
    #expect(proposal.totals.cashAfter == .zero)
    #expect(proposal.changes.last?.dependsOn == ["HEDG"])
    #expect(proposal.changes.last?.freedBy == ["HEDG"])
  }

  // cites: freeze-1, limit-9, set-6
  @Test("A freeze or no-trade limit that names the hedge binds it, in the direction it says")
  func frozen() throws {
    let rule = "rule guard { when gross > 1% hedge 50% of NVDA by value with HEDG }\n"
    let buys = "50 kind inverse_fund leverage -1"
    let sells = buys + " held 160"
    for (still, grows, shrinks) in [
      ("freeze buys of HEDG", [], ["sell HEDG 60"]), ("freeze sells of HEDG", ["buy HEDG 100"], []),
      ("freeze all", [], []), ("freeze all except HEDG", ["buy HEDG 100"], ["sell HEDG 60"]),
    ] as [(String, [String], [String])] {
      let rules = rule + "rule still { \(still) }"
      #expect(try world(rules, buys).orders == grows, "\(still)")
      var over = world(rules, sells, cash: "82_000")
      over.past("put on guard HEDG 160")
      #expect(try over.orders == shrinks, "\(still)")
    }
  }

  @Test("A hedge that leads away from net zero keeps the limits, and asks for a person")
  func overLimit() throws {
    // NVDA 10,000 long, AAPL 30,000 short: net −20%, gross 40%. Hedging NVDA in full leads to −30%: gross
    // may be 45%, so 5,000 of the 10,000 go on.
    let rules = """
      rule guard { hedge 100% of NVDA by value with HEDG }
      limit size gross <= 45%
      """
    let fund = "HEDG 100 kind inverse_fund leverage -1"
    let short = Meaning(
      rules,
      ["NVDA 100 held 100", "AAPL 100 held -300", fund],
      cash: "120_000 USD"
    )
    let proposal = try short.propose()
    #expect(proposal.orders == ["buy HEDG 50"])
    #expect(proposal.reviews.map { "\($0.subject): \($0.code)" } == ["size: hedge_over_limit"])
    // Towards net zero it goes on in full, and the limit that it breaks is told.
    let long = Meaning(rules, ["NVDA 100 held 400", fund], cash: "60_000 USD")
    let full = try long.propose()
    #expect(full.orders == ["buy HEDG 400"])
    #expect(full.reviews.map { "\($0.subject): \($0.code)" } == ["size: broken_by_hedge"])
  }
}
