import Exchange
import Portfolio
import Quantities
import Testing

/// Other programs' databases, from tables of our own figures.
@Suite struct BookTests {
  private func read(
    _ source: HoldingsSource,
    _ text: [String: String],
    known: KnownPortfolio = KnownPortfolio()
  ) -> HoldingsReading {
    source.read(BookTables.tables(text), name: "book", known: known)
  }

  private func said(_ reading: HoldingsReading) -> [String] { reading.problems.map(\.description) }

  private func positions(_ reading: HoldingsReading) -> [String] {
    reading.set.positions?.map { "\($0.account): \($0.symbol) \($0.quantity)" } ?? []
  }

  private func cash(_ reading: HoldingsReading) -> [String] {
    reading.set.cash?.map { "\($0.account): \($0.money.amount) \($0.money.currency)" } ?? []
  }

  private func prices(_ reading: HoldingsReading) -> [String] {
    reading.set.prices?.map { "\($0.symbol) \($0.quote.price) \($0.quote.at.date)" } ?? []
  }

  private func rates(_ reading: HoldingsReading) -> [String] {
    reading.set.rates?.map { "\($0.currency) \($0.quote.rate) \($0.quote.at.date)" } ?? []
  }

  private func lots(_ reading: HoldingsReading) -> [String] {
    reading.set.lots?.map { "\($0.symbol) \($0.opened) \($0.quantity) \($0.cost)" } ?? []
  }

  // MARK: GnuCash

  /// Both ways to write a moment, days that begin in the evening before, several prices of a day, and a split as a
  /// row without value.
  @Test func aBookOfGnuCashIsRead() throws {
    #expect(HoldingsSource.recognise(tables: Set(BookTables.gnuCash.keys)) == nil)
    let names = Set(BookTables.gnuCash.keys).union(["gnclock", "versions"])
    #expect(HoldingsSource.recognise(tables: names) == .gnuCash)
    let reading = read(.gnuCash, BookTables.gnuCash)
    #expect(said(reading) == ["book: prices p8: the row has no day or no number"])
    #expect(reading.set.accounts?.map { "\($0.name) \($0.baseCurrency)" } == ["Assets:Broker USD"])
    #expect(
      positions(reading) == [
        "Assets:Broker: NVDA 100", "Assets:Broker: VTI 10.5", "Assets:Broker: VOD.L 100",
      ]
    )
    #expect(reading.set.instruments?.map(\.kind) == [.stock, .fund, .stock])
    #expect(reading.set.instruments?.map(\.currency.description) == ["USD", "USD", "GBP"])
    // Its own money and that of the cash account below it; what stands beside it is none of its.
    #expect(cash(reading) == ["Assets:Broker: 45000 USD", "Assets:Broker: 10 EUR"])
    #expect(
      prices(reading) == [
        "NVDA 121.79 2024-06-11", "VOD.L 0.6912 2024-06-11", "VTI 260 2024-05-01",
        "VTI 266.1 2024-06-11",
      ]
    )
    #expect(rates(reading) == ["EUR 1.07 2024-06-11"])
    #expect(lots(reading) == ["NVDA 2024-01-03 100 50"])
    #expect(
      reading.set.corporateActions == [
        CorporateAction(
          symbol: "NVDA",
          at: Instant(startOf: try #require(CalendarDate(parsing: "2024-06-10"))),
          kind: .split(unitsAfter: 10, unitsBefore: 1)
        )
      ]
    )
  }

  @Test func aRowThatIsNoNumberLeavesItsAccountOut() throws {
    var text = BookTables.gnuCash
    text["splits"]? += "\ns9|t2|n|1|1|1|0|"
    let reading = read(.gnuCash, text)
    #expect(
      said(reading).contains(
        "book: splits s9: the row has no day or no number, so what `NVIDIA` holds is not known"
      )
    )
    #expect(
      positions(reading) == ["Assets:Broker: VTI 10.5", "Assets:Broker: VOD.L 100"]
    )
    var third = BookTables.gnuCash
    third["splits"]? += "\ns9|t2|n|1|1|1|3|L1"
    #expect(said(read(.gnuCash, third)).contains { $0.contains("`301/3` is not a quantity") })
  }

  @Test func accountsThatStandInACircleEnd() throws {
    var text = BookTables.gnuCash
    text["accounts"] = text["accounts"]?.replacing(
      "a|Assets|ASSET|usd|root",
      with: "a|A|ASSET|usd|b"
    )
    #expect(read(.gnuCash, text).set.positions?.count ?? 0 <= 3)
  }

  // MARK: Wealthfolio

  @Test func aDatabaseOfWealthfolioIsRead() throws {
    #expect(HoldingsSource.recognise(tables: Set(BookTables.wealthfolio.keys)) == .wealthfolio)
    let reading = read(.wealthfolio, BookTables.wealthfolio)
    #expect(
      Set(said(reading)) == [
        "book: lots l6: remaining_quantity: the lot has no number of units",
        "book: snapshot_positions 2: `HOUSE` is of the kind property, which a portfolio file can't hold",
        "book: quotes q6: day: the quote has no day",
      ]
    )
    #expect(reading.set.accounts?.map(\.name) == ["Bank", "Broker"])
    // Open lots in units after all splits; of an account that follows holdings the last snapshot.
    #expect(
      positions(reading) == [
        "Broker: NVDA 30.5", "Broker: SPY 0.66666667", "Bank: VOD.L 1000",
      ]
    )
    #expect(
      lots(reading) == [
        "NVDA 2024-01-03 30 50", "NVDA 2024-07-01 0.5 120.5", "SPY 2024-01-01 0.66666667 1200",
      ]
    )
    #expect(cash(reading).sorted() == ["Bank: 70 GBP", "Broker: 12.5 USD", "Broker: 3.25 EUR"])
    #expect(
      prices(reading)
        == ["NVDA 180 2026-01-14", "NVDA 181.25 2026-01-15", "VOD.L 0.6912 2026-01-15"]
    )
    #expect(reading.set.instruments?.map(\.kind) == [.stock, .fund, .stock])
    #expect(
      reading.set.tags?.map { "\($0.symbol) \($0.tag)" } == [
        "NVDA industries:Information Technology",
        "SPY type_of_security:Exchange Traded Fund (ETF)",
      ]
    )
    #expect(reading.set.corporateActions?.count == 1)
    // The first base currency of the file is the one that rates are to.
    #expect(said(reading).count == 3)
    let known = KnownPortfolio(numeraire: Currency("USD"))
    #expect(
      rates(read(.wealthfolio, BookTables.wealthfolio, known: known)) == ["GBP 1.27 2026-01-15"]
    )
  }

  /// What a person tagged stays.
  @Test func tagsOfKnownInstrumentsStay() throws {
    var instruments = try #require(read(.wealthfolio, BookTables.wealthfolio).set.instruments)
    for place in instruments.indices where instruments[place].symbol == "NVDA" {
      instruments[place].tags = [Tag(dimension: "sector", value: "chips")]
    }
    let known = KnownPortfolio(instruments: instruments)
    let tags = read(.wealthfolio, BookTables.wealthfolio, known: known).set.tags
    #expect(Set((tags ?? []).map(\.symbol)) == ["SPY"])
  }

  /// Lots that were paid for in another currency than the asset is quoted in.
  @Test func lotsOfAnotherCurrencyAreNotTaken() throws {
    for (paid, cost) in [("GBP", "0.7"), ("GBp", "0.7"), ("GBX", nil), ("EUR", nil)]
      as [(String, String?)]
    {
      var text = BookTables.wealthfolio
      text["lots"] =
        "id|account_id|asset_id|open_date|cost_per_unit|remaining_quantity|split_ratio|is_closed|currency\n"
        + "l1|a1|v|2024-01-03|\(paid == "GBP" ? "0.7" : "70")|3|1|0|\(paid)"
      let reading = read(.wealthfolio, text)
      #expect(reading.set.lots?.map(\.cost.description) == (cost.map { [$0] } ?? []))
      #expect(reading.set.positions?.contains { $0.account == "Broker" } == true)
    }
  }

  // MARK: Money Manager Ex

  @Test func aDatabaseOfMoneyManagerExIsRead() throws {
    #expect(HoldingsSource.recognise(tables: Set(BookTables.moneyManager.keys)) == .moneyManagerEx)
    let reading = read(
      .moneyManagerEx,
      BookTables.moneyManager,
      known: KnownPortfolio(numeraire: Currency("USD"))
    )
    #expect(said(reading) == ["book: STOCK_V1 5: HELDAT: there is no account `9`"])
    // One row for each purchase, and no double counting.
    #expect(positions(reading) == ["Broker: NVDA 15.5", "Euro: SAP 4"])
    #expect(lots(reading).count == 3)
    // What is void or deleted moved nothing.
    #expect(cash(reading) == ["Broker: 1003.55 USD", "Euro: 10 EUR"])
    #expect(
      prices(reading) == ["NVDA 180 2026-01-14", "NVDA 181.5 2026-01-15", "SAP 200 2026-01-15"]
    )
    #expect(rates(reading) == ["EUR 1.16 2026-01-14", "EUR 1.17 2026-01-15"])
  }

  // MARK: Hostile tables

  /// Nonsense in each cell, one at a time, and every table empty: a reader says something, or leaves it out.
  @Test(arguments: [HoldingsSource.gnuCash, .wealthfolio, .moneyManagerEx])
  func nonsenseNeverEndsAReader(source: HoldingsSource) throws {
    let sample =
      switch source {
      case .gnuCash: BookTables.gnuCash
      case .wealthfolio: BookTables.wealthfolio
      default: BookTables.moneyManager
      }
    let nonsense = [
      "", "-1", "0", "9223372036854775807", "-9223372036854775808", "1e999", "NaN", "\u{202E}x",
      String(repeating: "9", count: 400), "root", "=1+1",
    ]
    for (table, text) in sample {
      let lines = text.split(separator: "\n").map {
        $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      }
      for row in 1..<lines.count {
        for column in lines[row].indices {
          for value in nonsense {
            var changed = lines
            changed[row][column] = value
            var other = sample
            other[table] = changed.map { $0.joined(separator: "|") }.joined(separator: "\n")
            _ = read(source, other)
          }
        }
      }
      var without = sample
      without[table] = nil
      _ = read(source, without)
    }
  }
}
