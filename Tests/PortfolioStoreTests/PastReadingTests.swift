import Exchange
import Portfolio
import PortfolioStore
import Quantities
import Testing

/// What a file tells of the past: earlier prices, costs, splits, dated events.
@Suite struct PastReadingTests {
  private static let accounts = [
    "accounts.csv": "name,base_currency\nmain,USD\nother,USD\n",
    "instruments.csv": "symbol,currency\nNVDA,USD\nMSFT,USD\nASML,EUR\n",
  ]

  private func file(
    _ scratch: Scratch,
    _ files: [String: String],
    _ sql: String...
  ) throws -> PortfolioFile {
    let path = scratch.path("past.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("USD"))
    _ = try take(PastReadingTests.accounts.merging(files) { $1 }, into: path)
    for statement in sql { try execute(path, statement) }
    return try PortfolioFile.open(at: path)
  }

  private func take(_ files: [String: String], into path: String) throws -> ImportCounts {
    let reading = HoldingsText.read(
      files.mapValues { Array($0.utf8) },
      knownAccounts: ["main", "other"],
      knownSymbols: ["NVDA", "MSFT", "ASML"]
    )
    try #require(reading.problems.isEmpty, "\(reading.problems)")
    return try PortfolioFile.importHoldings(reading.set, into: path)
  }

  // MARK: Prices

  @Test func anEarlierMomentSeesTheQuoteThatWasTheLatestThen() throws {
    let scratch = try Scratch()
    let file = try file(
      scratch,
      [
        "prices.csv": """
        symbol,price,date,available
        NVDA,100,2025-11-01,
        NVDA,110,2025-11-03,
        NVDA,111,2025-11-03,2025-11-20
        NVDA,90,2025-11-02,2025-11-10
        NVDA,120,2025-11-30,
        MSFT,50,2025-11-03,
        """
      ]
    )
    let moments = try ["2025-11-01", "2025-11-03", "2025-11-04", "2025-11-15", "2025-11-20"]
      .map(instant)
    let quotes = try file.quotes(
      at: Dictionary(uniqueKeysWithValues: moments.map { ($0, ["NVDA"]) })
    )
    #expect(quotes.keys.sorted() == ["NVDA"])
    let market = try file.market(asOf: try instant("2025-12-15")).adding(history: quotes)
    let nvda = try #require(market.indexBySymbol["NVDA"])
    let seen = moments.map { market.quote(of: nvda, at: $0)?.price.description }
    #expect(seen == [nil, "100", "110", "110", "111"])
    // One row a moment, each once: the rest of the history stays in the file.
    #expect(quotes["NVDA"]?.count == 3)
  }

  // MARK: Costs

  @Test func lotsThatSumTellWhatAHoldingCost() throws {
    let scratch = try Scratch()
    let file = try file(
      scratch,
      [
        "positions.csv":
          "account,symbol,quantity\nmain,NVDA,10\nmain,MSFT,-4\nmain,ASML,3\nother,NVDA,1\n",
        "lots.csv": """
        account,symbol,opened,quantity,cost
        main,NVDA,2025-01-02,7,100.00000001
        main,NVDA,2025-02-02,3,50
        main,MSFT,2025-02-02,-4,60
        other,NVDA,2025-02-02,1,70
        """,
      ]
    )
    let market = try file.market(asOf: try instant("2025-12-15"))
    func costs(withCosts: Bool) throws -> [String: [Ratio?]] {
      var found: [String: [Ratio?]] = [:]
      try file.forEachAccount(market: market, withCosts: withCosts) { account, _ in
        found[account.name] = account.positions.map(\.cost)
      }
      return found
    }
    // Positions stand by symbol: ASML, MSFT, NVDA.
    let exact = try Ratio(850_00000007, over: 100_000_000)
    #expect(
      try costs(withCosts: true) == ["main": [nil, Ratio(-240), exact], "other": [Ratio(70)]]
    )
    #expect(try costs(withCosts: false) == ["main": [nil, nil, nil], "other": [nil]])
  }

  @Test func lotsThatDoNotSumTellNothing() throws {
    let scratch = try Scratch()
    let file = try file(
      scratch,
      [
        "positions.csv": "account,symbol,quantity\nmain,NVDA,10\n",
        "lots.csv": "account,symbol,opened,quantity,cost\nmain,NVDA,2025-01-02,10,100\n",
      ],
      "UPDATE position SET quantity_e8 = 1100000000"
    )
    let market = try file.market(asOf: try instant("2025-12-15"))
    try file.forEachAccount(market: market, withCosts: true) { account, _ in
      #expect(account.positions.allSatisfy { $0.cost == nil })
    }
  }

  // MARK: Splits

  private static let splitPrices = """
    symbol,price,date
    NVDA,1200,2025-11-03
    """

  private func price(_ file: PortfolioFile, asOf: String) throws -> String? {
    let market = try file.market(asOf: try instant(asOf))
    return market.indexBySymbol["NVDA"].flatMap { market.quotes[$0] }?.price.description
  }

  @Test func aSplitCountsFromItsDayOrOnceAPriceWasMadeSince() throws {
    let action = "symbol,date,kind,units_after,units_before\nNVDA,2025-11-10,split,10,1\n"
    let announced = try Scratch()
    let before = try file(
      announced,
      ["prices.csv": PastReadingTests.splitPrices, "corporate_actions.csv": action]
    )
    #expect(try price(before, asOf: "2025-11-09") == "1200")
    #expect(try price(before, asOf: "2025-11-10") == "120")
    let done = try Scratch()
    let after = try file(
      done,
      [
        "prices.csv": PastReadingTests.splitPrices + "\nNVDA,121,2025-11-10",
        "corporate_actions.csv": action,
      ]
    )
    // Holdings are those of now: an earlier day's price is restated in their units.
    #expect(try price(after, asOf: "2025-11-09") == "120")
    #expect(try price(after, asOf: "2025-11-11") == "121")
  }

  @Test func corporateActionsComeBackAsTheyWereImported() throws {
    let scratch = try Scratch()
    let file = try file(
      scratch,
      [
        "corporate_actions.csv": """
        symbol,date,kind,units_after,units_before,former_symbol
        NVDA,2024-06-10,split,10,1,
        NVDA,2021-07-20,split,4,1,
        MSFT,2022-06-09T13:30Z,symbol_change,,,MSF
        """
      ]
    )
    let market = try file.market(asOf: try instant("2025-12-15"))
    let nvda = try #require(market.indexBySymbol["NVDA"])
    let msft = try #require(market.indexBySymbol["MSFT"])
    #expect(
      market.corporateActions[nvda]?.map(\.kind) == [
        .split(unitsAfter: 4, unitsBefore: 1), .split(unitsAfter: 10, unitsBefore: 1),
      ]
    )
    #expect(
      market.corporateActions[msft] == [
        CorporateAction(
          symbol: "MSFT",
          at: try instant("2022-06-09T13:30Z"),
          kind: .symbolChange(formerSymbol: "MSF")
        )
      ]
    )
  }

  // MARK: Suspected splits

  @Test(
    arguments: [
      // before, after, days apart, recorded, suspected
      ("1200", "121", 3, false, "10 for 1"), ("1200", "124", 3, false, nil),
      ("1200", "118", 3, false, "10 for 1"), ("1200", "600", 1, false, "2 for 1"),
      ("1200", "120", 3, true, nil), ("1200", "120", 8, false, nil),
      ("10", "202", 2, false, "1 for 20"),
      ("100", "100", 1, false, nil), ("100", "69", 1, false, nil),
    ] as [(String, String, Int, Bool, String?)]
  )
  func aJumpLikeASplitIsSuspected(
    before: String,
    after: String,
    days: Int,
    isRecorded: Bool,
    expected: String?
  ) throws {
    let scratch = try Scratch()
    let path = scratch.path("past.sqlite")
    _ = try file(scratch, ["prices.csv": "symbol,price,date\nNVDA,\(before),2025-11-01\n"])
    var files = ["prices.csv": "symbol,price,date\nNVDA,\(after),2025-11-0\(days + 1)\n"]
    if isRecorded {
      files["corporate_actions.csv"] =
        "symbol,date,kind,units_after,units_before\nNVDA,2025-11-04,split,10,1\n"
    }
    let found = try take(files, into: path).suspectedSplits
    #expect(found.map { "\($0.unitsAfter) for \($0.unitsBefore)" } == (expected.map { [$0] } ?? []))
  }

  // MARK: Calendar

  @Test func datedEventsAreReadAsTheyWereKnown() throws {
    let scratch = try Scratch()
    let file = try file(
      scratch,
      [
        "calendar.csv": """
        symbol,kind,date,known_since,outcome,outcome_known
        NVDA,earnings,2025-11-19,2025-10-01,beat,2025-11-19T21:30Z
        NVDA,earnings,2026-02-25,2025-11-20,,
        MSFT,dividend,2025-11-20,2025-10-01,,
        """
      ]
    )
    func events(asOf: String) throws -> [String] {
      try file.calendar(kinds: ["earnings"], asOf: try instant(asOf)).map {
        "\($0.symbol) \($0.at.date) \($0.outcome ?? "-")"
      }
    }
    // A bare date is known from the next day on.
    #expect(try events(asOf: "2025-10-01T23:59:59Z") == [])
    #expect(try events(asOf: "2025-10-02") == ["NVDA 2025-11-19 -"])
    #expect(try events(asOf: "2025-11-19T21:29:59Z") == ["NVDA 2025-11-19 -"])
    #expect(try events(asOf: "2025-11-19T21:30Z") == ["NVDA 2025-11-19 beat"])
    #expect(try events(asOf: "2025-12-01") == ["NVDA 2025-11-19 beat", "NVDA 2026-02-25 -"])
    #expect(try file.calendar(kinds: [], asOf: try instant("2025-12-01")) == [])
  }

  @Test func anEventImportedAgainTakesItsOutcome() throws {
    let scratch = try Scratch()
    let header = "symbol,kind,date,known_since,outcome,outcome_known\n"
    _ = try file(scratch, ["calendar.csv": header + "NVDA,earnings,2025-11-19,2025-10-01,,\n"])
    let path = scratch.path("past.sqlite")
    let row = "NVDA,earnings,2025-11-19,2025-10-01,miss,2025-11-20\n"
    #expect(try take(["calendar.csv": header + row], into: path).calendar == 1)
    let events = try PortfolioFile.open(at: path)
      .calendar(kinds: ["earnings"], asOf: try instant("2025-12-01"))
    #expect(events.map(\.outcome) == ["miss"])
  }
}
