import Portfolio
import PortfolioStore
import Quantities
import Testing

@Suite struct ImportTests {
  @Test func importingTwiceChangesNothing() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let before = try contents(of: path)
    let counts = try PortfolioFile.importHoldings(try sampleSet("technology"), into: path)
    #expect(try contents(of: path) == before)
    var expected = ImportCounts()
    expected.accounts = 2
    expected.instruments = 18
    expected.tags = 36
    expected.positions = 23
    expected.lots = 3
    expected.cash = 4
    expected.prices = 36
    expected.rates = 2
    #expect(counts == expected)
  }

  @Test func whatTheSetDoesNotNameStays() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    var set = HoldingsSet()
    set.positions = [
      HoldingsSet.PositionRow(
        account: "family",
        symbol: "NVDA",
        quantity: try Quantity(parsing: "0.5")
      )
    ]
    _ = try PortfolioFile.importHoldings(set, into: path)
    let file = try PortfolioFile.open(at: path)
    let market = try file.market(asOf: try instant("2025-12-14"))
    var held: [String: Int] = [:]
    var cash: [String: Int] = [:]
    try file.forEachAccount(market: market) { account, _ in
      held[account.name] = account.positions.count
      cash[account.name] = account.cash.count
    }
    #expect(held == ["family": 1, "growth": 13])
    #expect(cash == ["family": 2, "growth": 2])
  }

  @Test func aRefusedRowLeavesTheFileAsItWas() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let before = try contents(of: path)
    func refusal(_ change: (inout HoldingsSet) throws -> Void) throws -> PortfolioFileError? {
      var set = HoldingsSet()
      set.accounts = [HoldingsSet.AccountRow(name: "other", baseCurrency: try currency("USD"))]
      try change(&set)
      let error = #expect(throws: PortfolioFileError.self) {
        _ = try PortfolioFile.importHoldings(set, into: path)
      }
      #expect(try contents(of: path) == before)
      return error
    }
    let one = Quantity(units: Quantity.scale)
    let unknown = try refusal {
      $0.positions = [HoldingsSet.PositionRow(account: "other", symbol: "NVDIA", quantity: one)]
    }
    #expect(
      unknown?.message
        == "nothing was written to `\(path)`: table `position`, row other, NVDIA: there is no "
        + "instrument `NVDIA`; did you mean `NVDA`?"
    )
    let twice = try refusal {
      let row = HoldingsSet.PositionRow(account: "other", symbol: "NVDA", quantity: one)
      $0.positions = [row, row]
    }
    guard case .refusedRow(_, "position", "other, NVDA", _) = twice else {
      Issue.record("\(String(describing: twice))")
      return
    }
    let day = try #require(CalendarDate(parsing: "2025-01-02"))
    let lots = try refusal {
      $0.lots = [
        HoldingsSet.LotRow(
          account: "growth",
          symbol: "AAPL",
          opened: day,
          quantity: one,
          cost: Price(units: 1)
        )
      ]
    }
    #expect(
      lots
        == .refusedRow(
          path: path,
          table: "lot",
          row: "growth, AAPL",
          problem: "the lots do not sum to the position"
        )
    )
    let rates = try refusal {
      $0.numeraire = try currency("GBP")
      $0.rates = []
    }
    #expect(rates == .otherNumeraire(path: path, inFile: "USD", inSet: "GBP"))
  }

  @Test func theNumeraireIsFreeUntilTheFirstRate() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
    var set = HoldingsSet()
    set.numeraire = try currency("EUR")
    let moment = try instant("2025-12-12")
    let quote = RateQuote(rate: try Number(parsing: "0.85"), at: moment, available: moment)
    set.rates = [HoldingsSet.RateRow(currency: try currency("USD"), quote: quote)]
    _ = try PortfolioFile.importHoldings(set, into: path)
    let market = try PortfolioFile.open(at: path).market(asOf: moment)
    #expect(market.numeraire == (try currency("EUR")))
    #expect(market.rates == [try currency("USD"): quote])
  }

  @Test func lotsAreRead() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let lots = try PortfolioFile.open(at: path).lots(of: "growth")
    #expect(lots.map(\.symbol) == ["AAPL", "AAPL", "AVGO"])
    #expect(lots.map(\.opened.description) == ["2023-03-14", "2024-08-06", "2024-02-20"])
    #expect(lots.map(\.cost.description) == ["151.2", "207.5", "122.4"])
  }
}
