import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

/// Cash in order of execution: by hand, and against the proposal of every generated scenario.
@Suite("Cash in order of execution") struct CashReportTests {
  @Test("Each order with its fee and what is left, and the lowest point")
  func byHand() throws {
    let world = Meaning(
      """
      settings { costs 1 USD per order plus 10bp }
      limit reserve cash >= 1%
      rule less { trim NVDA to 3% of nav }
      rule more { build MSFT to 50% of nav }
      """,
      ["NVDA 100 held 500", "MSFT 50"],
      cash: "50_000 USD"
    )
    let cash = try #require(try world.rebalance().cash)
    #expect(
      cash.steps.map { "\($0.action) \($0.symbol) \($0.quantity)" } == [
        "sell NVDA 470", "buy MSFT 1000",
      ]
    )
    let movements = cash.steps.flatMap(\.movements).map {
      "\($0.amount) \($0.fee) \($0.balance)"
    }
    // 47,000 · 0.1% + 1 and 50,000 · 0.1% + 1.
    #expect(movements == ["47000 48 96952", "-50000 51 46901"])
    #expect(cash.closingTotal?.description == "46901")
    #expect(cash.lowest?.amount.description == "46901")
    #expect(cash.lowest?.step == 1)
    #expect(cash.floor == Ratio(1_000))
    #expect(cash.floorLimit == "reserve")
  }

  @Test("A conversion moves two currencies, and is drawn from the base currency")
  func conversion() throws {
    var world = Meaning(
      "rule more { build NVDA to 10% of nav }",
      ["NVDA 100 in EUR"],
      cash: "100_000 USD"
    )
    world.rates = ["EUR": "1.25"]
    let cash = try #require(try world.rebalance().cash)
    let shown = cash.steps.map { step in
      step.movements.map { "\($0.amount) \($0.currency) \($0.balance)" }
    }
    #expect(shown == [["-10000 USD 90000", "8000 EUR 8000"], ["-8000 EUR 0"]])
    #expect(cash.currencies.map(\.description) == ["EUR", "USD"])
    #expect(cash.lowest(of: try Meaning.currency("EUR")).amount.isZero)
    #expect(cash.lowest(of: try Meaning.currency("USD")).amount.description == "90000")
  }

  @Test("What is on order is paid before the first order")
  func onOrder() throws {
    var world = Meaning("rule more { build MSFT to 5% of nav }")
    world.isCompared = false
    world.journal = { journal, places in
      journal.pending[try #require(places["NVDA"])] = try Quantity(parsing: "10")
    }
    #expect(try world.rebalance().cash?.openingTotal?.description == "99000")
  }

  @Test(
    "The walk ends where the proposal says, and never under its floor by an increase",
    arguments: Property.chunks
  )
  func agreesWithTheProposal(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      let rebalance = one.scenario.rebalance
      guard let cash = rebalance.cash else {
        return one.proposal.run == nil ? nil : "there is no walk"
      }
      let totals = one.proposal.totals
      if cash.openingTotal != totals.cashBefore { return "opens with \(cash.opening)" }
      if cash.closingTotal != totals.cashAfter {
        return "ends with \(cash.closing), not \(totals.cashAfter?.description ?? "unknown")"
      }
      if cash.steps.count != one.proposal.changes.count { return "an order is missing" }
      for step in cash.steps where step.movements.isEmpty { return "\(step.symbol) moves nothing" }
      return nil
    }
  }

  @Test(
    "Holdings and exposure before and after are those of the proposal",
    arguments: Property.chunks
  )
  func holdingsAgree(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      let rebalance = one.scenario.rebalance
      for change in one.proposal.changes where change.action != .convert {
        guard let holding = rebalance.holdings.first(where: { $0.symbol == change.symbol }) else {
          return "\(change.symbol) is not among the holdings"
        }
        if holding.after.weight != change.weightAfter
          || holding.before.weight != change.weightBefore
        {
          return "\(change.symbol) has other weights"
        }
      }
      let totals = one.proposal.totals
      guard one.proposal.nav != nil, let row = rebalance.exposures.first?.rows.first else {
        return nil
      }
      if (try? row.before?.gross()) != totals.grossBefore { return "another gross before" }
      if (try? row.after?.gross()) != totals.grossAfter { return "another gross after" }
      if (try? row.after?.net()) != totals.netAfter { return "another net after" }
      return nil
    }
  }
}

extension Scenario {
  fileprivate var rebalance: Rebalance {
    evaluation.rebalance(account, journal: journal, lots: [])
  }
}
