import Foundation
import Portfolio
import Quantities
import Reporting
import TestSupport
import Testing

/// Each check of a portfolio finds its planted fault and nothing in a portfolio without one.
@Suite struct PortfolioCheckTests {
  /// A portfolio in order, to plant faults in: one account, shares in three currencies, a hedge fund.
  static func sound() throws -> HoldingsSet {
    let dollars = try #require(Currency("USD"))
    let pounds = try #require(Currency("GBP"))
    var set = HoldingsSet()
    set.numeraire = dollars
    set.accounts = [
      HoldingsSet.AccountRow(name: "growth", baseCurrency: dollars),
      HoldingsSet.AccountRow(name: "loan", baseCurrency: dollars, kind: .margin),
    ]
    set.instruments = [
      Instrument(symbol: "AZN.L", currency: pounds, beta: .one),
      Instrument(symbol: "NVDA", currency: dollars, beta: .one),
      Instrument(
        symbol: "PSQ",
        kind: .inverseFund,
        currency: dollars,
        leverage: try Number(parsing: "-1"),
        beta: .one
      ),
    ]
    set.tags = ["AZN.L", "NVDA"].map {
      HoldingsSet.TagRow(symbol: $0, tag: Tag(dimension: "sector", value: "x"))
    }
    set.positions = [
      try position("growth", "AZN.L", "40"), try position("growth", "NVDA", "100"),
    ]
    set.lots = [
      HoldingsSet.LotRow(
        account: "growth",
        symbol: "NVDA",
        opened: try #require(CalendarDate(parsing: "2024-01-02")),
        quantity: try Quantity(parsing: "100"),
        cost: try Price(parsing: "60")
      )
    ]
    set.cash = [try cash("growth", "10", dollars), try cash("loan", "-5", dollars)]
    set.prices = [
      try price("AZN.L", "135", "2025-12-11"), try price("AZN.L", "136", "2025-12-12"),
      try price("NVDA", "178", "2025-12-11"), try price("NVDA", "180", "2025-12-12"),
      try price("PSQ", "38", "2025-12-12"),
    ]
    set.rates = [
      try rate("GBP", "1.33", "2025-12-05"), try rate("GBP", "1.335", "2025-12-12"),
    ]
    return set
  }

  static func findings(
    demands: RulebookDemands? = nil,
    file: String = "book.sqlite",
    expected: [HoldingsSet.PositionRow] = [],
    _ change: (inout HoldingsSet) throws -> Void = { _ in }
  ) throws -> [PortfolioFinding] {
    var set = try sound()
    try change(&set)
    return AllPortfolioChecks.findings(
      in: PortfolioFacts(
        file: file,
        set: set,
        numeraire: try #require(Currency("USD")),
        asOf: try #require(Instant(parsing: "2025-12-15", bareDate: .end)),
        pricesNoOlderThan: .days(4),
        expected: expected,
        demands: demands
      )
    )
  }

  private static func one(
    demands: RulebookDemands? = nil,
    _ change: (inout HoldingsSet) throws -> Void
  ) throws -> [String] {
    try findings(demands: demands, change).map { "\($0.check) \($0.subject): \($0.mend)" }
  }

  static func position(_ account: String, _ symbol: String, _ quantity: String) throws
    -> HoldingsSet.PositionRow
  {
    HoldingsSet.PositionRow(
      account: account,
      symbol: symbol,
      quantity: try Quantity(parsing: quantity)
    )
  }

  static func cash(_ account: String, _ amount: String, _ currency: Currency) throws
    -> HoldingsSet.CashRow
  {
    HoldingsSet.CashRow(account: account, money: Money(try Amount(parsing: amount), currency))
  }

  static func price(_ symbol: String, _ price: String, _ date: String) throws
    -> HoldingsSet.PriceRow
  {
    let at = try #require(Instant(parsing: date, bareDate: .start))
    let available = Instant(secondsSinceEpoch: at.secondsSinceEpoch + Instant.secondsPerDay)
    let quote = Quote(price: try Price(parsing: price), at: at, available: available)
    return HoldingsSet.PriceRow(symbol: symbol, quote: quote)
  }

  static func rate(_ code: String, _ rate: String, _ date: String) throws -> HoldingsSet.RateRow {
    let at = try #require(Instant(parsing: date, bareDate: .start))
    let available = Instant(secondsSinceEpoch: at.secondsSinceEpoch + Instant.secondsPerDay)
    let quote = RateQuote(rate: try Number(parsing: rate), at: at, available: available)
    return HoldingsSet.RateRow(currency: try #require(Currency(code)), quote: quote)
  }

  @Test func aSoundPortfolioHasNoFinding() throws {
    let needs = RulebookDemands(
      rulebook: "book",
      rules: ["scale"],
      symbols: ["NVDA", "PSQ"],
      betas: [RulebookDemands.Need(symbol: "NVDA", by: "hedge")],
      tags: [RulebookDemands.Need(symbol: "NVDA", dimension: "sector", by: "sectors")],
      putOn: [RulebookDemands.PutOn(account: "growth", rule: "scale[NVDA]", symbol: "NVDA")]
    )
    #expect(try Self.findings() == [])
    #expect(try Self.findings(demands: needs) == [])
  }

  @Test func symbols() throws {
    #expect(
      try Self.one(demands: RulebookDemands(rulebook: "b", symbols: ["NVDAA"])) { _ in } == [
        "missing-instrument NVDAA: tranche portfolio set book.sqlite NVDAA --new currency=CURRENCY"
      ]
    )
    let dollars = try #require(Currency("USD"))
    #expect(
      try Self.one { $0.instruments?.append(Instrument(symbol: "nvda", currency: dollars)) } == [
        "duplicate-symbol nvda: tranche portfolio remove book.sqlite nvda"
      ]
    )
    let held = try Self.one {
      $0.instruments?.append(Instrument(symbol: "AZN/L", currency: dollars))
      $0.positions?.append(try Self.position("loan", "AZN/L", "1"))
      $0.prices?.append(try Self.price("AZN/L", "136", "2025-12-12"))
    }
    #expect(held == ["duplicate-symbol AZN.L: tranche portfolio import book.sqlite FOLDER"])
    let renamed = try Self.one {
      $0.instruments?.append(Instrument(symbol: "NVID", currency: dollars))
      let at = try #require(Instant(parsing: "2025-01-02", bareDate: .start))
      $0.corporateActions = [
        CorporateAction(symbol: "NVDA", at: at, kind: .symbolChange(formerSymbol: "NVID"))
      ]
    }
    #expect(renamed == ["duplicate-symbol NVID: tranche portfolio remove book.sqlite NVID"])
  }

  @Test func prices() throws {
    #expect(
      try Self.one { $0.prices?.removeAll { $0.symbol == "NVDA" } } == [
        "missing-price NVDA: tranche portfolio price book.sqlite NVDA PRICE"
      ]
    )
    // Nobody holds PSQ, so its price is wanted only where a rulebook names it.
    let without: (inout HoldingsSet) -> Void = { $0.prices?.removeAll { $0.symbol == "PSQ" } }
    #expect(try Self.one(without) == [])
    #expect(
      try Self.one(demands: RulebookDemands(rulebook: "b", symbols: ["PSQ"]), without) == [
        "missing-price PSQ: tranche portfolio price book.sqlite PSQ PRICE"
      ]
    )
    #expect(
      try Self.one {
        $0.prices?.removeAll { $0.symbol == "NVDA" }
        $0.prices?.append(try Self.price("NVDA", "180", "2025-12-10"))
      } == ["stale-price NVDA: tranche portfolio price book.sqlite NVDA PRICE"]
    )
    // A price that is not known yet does not count.
    #expect(
      try Self.one { set in
        set.prices?.removeAll { $0.symbol == "NVDA" }
        set.prices?.append(try Self.price("NVDA", "180", "2025-12-16"))
      } == ["missing-price NVDA: tranche portfolio price book.sqlite NVDA PRICE"]
    )
  }

  @Test func rates() throws {
    #expect(
      try Self.one { $0.rates = [] } == [
        "missing-rate GBP: tranche portfolio rate book.sqlite GBP RATE"
      ]
    )
    #expect(
      try Self.one { $0.rates?.removeLast() } == [
        "stale-rate GBP: tranche portfolio rate book.sqlite GBP RATE"
      ]
    )
    #expect(
      try Self.one { $0.rates?.append(try Self.rate("GBP", "0.75", "2025-12-13")) } == [
        "inverse-rate GBP: tranche portfolio rate book.sqlite GBP 1.33333333 --at 2025-12-13"
      ]
    )
    // Where most are the other way round, the first is the odd one.
    #expect(
      try Self.one {
        $0.rates?.append(try Self.rate("GBP", "0.75", "2025-12-13"))
        $0.rates?.append(try Self.rate("GBP", "0.751", "2025-12-14"))
        $0.rates?.append(try Self.rate("GBP", "0.752", "2025-12-11"))
      } == [
        "inverse-rate GBP: tranche portfolio rate book.sqlite GBP 0.7518797 --at 2025-12-05",
        "inverse-rate GBP: tranche portfolio rate book.sqlite GBP 0.74906367 --at 2025-12-12",
      ]
    )
    // A yen is never worth more than a dollar, and a krone moves past 1 without being inverse.
    #expect(
      try Self.one { $0.rates?.append(try Self.rate("JPY", "155", "2025-12-12")) } == [
        "inverse-rate JPY: tranche portfolio rate book.sqlite JPY 0.00645161 --at 2025-12-12"
      ]
    )
    #expect(
      try Self.one {
        $0.rates?.append(try Self.rate("CHF", "0.98", "2025-12-05"))
        $0.rates?.append(try Self.rate("CHF", "1.03", "2025-12-12"))
      } == []
    )
  }

  @Test func penceAndSplits() throws {
    #expect(
      try Self.one { $0.prices?.append(try Self.price("AZN.L", "13600", "2025-12-13")) } == [
        "pence-price AZN.L: tranche portfolio price book.sqlite AZN.L 136 --at 2025-12-13"
      ]
    )
    #expect(
      try Self.one {
        $0.prices?.removeAll { $0.symbol == "AZN.L" }
        $0.prices?.append(try Self.price("AZN.L", "13600", "2025-12-12"))
      } == ["pence-price AZN.L: tranche portfolio price book.sqlite AZN.L 136 --at 2025-12-12"]
    )
    let split: (inout HoldingsSet) throws -> Void = {
      $0.prices?.append(try Self.price("NVDA", "18.1", "2025-12-13"))
    }
    #expect(
      try Self.one(split) == [
        "unapplied-split NVDA: tranche portfolio split book.sqlite NVDA 10 for 1 --at 2025-12-13"
      ]
    )
    #expect(
      try Self.one { set in
        try split(&set)
        let at = try #require(Instant(parsing: "2025-12-13", bareDate: .start))
        let kind = CorporateAction.Kind.split(unitsAfter: 10, unitsBefore: 1)
        set.corporateActions = [CorporateAction(symbol: "NVDA", at: at, kind: kind)]
      } == []
    )
  }

  @Test func holdings() throws {
    let lots = try Self.findings { $0.positions?[1].quantity = try Quantity(parsing: "1000") }
    #expect(lots.map(\.check) == ["lots-do-not-sum"])
    #expect(
      lots.first?.message
        == "the lots of `NVDA` in `growth` sum to 100, and the holding is 1000, as "
        + "after a split of 10 for 1: correct positions.csv or lots.csv"
    )
    let cash = try Self.findings {
      $0.cash?[0] = try Self.cash("growth", "-10", try #require(Currency("USD")))
    }
    #expect(cash.map(\.check) == ["negative-cash"])
    #expect(cash.first?.account == "growth")
  }

  /// What the journal tells of `NVDA`, against 100 held by `growth`.
  @Test(arguments: [
    (["growth": "10"], ["holding-jump"]), (["growth": "1000"], ["holding-jump"]),
    (["growth": "100"], []), (["growth": "90"], []), (["growth": "-10"], []),
    // Another account had some, and did not split.
    (["growth": "10", "family": "7"], []),
  ])
  func jumpsOfHoldings(_ told: [String: String], _ checks: [String]) throws {
    let expected = try told.map { account, quantity in
      HoldingsSet.PositionRow(
        account: account,
        symbol: "NVDA",
        quantity: try Quantity(parsing: quantity)
      )
    }
    let found = try Self.findings(expected: expected)
    #expect(found.map(\.check) == checks)
    if told == ["growth": "10"] {
      #expect(
        found.first?.message
          == "`growth` has 10 `NVDA` by its journal and holds 100, as after a split of 10 for 1, and none is "
          + "recorded: unless it was traded, add the split to corporate_actions.csv"
      )
    }
  }

  @Test func betasAndTags() throws {
    #expect(
      try Self.one { set in
        set.instruments?[2] = Instrument(
          symbol: "PSQ",
          kind: .fund,
          currency: try #require(Currency("USD")),
          beta: try Number(parsing: "-1.2")
        )
      } == [
        "negative-beta PSQ: tranche portfolio set book.sqlite PSQ kind=inverse_fund leverage=-1 beta=1.2"
      ]
    )
    let needs = RulebookDemands(
      rulebook: "b",
      betas: [RulebookDemands.Need(symbol: "NVDA", by: "hedge")],
      tags: [RulebookDemands.Need(symbol: "NVDA", dimension: "region", by: "regions")]
    )
    #expect(
      try Self.one(demands: needs) { $0.instruments?[1].beta = nil } == [
        "missing-beta NVDA: tranche portfolio set book.sqlite NVDA beta=BETA",
        "missing-tag NVDA: tranche portfolio tag book.sqlite NVDA region=VALUE",
      ]
    )
    // Without a rulebook nobody reads a beta.
    #expect(try Self.one { $0.instruments?[1].beta = nil } == [])
  }

  @Test func orphans() throws {
    let needs = RulebookDemands(
      rulebook: "b",
      rules: ["scale_in"],
      putOn: [RulebookDemands.PutOn(account: "growth", rule: "scale[NVDA]", symbol: "NVDA")]
    )
    #expect(
      try Self.findings(demands: needs).map(\.mend) == [
        "tranche journal rename book.sqlite b.scale b.RULE"
      ]
    )
  }

  @Test func commandsCanBePasted() throws {
    let found = try Self.findings(file: "my book's.sqlite") { $0.rates = [] }
    #expect(found.map(\.mend) == ["tranche portfolio rate 'my book'\\''s.sqlite' GBP RATE"])
  }

  @Test func theReportConformsToItsSchema() throws {
    let file = repositoryRoot().appendingPathComponent("docs/schema/portfolio-check-1.json")
    let schema = try JSONSchema(Data(contentsOf: file))
    let found = try Self.findings(demands: RulebookDemands(rulebook: "b", symbols: ["X"])) {
      $0.rates = []
      $0.cash?[0] = try Self.cash("growth", "-10", try #require(Currency("USD")))
    }
    #expect(found.count == 3)
    for findings in [found, []] {
      let report = PortfolioCheckReport(
        file: "book.sqlite",
        asOf: try #require(Instant(parsing: "2025-12-15", bareDate: .end)),
        rulebook: findings.isEmpty ? nil : "b",
        findings: findings
      )
      let bytes = report.bytes(.json, ReportOptions())
      let document = try JSONSerialization.jsonObject(with: Data(bytes))
      #expect(try schema.problems(in: document) == [])
    }
    let text = try String(contentsOf: file, encoding: .utf8)
    for check in AllPortfolioChecks.list { #expect(text.contains("\"\(check.code)\"")) }
  }

  /// The page that documents them has every check with what it finds.
  @Test func checksAreDocumented() throws {
    let page = try String(
      contentsOf: repositoryRoot().appendingPathComponent("docs/portfolio-file.md"),
      encoding: .utf8
    )
    for check in AllPortfolioChecks.list {
      #expect(page.contains("| `\(check.code)` | \(check.finds) |"), "\(check.code)")
    }
  }
}
