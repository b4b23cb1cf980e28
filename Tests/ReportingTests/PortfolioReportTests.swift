import Foundation
import Portfolio
import Quantities
import Reporting
import TestSupport
import Testing

@Suite struct PortfolioReportTests {
  @Test(arguments: [80, 120]) func table(width: Int) {
    let text = show([overview, PortfolioReportTests.empty], .table, width: width)
    expectSnapshot(of: text, named: "portfolio-\(width).txt")
  }

  @Test func json() throws {
    let text = show([overview, PortfolioReportTests.empty], .json)
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(document?["schema"] as? String == "tranche.portfolio/1")
    expectSnapshot(of: text, named: "portfolio.json")
  }

  @Test(arguments: [40, 80, 120]) func everyLineFits(width: Int) {
    for line in show([overview], .table, width: width).split(separator: "\n") {
      #expect(line.unicodeScalars.count <= width, "\(line)")
    }
  }

  @Test func aConcentrationOfEqualHoldingsIsTheirNumber() throws {
    let concentration = try #require(
      Concentration(exposures: [amount("5"), amount("-5"), amount("5"), amount("5")])
    )
    #expect(concentration.index == ratio("0.25"))
    #expect(concentration.effectiveNumber == ratio("4"))
  }

  @Test func aConcentrationOfNothingOrOfTooMuchIsNotStated() {
    #expect(Concentration(exposures: []) == nil)
    #expect(Concentration(exposures: [.zero]) == nil)
    #expect(Concentration(exposures: [Amount(units: .max), Amount(units: .max)]) == nil)
  }

  private func show(
    _ overviews: [PortfolioOverview],
    _ format: PortfolioReport.Format,
    width: Int = 80
  ) -> String {
    let report = PortfolioReport(format, ReportOptions(width: width))
    var output: [UInt8] = []
    report.begin(into: &output)
    for (number, overview) in overviews.enumerated() {
      report.account(overview, isFirst: number == 0, into: &output)
    }
    report.end(into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  private static let empty = PortfolioOverview(
    account: "empty",
    baseCurrency: SampleAccounts.dollar,
    asOf: SampleHeaders.asOf
  )

  private var overview: PortfolioOverview {
    var overview = PortfolioReportTests.empty
    overview.account = "technology"
    overview.nav = amount("1250000.125")
    overview.navIsEstimated = true
    overview.gross = ratio("1.3")
    overview.net = ratio("0.86")
    overview.holdings = [
      holding("NVDA", "NVIDIA Corporation", .stock, "4000", "180", "720000", "0.576"),
      holding(
        "PSQ",
        "an inverse fund with a name that goes on",
        .inverseFund,
        "7236",
        "38",
        "274968",
        "-0.22",
        isStale: true
      ),
      holding("SAP", "SAP SE", .stock, "1000.5", "240.125", "266000", "0.2128", in: "EUR"),
      holding("ACME", "", .bond, "-12", nil, nil, nil),
    ]
    overview.cash = [
      .init(money: Money(amount("-1200"), SampleAccounts.currency("CHF")), value: nil),
      .init(money: Money(amount("250000"), SampleAccounts.dollar), value: amount("250000")),
    ]
    overview.breakdowns = [
      .init(
        dimension: "kind",
        parts: [
          .init(name: "stock", gross: ratio("0.7888"), net: ratio("0.7888")),
          .init(name: "inverse_fund", gross: ratio("0.22"), net: ratio("-0.22")),
          .init(name: "bond", gross: nil, net: nil),
        ]
      ),
      .init(
        dimension: "sector",
        parts: [
          .init(name: "technology", gross: ratio("1.2999"), net: ratio("1.2999")),
          .init(name: "untagged", gross: ratio("0.0001"), net: ratio("0.0001")),
          .init(name: "none_at_all", gross: ratio("0"), net: ratio("0")),
        ]
      ),
    ]
    overview.concentration = Concentration(
      exposures: [amount("720000"), amount("-274968"), amount("266000")]
    )
    overview.notices = ["`ACME` is held and has no price: NAV leaves it out"]
    return overview
  }

  private func holding(
    _ symbol: String,
    _ name: String,
    _ kind: InstrumentKind,
    _ quantity: String,
    _ price: String?,
    _ value: String?,
    _ weight: String?,
    in currency: StaticString = "USD",
    isStale: Bool = false
  ) -> PortfolioOverview.Holding {
    PortfolioOverview.Holding(
      symbol: symbol,
      name: name,
      kind: kind,
      quantity: ReportingTests.quantity(quantity),
      price: price.map { ReportingTests.price($0) },
      currency: SampleAccounts.currency(currency),
      isStale: isStale,
      value: value.map { amount($0) },
      weight: weight.map { ratio($0) }
    )
  }
}
