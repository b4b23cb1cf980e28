import Exchange
import Foundation
import Portfolio
import Quantities
import Testing

/// Interactive Brokers' Flex Query, from figures of our own.
@Suite struct FlexQueryTests {
  static let statement = """
    <?xml version="1.0" encoding="UTF-8"?>
    <FlexQueryResponse queryName="tranche" type="AF">
    <FlexStatements count="1">
    <FlexStatement accountId="U1000001" fromDate="20260115" toDate="20260115" period="LastBusinessDay" \
    whenGenerated="20260116;020000">
    <AccountInformation accountId="U1000001" currency="USD" accountCapabilities="Reg T Margin" />
    <OpenPositions>
    <OpenPosition accountId="U1000001" currency="USD" fxRateToBase="1" assetCategory="STK" \
    subCategory="COMMON" symbol="AAPL" description="APPLE INC" conid="265598" multiplier="1" \
    reportDate="20260115" position="30" markPrice="250.5" positionValue="7515" \
    costBasisPrice="180.123456789" levelOfDetail="SUMMARY" />
    <OpenPosition accountId="U1000001" currency="USD" fxRateToBase="1" assetCategory="STK" \
    subCategory="COMMON" symbol="AAPL" description="APPLE INC" conid="265598" multiplier="1" \
    reportDate="20260115" position="10" markPrice="250.5" positionValue="2505" openPrice="150.25" \
    openDateTime="20230314;103000" levelOfDetail="LOT" />
    <OpenPosition accountId="U1000001" currency="USD" fxRateToBase="1" assetCategory="STK" \
    subCategory="COMMON" symbol="AAPL" description="APPLE INC" conid="265598" multiplier="1" \
    reportDate="20260115" position="20" markPrice="250.5" positionValue="5010" openPrice="195.06018518" \
    openDateTime="2024-08-06;15:59:59" levelOfDetail="LOT" />
    <OpenPosition accountId="U1000001" currency="EUR" fxRateToBase="1.16" assetCategory="STK" \
    subCategory="ETF" symbol="EXS1" description="ISHARES CORE DAX" conid="11" multiplier="1" \
    reportDate="20260115" position="-5" markPrice="200" positionValue="-1000" levelOfDetail="SUMMARY" />
    <OpenPosition accountId="U1000001" currency="USD" fxRateToBase="1" assetCategory="FUT" symbol="ESH6" \
    description="ES 20MAR26" underlyingSymbol="ES" conid="12" multiplier="50" reportDate="20260115" \
    position="-2" markPrice="6900.25" positionValue="-690025" levelOfDetail="SUMMARY" />
    <OpenPosition accountId="U1000001" currency="USD" fxRateToBase="1" assetCategory="BOND" \
    symbol="T 4 1/4 11/15/35" description="US T 4.25 2035" conid="13" multiplier="1" \
    reportDate="20260115" position="10000" markPrice="98.5" positionValue="9850" levelOfDetail="SUMMARY" />
    <OpenPosition accountId="U1000001" currency="USD" fxRateToBase="1" assetCategory="OPT" \
    symbol="AAPL  260320P00200000" conid="14" multiplier="100" reportDate="20260115" position="1" \
    markPrice="2" positionValue="200" putCall="P" levelOfDetail="SUMMARY" />
    </OpenPositions>
    <CashReport>
    <CashReportCurrency accountId="U1000001" currency="BASE_SUMMARY" endingCash="1500" />
    <CashReportCurrency accountId="U1000001" currency="USD" endingCash="1234.567891" />
    <CashReportCurrency accountId="U1000001" currency="EUR" endingCash="-250.5" />
    </CashReport>
    <ConversionRates>
    <ConversionRate reportDate="20260115" fromCurrency="EUR" toCurrency="USD" rate="1.1602" />
    </ConversionRates>
    </FlexStatement>
    </FlexStatements>
    </FlexQueryResponse>
    """

  private func read(
    _ text: String,
    known: KnownPortfolio = KnownPortfolio()
  ) throws -> HoldingsReading {
    let bytes = Array(text.utf8)
    #expect(HoldingsSource.recognise(bytes) == .flexQuery)
    return HoldingsSource.flexQuery.read(bytes, name: "flex.xml", known: known)
  }

  private func said(_ reading: HoldingsReading) -> [String] {
    reading.problems.map(\.description)
  }

  /// A statement of one account in dollars with these rows.
  private func wrapped(_ rows: String) -> String {
    """
    <FlexQueryResponse><FlexStatements><FlexStatement accountId="U1" toDate="20260115">
    <AccountInformation accountId="U1" currency="USD" />
    \(rows)
    </FlexStatement></FlexStatements></FlexQueryResponse>
    """
  }

  private func row(_ attributes: String) -> String {
    "<OpenPosition accountId=\"U1\" currency=\"USD\" assetCategory=\"STK\" \(attributes) />"
  }

  @Test func theWholeStatementIsRead() throws {
    let reading = try read(Self.statement)
    #expect(
      said(reading) == [
        "flex.xml:13: `AAPL 260320P00200000` is an option, which a portfolio file can't hold"
      ]
    )
    let set = reading.set
    let account = try #require(set.accounts?.first)
    #expect(account.name == "U1000001")
    #expect(account.baseCurrency.description == "USD")
    #expect(account.kind == .margin)
    let positions = set.positions?.map { "\($0.symbol) \($0.quantity)" }
    #expect(positions == ["AAPL 30", "EXS1 -5", "ESH6 -2", "T 4 1/4 11/15/35 10000"])
    let instruments = try #require(set.instruments)
    #expect(instruments.map(\.kind) == [.stock, .fund, .future, .bond])
    #expect(instruments.map(\.multiplier.description) == ["1", "1", "50", "0.01"])
    #expect(instruments.map(\.underlying) == [nil, nil, "ES", nil])
    #expect(instruments.allSatisfy { $0.beta == nil && $0.tags.isEmpty })
    let lots = set.lots?.map { "\($0.opened) \($0.quantity) \($0.cost)" }
    #expect(lots == ["2023-03-14 10 150.25", "2024-08-06 20 195.06018518"])
    #expect(set.cash?.map(\.money.amount.description) == ["1234.5679", "-250.5"])
    let price = try #require(set.prices?.first { $0.symbol == "AAPL" }?.quote)
    #expect(price.price.description == "250.5")
    #expect(price.at.description == "2026-01-15T00:00:00Z")
    #expect(price.available.description == "2026-01-16T00:00:00Z")
    #expect(set.rates?.map(\.quote.rate.description) == ["1.1602"])
    #expect(set.numeraire?.description == "USD")
  }

  /// What a person set stays: an instrument and an account that are known are not written over.
  @Test func whatIsKnownStays() throws {
    let dollars = try #require(Currency("USD"))
    let tagged = HoldingsSet.AccountRow(
      name: "U1000001",
      baseCurrency: dollars,
      kind: .cash,
      tags: [Tag(dimension: "mandate", value: "growth")]
    )
    let apple = Instrument(symbol: "AAPL", name: "Apple", currency: dollars, beta: .one)
    let reading = try read(
      Self.statement,
      known: KnownPortfolio(accounts: [tagged], instruments: [apple], numeraire: dollars)
    )
    #expect(reading.set.accounts == [tagged])
    #expect(reading.set.instruments?.map(\.symbol).contains("AAPL") == false)
    #expect(reading.set.positions?.first?.symbol == "AAPL")
  }

  @Test func anotherInstrumentOfTheNameIsRefused() throws {
    let euros = try #require(Currency("EUR"))
    let known = KnownPortfolio(instruments: [Instrument(symbol: "AAPL", currency: euros)])
    let reading = try read(
      wrapped(row("symbol=\"AAPL\" position=\"1\" markPrice=\"2\"")),
      known: known
    )
    #expect(reading.set.positions == [])
    #expect(
      said(reading) == [
        "flex.xml:3: symbol: `AAPL` is in USD with the multiplier 1, and in the portfolio in EUR with 1"
      ]
    )
    let twice = try read(
      wrapped(
        row("symbol=\"BP\" conid=\"1\" position=\"1\" markPrice=\"2\"")
          + "<OpenPosition accountId=\"U1\" currency=\"GBP\" assetCategory=\"STK\" symbol=\"BP\" "
          + "conid=\"2\" position=\"3\" markPrice=\"4\" />"
      )
    )
    #expect(said(twice) == ["flex.xml:3: symbol: `BP` stands for two instruments"])
  }

  @Test func lotsAloneSumToTheHolding() throws {
    let lots = try read(
      wrapped(
        row(
          "symbol=\"A\" position=\"1.5\" levelOfDetail=\"LOT\" openPrice=\"2\" openDateTime=\"20250102\""
        )
          + row(
            "symbol=\"A\" position=\"2\" levelOfDetail=\"LOT\" openPrice=\"3\" openDateTime=\"20250103\""
          )
      )
    )
    #expect(said(lots) == [])
    #expect(lots.set.positions?.map(\.quantity.description) == ["3.5"])
    #expect(lots.set.lots?.count == 2)
    let short = try read(
      wrapped(
        row("symbol=\"A\" position=\"5\" levelOfDetail=\"SUMMARY\"")
          + row(
            "symbol=\"A\" position=\"2\" levelOfDetail=\"LOT\" openPrice=\"3\" openDateTime=\"20250103\""
          )
      )
    )
    #expect(short.set.positions?.map(\.quantity.description) == ["5"])
    #expect(short.set.lots == [])
    #expect(
      said(short) == ["flex.xml:3: the lots of `A` do not sum to 5, or lack a date or a cost"]
    )
  }

  /// A query by day has a statement for each: the last one counts.
  @Test func theLastDayCounts() throws {
    let text = """
      <FlexQueryResponse><FlexStatements>
      <FlexStatement accountId="U1" toDate="2026-01-14"><AccountInformation currency="USD" />
      <OpenPosition currency="USD" assetCategory="STK" symbol="A" position="1" markPrice="2" \
      reportDate="2026-01-14" /><CashReportCurrency currency="USD" endingCash="1" /></FlexStatement>
      <FlexStatement accountId="U1" toDate="2026-01-15"><AccountInformation currency="USD" />
      <OpenPosition currency="USD" assetCategory="STK" symbol="A" position="7" markPrice="3" \
      reportDate="2026-01-15" /><CashReportCurrency currency="USD" endingCash="2" /></FlexStatement>
      </FlexStatements></FlexQueryResponse>
      """
    let reading = try read(text)
    #expect(said(reading) == [])
    #expect(reading.set.positions?.map(\.quantity.description) == ["7"])
    #expect(reading.set.cash?.map(\.money.amount.description) == ["2"])
    #expect(reading.set.prices?.map(\.quote.price.description) == ["3"])
  }

  @Test func whatDoesNotAgreeIsRefused() throws {
    func problem(_ attributes: String) throws -> [String] {
      let reading = try read(wrapped(row(attributes)))
      #expect(reading.set.positions == [])
      return said(reading)
    }
    #expect(
      try problem("symbol=\"VOD\" position=\"100\" markPrice=\"70\" positionValue=\"70\"")
        == ["flex.xml:3: value: 100 of `VOD` at 70 are not worth 70"]
    )
    #expect(
      try problem("symbol=\"A\" position=\"1.000000001\"") == [
        "flex.xml:3: quantity: `1.000000001` is not a quantity"
      ]
    )
    #expect(
      try problem("position=\"1\"") == ["flex.xml:3: the row has no symbol or no currency"]
    )
    let future = try read(
      wrapped(
        "<OpenPosition currency=\"USD\" assetCategory=\"FUT\" symbol=\"ES\" position=\"1\" />"
      )
    )
    #expect(
      said(future) == ["flex.xml:3: multiplier: the multiplier of the future `ES` is missing"]
    )
  }

  @Test func basesAndRatesAreToldByRowsToo() throws {
    let text = """
      <FlexQueryResponse><FlexStatements><FlexStatement accountId="U1" toDate="20260115">
      <OpenPosition currency="CHF" fxRateToBase="1" assetCategory="STK" symbol="NESN" position="1" \
      markPrice="80" />
      <CashReportCurrency currency="USD" fxRateToBase="0.79" endingCash="10" />
      </FlexStatement></FlexStatements></FlexQueryResponse>
      """
    let reading = try read(text)
    #expect(said(reading) == [])
    #expect(reading.set.accounts?.first?.baseCurrency.description == "CHF")
    #expect(reading.set.numeraire?.description == "CHF")
    #expect(reading.set.rates?.map(\.currency.description) == ["USD"])
    let other = try read(
      text,
      known: KnownPortfolio(numeraire: try #require(Currency("EUR")))
    )
    #expect(
      said(other) == [
        "flex.xml: rates: rates to CHF are left out: the portfolio's rates are to EUR"
      ]
    )
    #expect(other.set.rates == [])
    let unknown = try read(
      "<FlexQueryResponse><FlexStatement accountId=\"U1\" /></FlexQueryResponse>"
    )
    #expect(
      said(unknown) == ["flex.xml:1: the statement does not tell the base currency of `U1`"]
    )
  }

  /// Sections that the query leaves out say nothing about the portfolio.
  @Test func absentSectionsLeaveThePortfolioAlone() throws {
    let reading = try read(wrapped("<CashReportCurrency currency=\"USD\" endingCash=\"1\" />"))
    #expect(reading.set.positions == nil)
    #expect(reading.set.lots == nil)
    #expect(reading.set.cash?.count == 1)
    let sold = try read(wrapped("<OpenPositions />"))
    #expect(sold.set.positions == [])
    #expect(sold.set.cash == nil)
  }

  @Test func hostileTextIsRefused() throws {
    let laughs = """
      <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
      <FlexQueryResponse>&b;</FlexQueryResponse>
      """
    #expect(
      said(try read(laughs)) == [
        "flex.xml:1: the file declares a document type, which no statement does"
      ]
    )
    // Far behind what is looked at for the format.
    let late =
      "<FlexQueryResponse>" + String(repeating: " ", count: 9000)
      + "<!DOCTYPE x></FlexQueryResponse>"
    #expect(try read(late).problems.count == 1)
    let deep = "<FlexQueryResponse>" + String(repeating: "<a>", count: 100_000)
    #expect(said(try read(deep)) == ["flex.xml:1: elements stand too deep"])
    let short = String(Self.statement.prefix(1200))
    #expect(said(try read(short)).first?.contains("the file is cut short or no XML") == true)
    #expect(try read(short).set.positions == nil)
    for broken in [
      "<a b=\"1\" b=\"2\"/>", "<a b=1/>", "<a></b>", "<a b=\"&x;\"/>", "<a b=\"<\"/>", "</a>",
    ] {
      #expect(try read("<FlexQueryResponse>\(broken)</FlexQueryResponse>").problems.count == 1)
    }
    let entities = try read(
      wrapped(
        row(
          "symbol='A&amp;B' description=\"&#x41;&lt;&#8238;x&#10;y\" position=\"1\" markPrice=\"2\""
        )
      )
    )
    #expect(entities.set.instruments?.first?.symbol == "A&B")
    #expect(entities.set.instruments?.first?.name == "A<x y")
    let failed = "<FlexStatementResponse><Status>Fail</Status></FlexStatementResponse>"
    #expect(try read(failed).problems.count == 1)
    for length in stride(from: 30, to: Self.statement.utf8.count, by: 97) {
      let bytes = Array(Self.statement.utf8.prefix(length))
      _ = HoldingsSource.flexQuery.read(bytes, name: "flex.xml")
    }
  }
}
