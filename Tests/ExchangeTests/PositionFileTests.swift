import Exchange
import Portfolio
import Quantities
import Testing

/// Positions of Charles Schwab and Fidelity, from figures of our own.
@Suite struct PositionFileTests {
  static let schwab = """
    \u{FEFF}"Positions for account Individual ...123 as of 12:33 PM ET, 2026/01/15"

    "Symbol","Description","Qty (Quantity)","Price","Price Chng $ (Price Change $)","Mkt Val (Market Value)","Cost Basis","Security Type",
    "NVDA","NVIDIA CORP","1,500","$181.50","-$0.50","$272,250.00","$180,000.00","Equity",
    "SPY","SPDR S&P 500 ETF","10.5","$680.00","$1.00","$7,140.00","--","ETFs & Closed End Funds",
    "IBM","INTERNATIONAL BUSINESS MACHINES","-20","$300.00","$1.00","-$6,000.00","--","Equity",
    "91282CKB6","US TREASURY NOTE","10,000","$99.50","$0.00","$9,950.00","--","Fixed Income",
    "NVDA 03/20/2026 150.00 P","PUT NVIDIA CORP","1","$2.00","$0.00","$200.00","--","Option",
    "Cash & Cash Investments","--","--","--","--","$2,345.67","--","Cash and Money Market",
    "Account Total","--","--","--","--","$285,885.67","$0.00","--",

    """

  static let fidelity = """
    \u{FEFF}Account Number,Account Name,Symbol,Description,Quantity,Last Price,Last Price Change,Current Value,Cost Basis Total,Average Cost Basis,Type
    Z11111111,Individual,SPAXX**,HELD IN MONEY MARKET,,,,$4012.34,,,Cash,
    Z11111111,Individual,AAPL,APPLE INC,"1,000",$260.50,+$1.25,"$260,500.00",$99.00,$0.10,Margin,
    Z11111111,Individual,AAPL,APPLE INC,5,$260.50,+$1.25,$1302.50,$99.00,$0.10,Cash,
    Z11111111,Individual, -AAPL260116P200,AAPL JAN 16 2026 $200 PUT,-1,$0.10,$0.00,-$10.00,--,--,Margin,
    Z11111111,Individual,Pending Activity,,,,,-$1012.34,,,,
    222222222,ROTH IRA,FXAIX,FIDELITY 500 INDEX,100.123,$240.00,$1.00,$24029.52,--,--,Cash,
    222222222,ROTH IRA,912797LX3,US TREASURY BILL,5000,$98.50,$0.00,$4925.00,--,--,Cash,
    222222222,ROTH IRA,BAD,SOMETHING,n/a,$1.00,$0.00,$1.00,--,--,Cash,

    "The data and information in this spreadsheet is our own sentence, with a comma."

    "Date downloaded Jan-15-2026 4:05 p.m ET"

    """

  private func read(_ text: String) throws -> HoldingsReading {
    let bytes = Array(text.utf8)
    return try #require(HoldingsSource.recognise(bytes)).read(bytes, name: "p.csv")
  }

  private func said(_ reading: HoldingsReading) -> [String] { reading.problems.map(\.description) }

  @Test func aPositionsFileOfSchwabIsRead() throws {
    #expect(HoldingsSource.recognise(Array(Self.schwab.utf8)) == .schwabPositions)
    let reading = try read(Self.schwab)
    #expect(
      said(reading) == [
        "p.csv:8: `NVDA 03/20/2026 150.00 P` is an option, which a portfolio file can't hold"
      ]
    )
    let set = reading.set
    #expect(set.accounts?.map { "\($0.name) \($0.baseCurrency)" } == ["Individual ...123 USD"])
    #expect(
      set.positions?.map { "\($0.symbol) \($0.quantity)" }
        == ["NVDA 1500", "SPY 10.5", "IBM -20", "91282CKB6 10000"]
    )
    #expect(set.instruments?.map(\.kind) == [.stock, .fund, .stock, .bond])
    #expect(set.instruments?.last?.multiplier.description == "0.01")
    #expect(set.instruments?.first?.name == "NVIDIA CORP")
    #expect(set.cash?.map { "\($0.money.amount) \($0.money.currency)" } == ["2345.67 USD"])
    #expect(
      set.prices?.map { "\($0.symbol) \($0.quote.price) \($0.quote.at.date)" } == [
        "91282CKB6 99.5 2026-01-15", "IBM 300 2026-01-15", "NVDA 181.5 2026-01-15",
        "SPY 680 2026-01-15",
      ]
    )
    #expect(set.lots == [])
  }

  /// Each account has its name above its rows, and older files other names of columns.
  @Test func allAccountsOfSchwabInOneFile() throws {
    let text = """
      "Positions for All-Accounts as of 09:35 AM ET, 01/15/2026"

      "Individual ...123"
      "Symbol","Description","Quantity","Price","Market Value","Asset Type"
      "NVDA","NVIDIA CORP","30","$181.50","$5,445.00","Equity"
      "Cash & Cash Investments","--","--","--","$1.00","Cash and Money Market"
      "Account Total","--","--","--","$5,446.00","--"

      "Roth IRA ...456"
      "Symbol","Description","Quantity","Price","Market Value","Asset Type"
      "SWPPX","SCHWAB S&P 500 INDEX","100.25","$15.00","$1,503.75","Mutual Fund"
      "SNVXX","SCHWAB GOVERNMENT MONEY FUND","50","$1.00","$50.00","Cash and Money Market"
      "Account Total","--","--","--","$1,553.75","--"

      """
    let reading = try read(text)
    #expect(said(reading) == [])
    #expect(reading.set.accounts?.map(\.name) == ["Individual ...123", "Roth IRA ...456"])
    #expect(
      reading.set.positions?.map { "\($0.account) \($0.symbol) \($0.quantity)" } == [
        "Individual ...123 NVDA 30", "Roth IRA ...456 SWPPX 100.25", "Roth IRA ...456 SNVXX 50",
      ]
    )
    #expect(reading.set.instruments?.map(\.kind) == [.stock, .fund, .cashLike])
    #expect(reading.set.cash?.count == 1)
    #expect(Set(reading.set.prices?.map(\.quote.at.date.description) ?? []) == ["2026-01-15"])
  }

  @Test func rowsThatAreNotTheTotalAreNamed() throws {
    let missing = Self.schwab.replacing("\"SPY\",\"SPDR S&P 500 ETF\",\"10.5\"", with: "\"SPY")
    let reading = try read(missing)
    #expect(
      said(reading).last
        == "p.csv:10: the rows of `Individual ...123` are worth 278745.67 together, and the file says "
        + "285885.67"
    )
    #expect(reading.set.positions?.map(\.symbol) == ["NVDA", "IBM", "91282CKB6"])
  }

  @Test func aPositionsFileOfFidelityIsRead() throws {
    #expect(HoldingsSource.recognise(Array(Self.fidelity.utf8)) == .fidelityPositions)
    let reading = try read(Self.fidelity)
    #expect(
      said(reading) == [
        "p.csv:5: `AAPL260116P200` is an option, which a portfolio file can't hold",
        "p.csv:9: quantity: `` is not a quantity",
      ]
    )
    let set = reading.set
    #expect(
      set.accounts?.map { "\($0.name) \($0.kind)" } == ["222222222 cash", "Z11111111 margin"]
    )
    #expect(
      set.positions?.map { "\($0.account) \($0.symbol) \($0.quantity)" } == [
        "Z11111111 AAPL 1005", "222222222 FXAIX 100.123", "222222222 912797LX3 5000",
      ]
    )
    #expect(set.instruments?.map(\.kind) == [.stock, .fund, .bond])
    // What is held in the money market and what is still to be settled are one balance.
    #expect(set.cash?.map { "\($0.account) \($0.money.amount)" } == ["Z11111111 3000"])
    #expect(Set(set.prices?.map(\.quote.at.date.description) ?? []) == ["2026-01-15"])
  }

  @Test func withoutItsDayAFileGivesNoPrices() throws {
    let reading = try read(Self.fidelity.replacing("Date downloaded", with: "Date"))
    #expect(
      said(reading).last
        == "p.csv: the file does not tell the day of its prices, so they are left out"
    )
    #expect(reading.set.prices == [])
    #expect(reading.set.positions?.count == 3)
  }

  /// Commas stand between thousands or nowhere.
  @Test func decimalCommasAreNoNumbers() throws {
    let reading = try read(Self.fidelity.replacing("\"1,000\"", with: "\"1,0\""))
    #expect(said(reading).first == "p.csv:3: quantity: `1,0` is not a quantity")
    // A part of a holding says nothing of the whole.
    #expect(reading.set.positions?.map(\.symbol) == ["FXAIX", "912797LX3"])
  }

  @Test func theSamePortfolioComesOfTheSameFileOnceMore() throws {
    for text in [Self.schwab, Self.fidelity] {
      let first = try read(text).set
      let bytes = Array(text.utf8)
      let known = KnownPortfolio(
        accounts: first.accounts ?? [],
        instruments: first.instruments ?? []
      )
      let again = try #require(HoldingsSource.recognise(bytes))
        .read(bytes, name: "p.csv", known: known)
      #expect(again.set.positions == first.positions)
      #expect(again.set.instruments == [])
    }
  }
}
