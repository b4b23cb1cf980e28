import Portfolio
import Quantities
import RuleTesting
import Testing

@Suite("Portfolio files of tests")
struct PortfolioTests {
  // cites: test-16
  @Test("A test may begin with a portfolio file")
  func portfolio() throws {
    let outcome = try Trial.outcome(
      """
      rule own { build NVDA to 1% of nav }
      test "t" {
        portfolio "desk.sqlite"
        account { price AMD 5 USD }
        as of 2025-12-15 { expect buy NVDA 6 }
        fill 100%
        as of 2025-12-16 { expect no trade }
      }
      test "none" { portfolio "other.sqlite" as of 2025-12-15 { } }
      """,
      portfolios: Desk()
    )
    #expect(
      outcome.tests.map { $0.failures.map(\.actual) } == [[], ["there is no file `other.sqlite`"]]
    )
  }

  // cites: test-23
  @Test("A split in a test divides the prices of the file too")
  func splitting() throws {
    // Reviews see what the purchase would leave: 4 for 80 and 6 for 100 cost 920, worth 1,000.
    let outcome = try Trial.outcome(
      """
      rule own { build NVDA to 1% of nav }
      rule won { when gain(NVDA) * 23 = 200% review NVDA }
      rule rose { when return(NVDA, over: 30d) = 100% review NVDA }
      test "t" {
        portfolio "desk.sqlite"
        as of 2025-12-15 { expect buy NVDA 6  expect won fires  expect rose fires }
        cancel
        split NVDA 10 for 1
        as of 2025-12-16 { expect buy NVDA 60  expect won fires  expect rose fires }
      }
      """,
      portfolios: Desk()
    )
    #expect(outcome.tests.flatMap(\.failures).map { "\($0.expected): \($0.actual)" } == [])
  }

  // cites: figure-12
  @Test("Prices told of before a split that the file knows of count in the units after it")
  func splitOfFile() throws {
    let outcome = try Trial.outcome(
      """
      rule flat { when return(NVDA, over: 30d) = 0% review NVDA }
      rule own { build NVDA to 1% of nav }
      test "t" {
        portfolio "desk.sqlite"
        price NVDA 200 USD at 2025-11-15
        price NVDA 100 USD at 2025-12-15
        as of 2025-12-15 { expect flat fires  expect buy NVDA 6 }
        price NVDA 50 USD at 2025-12-15
        as of 2025-12-15 { expect flat waits }
      }
      test "made before it" {
        portfolio "desk.sqlite"
        price NVDA 200 USD at 2025-11-30
        as of 2025-12-02 { expect buy NVDA 6 }
      }
      """,
      portfolios: Desk(split: "2025-12-01")
    )
    #expect(outcome.tests.flatMap(\.failures).map { "\($0.expected): \($0.actual)" } == [])
  }

  /// An account with 4 of NVDA at 100 and 99,600 dollars; they cost 80 each, and NVDA was at 50 until
  /// today.
  private struct Desk: TestPortfolios, TestPortfolio {
    /// When NVDA was split, 2 for 1.
    var split: String?

    func open(_ path: String, besides file: String) throws(TestFault) -> any TestPortfolio {
      if path != "desk.sqlite" { throw TestFault("there is no file `\(path)`", help: "") }
      return self
    }

    func contents(at moment: Instant) throws(TestFault) -> PortfolioContents {
      guard let dollars = Currency("USD") else { throw TestFault("", help: "") }
      return PortfolioContents(
        market: Market(
          instruments: [Instrument(symbol: "NVDA", currency: dollars)],
          quotes: [
            "NVDA": Quote(
              price: Price(units: 100 * Price.scale),
              at: moment,
              available: moment
            )
          ],
          numeraire: dollars,
          rates: [:],
          corporateActions: split.flatMap { Instant(parsing: $0, bareDate: .start) }.map {
            [
              CorporateAction(
                symbol: "NVDA",
                at: $0,
                kind: .split(unitsAfter: 2, unitsBefore: 1)
              )
            ]
          } ?? []
        )
      )
    }

    func quotes(
      at moments: [Instant: [String]]
    ) throws(TestFault) -> [String: [Quote]] {
      let price = Price(units: 50 * Price.scale)
      return [
        "NVDA": moments.keys.map { Quote(price: price, at: $0, available: $0) }
      ]
    }

    func accounts() throws(TestFault) -> [AccountHistory] {
      guard let dollars = Currency("USD"),
        let account = try? AccountHistory(
          of: Account(
            name: "desk",
            baseCurrency: dollars,
            positions: [
              Position(
                instrument: 0,
                quantity: Quantity(units: 4 * Quantity.scale),
                cost: try Ratio(320, over: 1)
              )
            ],
            cash: [Money(Amount(units: 99_600 * Amount.scale), dollars)]
          )
        )
      else { throw TestFault("", help: "") }
      return [account]
    }
  }
}
