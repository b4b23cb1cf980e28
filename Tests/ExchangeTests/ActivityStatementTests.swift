import Exchange
import Portfolio
import Quantities
import Testing

/// Interactive Brokers' activity statement, from figures of our own.
@Suite struct ActivityStatementTests {
  static let statement = """
    \u{FEFF}Statement,Header,Field Name,Field Value
    Statement,Data,BrokerName,Interactive Brokers
    Statement,Data,Title,Activity Statement
    Statement,Data,Period,"January 1, 2026 - January 15, 2026"
    Account Information,Header,Field Name,Field Value
    Account Information,Data,Name,A Person
    Account Information,Data,Account,U1000001 (Custom)
    Account Information,Data,Account Capabilities,Cash
    Account Information,Data,Base Currency,EUR
    Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Open,Quantity,Mult,Cost Price,Cost Basis,Close Price,Value,Unrealized P/L,Code
    Open Positions,Data,Summary,Stocks,EUR,ASML,-,"1,500",1,600.5,900750,900,1350000,449250,
    Open Positions,Data,Lot,Stocks,EUR,ASML,"2024-02-20, 09:30:00","1,000",,500,500000,900,900000,400000,LT
    Open Positions,Data,Lot,Stocks,EUR,ASML,"2025-02-20, 09:30:00",500,,801.5,400750,900,450000,49250,ST
    Open Positions,Data,Summary,Stocks,USD,SPY,-,10,1,500,5000,680,6800,1800,
    Open Positions,Total,,Stocks,EUR,,,,,,900750,,1350000,449250,
    Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Mult,Cost Price,Cost Basis,Close Price,Value,Unrealized P/L,Code
    Open Positions,Data,Summary,Futures,USD,ESH6,-1,50,6900,-345000,6910,-345500,-500,
    Open Positions,Data,Summary,Equity and Index Options,USD,SPY 20MAR26 600 P,1,100,5,500,4,400,-100,
    Cash Report,Header,Currency Summary,Currency,Total,Securities,Futures,
    Cash Report,Data,Starting Cash,EUR,1000,1000,0,
    Cash Report,Data,Ending Cash,Base Currency Summary,2000,2000,0,
    Cash Report,Data,Ending Cash,EUR,1500.25,1500.25,0,
    Cash Report,Data,Ending Cash,USD,-20,-20,0,
    Financial Instrument Information,Header,Asset Category,Symbol,Description,Conid,Security ID,Listing Exch,Multiplier,Type,Code
    Financial Instrument Information,Data,Stocks,ASML,ASML HOLDING NV,1,NL0010273215,AEB,1,COMMON,
    Financial Instrument Information,Data,Stocks,SPY,SPDR S&P 500,2,US78462F1030,ARCA,1,ETF,
    Base Currency Exchange Rate,Header,Currency,Exchange Rate
    Base Currency Exchange Rate,Data,USD,0.86

    """

  private func read(_ text: String) -> HoldingsReading {
    HoldingsSource.activityStatement.read(Array(text.utf8), name: "u1.csv")
  }

  private func said(_ reading: HoldingsReading) -> [String] {
    reading.problems.map(\.description)
  }

  @Test func theWholeStatementIsRead() throws {
    #expect(HoldingsSource.recognise(Array(Self.statement.utf8)) == .activityStatement)
    let reading = read(Self.statement)
    #expect(
      said(reading) == [
        "u1.csv:18: `SPY 20MAR26 600 P` is an option, which a portfolio file can't hold"
      ]
    )
    let set = reading.set
    #expect(set.accounts?.map(\.name) == ["U1000001"])
    #expect(set.accounts?.map(\.baseCurrency.description) == ["EUR"])
    #expect(set.accounts?.map(\.kind) == [.cash])
    let positions = set.positions?.map { "\($0.symbol) \($0.quantity)" }
    #expect(positions == ["ASML 1500", "SPY 10", "ESH6 -1"])
    #expect(set.instruments?.map(\.kind) == [.stock, .fund, .future])
    #expect(set.instruments?.map(\.name) == ["ASML HOLDING NV", "SPDR S&P 500", ""])
    #expect(set.instruments?.last?.multiplier.description == "50")
    let lots = set.lots?.map { "\($0.opened) \($0.quantity) \($0.cost)" }
    #expect(lots == ["2024-02-20 1000 500", "2025-02-20 500 801.5"])
    #expect(set.cash?.map(\.money.amount.description) == ["1500.25", "-20"])
    #expect(
      set.prices?.map(\.quote.at.date.description) == ["2026-01-15", "2026-01-15", "2026-01-15"]
    )
    #expect(set.rates?.map(\.quote.rate.description) == ["0.86"])
    #expect(set.numeraire?.description == "EUR")
  }

  @Test func linesEndAsTheyWill() {
    let windows = Self.statement.replacing("\n", with: "\r\n")
    #expect(read(windows).set == read(Self.statement).set)
  }

  @Test func aStatementOfAnotherLanguageOrWithoutAccountIsRefused() {
    let german = Self.statement.replacing("January 15, 2026\"", with: "15. Januar 2026\"")
    #expect(said(read(german)) == ["u1.csv: the statement does not tell its period in English"])
    #expect(read(german).set.positions == [])
    #expect(read(german).set.accounts == [])
    let nobody = Self.statement.replacing(
      "Information,Data,Account,U",
      with: "Information,Data,Acc,U"
    )
    #expect(said(read(nobody)) == ["u1.csv: the statement does not tell its account"])
  }

  @Test func badLinesNeverStopTheGoodOnes() {
    let broken = Self.statement
      .replacing(
        "Open Positions,Data,Summary,Stocks,USD,SPY,-,10,",
        with: "Open Positions,Data,Summary,Stocks,USD,SPY,-,\"10,"
      )
    let reading = read(broken)
    #expect(said(reading).first == "u1.csv:14: a quoted field is not closed on its line")
    #expect(reading.set.positions?.map(\.symbol) == ["ASML", "ESH6"])
    for length in stride(from: 60, to: Self.statement.utf8.count, by: 61) {
      _ = HoldingsSource.activityStatement.read(
        Array(Self.statement.utf8.prefix(length)),
        name: "u1.csv"
      )
    }
  }

  @Test func averagesAreRoundedAndQuantitiesAreNot() throws {
    let finer = Self.statement.replacing(",500,500000,", with: ",500.123456785,500000,")
    #expect(read(finer).set.lots?.first?.cost.description == "500.12345678")
    let finest = Self.statement.replacing(",500,500000,", with: ",500.1234567851,500000,")
    #expect(read(finest).set.lots?.first?.cost.description == "500.12345679")
    let tooFine = Self.statement.replacing("SPY,-,10,", with: "SPY,-,10.000000001,")
    #expect(read(tooFine).set.positions?.map(\.symbol) == ["ASML", "ESH6"])
  }
}
