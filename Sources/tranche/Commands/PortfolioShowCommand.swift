import ArgumentParser
import Evaluator
import Portfolio
import PortfolioStore
import Quantities
import Reporting

/// `tranche portfolio show`: what each account holds, and what it is exposed to.
struct PortfolioShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what accounts hold and what they are exposed to."
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Option(
    name: .customLong("as-of"),
    help: "Prices as known at this moment; holdings are today's. Default: now."
  )
  var asOf: Instant?

  @Option(help: "An account to show; may be given several times. Default: all.")
  var account: [String] = []

  @Option(help: "How the result is written: table or json.")
  var format: PortfolioReport.Format = .table

  func run() throws {
    let console = Console.standard
    let moment = asOf ?? Clock.now()
    let portfolio = try PortfolioOpener.open(file)
    let report = PortfolioReport(format, console.reportOptions(isVerbose: false))
    var buffer: [UInt8] = []
    report.begin(into: &buffer)
    var isFirst = true
    try PortfolioOpener.reporting {
      let market = try portfolio.market(asOf: moment)
      try portfolio.forEachAccount(named: account, market: market) { account, _ in
        let overview = try overview(of: account, market, at: moment)
        report.account(overview, isFirst: isFirst, into: &buffer)
        isFirst = false
        try console.write(&buffer)
      }
    }
    report.end(into: &buffer)
    try console.write(&buffer)
    if isFirst {
      console.say(
        .note,
        "`\(file)` holds no accounts yet",
        help: "fill it with `tranche portfolio import \(file) FOLDER`"
      )
    }
  }

  private func overview(
    of account: Account,
    _ market: Market,
    at moment: Instant
  ) throws -> PortfolioOverview {
    do throws(ArithmeticFailure) {
      let valuation = try Valuation(of: account, in: market, asOf: moment)
      return try PortfolioOverview(of: account, valuation: valuation, in: market, asOf: moment)
    } catch {
      throw CommandFailure(
        .badInput,
        "account `\(account.name)` holds an amount too large to be computed exactly",
        help: "look for a wrong price, quantity, multiplier or rate"
      )
    }
  }
}
