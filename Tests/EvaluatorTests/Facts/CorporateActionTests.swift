import Portfolio
import Quantities
import Testing

/// A split changes the units that prices and holdings count in, and nothing else.
@Suite struct CorporateActionTests {
  let split = CorporateAction(
    symbol: "NVDA",
    at: moment(10),
    kind: .split(unitsAfter: 10, unitsBefore: 1)
  )

  @Test func aPriceMadeBeforeASplitCountsInTheNewUnits() throws {
    let market = try market(priceAt: moment(9), actions: [split])
    #expect(market.quotes.first??.price == (try Price(parsing: "120")))
    #expect(market.quotes.first??.at == moment(9))
  }

  @Test func aPriceOfTheMomentOfASplitIsInTheNewUnitsAlready() throws {
    let market = try market(priceAt: moment(10), actions: [split])
    #expect(market.quotes.first??.price == (try Price(parsing: "1200")))
  }

  @Test func severalSplitsMultiplyInAnyOrder() throws {
    let other = CorporateAction(
      symbol: "NVDA",
      at: moment(20),
      kind: .split(unitsAfter: 1, unitsBefore: 4)
    )
    for actions in [[split, other], [other, split]] {
      let market = try market(priceAt: moment(9), actions: actions)
      #expect(market.quotes.first??.price == (try Price(parsing: "480")))
      #expect(market.corporateActions[0]?.map(\.at) == [moment(10), moment(20)])
    }
  }

  @Test func aChangeOfSymbolLeavesPricesAsTheyAre() throws {
    let renamed = CorporateAction(
      symbol: "NVDA",
      at: moment(10),
      kind: .symbolChange(formerSymbol: "NVD")
    )
    let market = try market(priceAt: moment(9), actions: [renamed])
    #expect(market.quotes.first??.price == (try Price(parsing: "1200")))
  }

  @Test func aPriceThatVanishesInASplitIsNoPrice() throws {
    let many = CorporateAction(
      symbol: "NVDA",
      at: moment(10),
      kind: .split(unitsAfter: 1, unitsBefore: 1_000_000)
    )
    let market = try market(price: "92233720368", priceAt: moment(9), actions: [many])
    #expect(market.quotes == [nil])
  }

  // MARK: Cost

  @Test(arguments: [
    // held, cost, then held at price 200, cost
    ("10", 1000, "20", 3000), ("10", 1000, "4", 400), ("10", 1000, "0", 0),
    ("10", 1000, "-5", -1000),
    ("-10", -1000, "-4", -400), ("-10", -1000, "-20", -3000), ("-10", -1000, "5", 1000),
    ("10", 1000, "10", 1000),
  ])
  func whatIsAddedCostsItsPriceAndWhatIsTakenOffTheAverage(
    held: String,
    cost: Int64,
    then: String,
    expected: Int64
  ) throws {
    let position = Position(
      instrument: 0,
      quantity: try Quantity(parsing: held),
      cost: Ratio(cost)
    )
    let now = try position.cost(of: try Quantity(parsing: then).ratio, tradedAt: Ratio(200))
    #expect(now == Ratio(expected))
  }

  @Test func aCostThatIsNotKnownStaysUnknownUntilTheHoldingBeginsAnew() throws {
    let position = Position(instrument: 0, quantity: try Quantity(parsing: "10"))
    #expect(try position.cost(of: Ratio(20), tradedAt: .one) == nil)
    #expect(try position.cost(of: Ratio(4), tradedAt: .one) == nil)
    #expect(try position.cost(of: Ratio(-4), tradedAt: .one) == Ratio(-4))
    #expect(try position.cost(of: Ratio(-4), tradedAt: nil) == nil)
  }

  @Test func aTradeByHandChangesWhatTheHoldingCost() throws {
    let usd = try #require(Currency("USD"))
    var history = try AccountHistory(
      of: Account(
        name: "main",
        baseCurrency: usd,
        positions: [
          Position(instrument: 0, quantity: try Quantity(parsing: "10"), cost: Ratio(1000))
        ]
      )
    )
    let market = try market(price: "200", priceAt: moment(9), actions: [])
    try history.tradeByHand(0, try Quantity(parsing: "5"), in: market)
    #expect(history.account.positions.map(\.cost) == [Ratio(2000)])
    try history.tradeByHand(0, try Quantity(parsing: "-3"), in: market)
    #expect(history.account.positions.map(\.cost) == [Ratio(1600)])
    try history.split(0, into: 2, for: 1)
    #expect(history.account.positions.map(\.cost) == [Ratio(1600)])
  }

  @Test func equalFractionsHashAlike() throws {
    #expect(
      Set([try Ratio(1, over: 2), try Ratio(2, over: 4), try Ratio(-3, over: -6)]).count == 1
    )
  }

  private func market(
    price: String = "1200",
    priceAt: Instant,
    actions: [CorporateAction]
  ) throws -> Market {
    let usd = try #require(Currency("USD"))
    let quote = Quote(price: try Price(parsing: price), at: priceAt, available: priceAt)
    return Market(
      instruments: [Instrument(symbol: "NVDA", currency: usd)],
      quotes: ["NVDA": quote],
      numeraire: usd,
      rates: [:],
      corporateActions: actions
    )
  }
}

private func moment(_ day: Int64) -> Instant { Instant(secondsSinceEpoch: day * 86_400) }
