import Evaluator
import Portfolio
import Quantities
import Testing

/// Worked examples of published formulas, with the figures that their authors print.
@Suite struct PublishedExampleTests {
  /// J. C. Hull, *Options, Futures, and Other Derivatives*, 11th edition, chapter 3, "Stock index futures":
  /// N = (β − β*) · V_A ÷ V_F contracts change the beta of a portfolio from β to β*.
  ///
  /// 5,000,000 from 1.5 to 0.8 with contracts on 25 × 8,000 are 17.5 contracts. A hedge that never passes
  /// its share goes to 17, where rounding to the nearest would go to 18. The other direction, from 0.8 to
  /// 1.5, adds exposure: a hedge of Tranche can't be asked for it.
  @Test func theBetaOfAPortfolioIsLoweredWithFutures() throws {
    func contracts(_ percent: String) throws -> [String] {
      try Meaning(
        """
        rule lower { hedge \(percent) of FUND by beta with FUT }
        settings { shorting allowed }
        """,
        ["FUND 100 held 50000 beta 1.5", "FUT 8000 kind future multiplier 25 beta 1"]
      ).orders
    }
    // 0.7 of 1.5.
    #expect(try contracts("46.6667%") == ["short FUT 17"])
    // To zero: 1.5 × 5,000,000 ÷ 200,000 = 37.5.
    #expect(try contracts("100%") == ["short FUT 37"])
  }

  /// Hull, chapter 3, "Cross hedging", the airline that hedges jet fuel with heating oil: h* = ρ · σ_S ÷ σ_F
  /// = 0.928 × 0.0263 ÷ 0.0313 = 0.78, and N* = h* · Q_A ÷ Q_F = 0.78 × 2,000,000 ÷ 42,000 = 37.14, so 37
  /// contracts. The ratio is the fuel's beta to the contract, written down beside it: Tranche
  /// estimates none. At one price for both a hedge by value is one by quantity.
  @Test func theMinimumVarianceRatioIsABeta() throws {
    let ratio = try Ratio(928, over: 1000).multiplied(by: try Ratio(263, over: 313))
    #expect(ratio.spelled(maximumFractionDigits: 2) == "0.78")
    let world = Meaning(
      """
      rule fuel { hedge 100% of FUEL by beta with HEATING }
      settings { shorting allowed }
      """,
      ["FUEL 2 held 2000000 beta 0.78", "HEATING 2 kind future multiplier 42000 beta 1"]
    )
    #expect(try world.orders == ["short HEATING 37"])
  }

  private static let lazy = [
    "BOND 1 held 16500", "TIPS 1 held 6500", "DOMESTIC 1 held 43500", "FOREIGN 1 held 33500",
  ]

  /// A. H. Mao, "Optimal lazy rebalancing calculator" (2013), in hoostus' `rebalance.py`, doctest of
  /// `rebalance`: 5,000 of new money go to the two funds that lag most, 2,833.33 and 2,166.67, so that both
  /// end at the same share (8 ÷ 9) of their targets. Tranche does not look for that level; told it, as the
  /// weight of a basket of the two (28,000 of 105,000), it makes these trades, in whole units of 1.
  @Test func aContributionFillsWhatLagsMost() throws {
    let world = Meaning(
      """
      basket lagging { BOND 66.6667% TIPS 33.3333% }
      rule fill { build lagging to 26.6667% of nav }
      """,
      Self.lazy,
      cash: "5_000 USD"
    )
    #expect(try world.orders == ["buy BOND 2166", "buy TIPS 2833"])
  }

  /// What Tranche does by itself with the same 5,000: every member below its weight asks for what it lacks
  /// (4,500 and 4,000), and one factor, 5,000 ÷ 8,500, shrinks both.
  @Test func aContributionIsSharedByOneFactor() throws {
    let proposal = try Meaning(
      """
      basket lazy { BOND 20% TIPS 10% DOMESTIC 40% FOREIGN 30% }
      rule fill { build lazy to 100% of nav }
      settings { shares fractional }
      """,
      Self.lazy,
      cash: "5_000 USD"
    ).propose()
    let bought = proposal.changes.map { "\($0.symbol) \($0.quantity.ratio.cents)" }
    #expect(bought == ["BOND 2647.06", "TIPS 2352.94"])
  }

  /// H. E. Leland, "Optimal Portfolio Implementation with Transactions Costs and Capital Gains Taxes" (Haas
  /// School of Business, 2000), summary of results: with proportional costs nothing is traded within a band
  /// around the target, and outside it only as far as the band's nearest edge.
  @Test(
    arguments: [(640, []), (660, ["sell STOCK 10"]), (540, ["buy STOCK 10"])] as [(Int, [String])]
  )
  func aDriftBandIsLeftByItsNearestEdge(held: Int, orders: [String]) throws {
    let world = Meaning(
      "rule drift { hold STOCK at 60% of nav within 5% }",
      ["STOCK 100 held \(held)"],
      cash: "\(100_000 - 100 * held) USD"
    )
    #expect(try world.orders == orders)
  }

  /// S. Boyd and others, "Multi-Period Trading via Convex Optimization", Foundations and Trends in
  /// Optimization 3(1), 2017, section 2.2 "Trades": turnover is half the sum of absolute trades, cash left
  /// out, over the value of the portfolio.
  @Test func turnoverIsHalfOfAllTrades() throws {
    let proposal = try Meaning(
      """
      rule less { trim NVDA to 2% of nav }
      rule more { build MSFT to 3% of nav }
      """,
      ["NVDA 100 held 50", "MSFT 50"],
      cash: "95_000 USD"
    ).propose()
    #expect(proposal.orders == ["sell NVDA 30", "buy MSFT 60"])
    // ½ (3,000 + 3,000) ÷ 100,000
    #expect(proposal.totals.turnover == (try Ratio(3, over: 100)))
  }
}

extension Ratio {
  fileprivate var cents: String { spelled(maximumFractionDigits: 2, minimumFractionDigits: 2) }
}
