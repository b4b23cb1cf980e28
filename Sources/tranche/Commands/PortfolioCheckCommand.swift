import ArgumentParser
import Evaluator
import Portfolio
import PortfolioStore
import Quantities
import Reporting
import RuleChecker

/// `tranche portfolio check`: what may be wrong with a portfolio file, each with the command that mends it.
struct PortfolioCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find what may be wrong with a portfolio, and how to mend it.",
    discussion: """
      With --rules also what that rulebook needs: its symbols, betas and tags, and the rules that the \
      journal names. The file is opened read-only. Status 0: nothing; 2: a person must look.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Option(help: "A rulebook whose needs are checked too.", completion: .file())
  var rules: String?

  @Option(name: .customLong("as-of"), help: "Prices as known at this moment. Default: now.")
  var asOf: Instant?

  @Option(help: "How the result is written: human or json.")
  var format: PortfolioCheckReport.Format = .human

  func run() throws {
    let console = Console.standard
    let rulebook = try rules.map { try RulebookLoader(console: console).load($0) }
    let portfolio = try PortfolioOpener.open(file)
    let moment = asOf ?? Clock.now()
    let facts = try PortfolioOpener.reporting { try read(portfolio, rulebook, at: moment) }
    let report = PortfolioCheckReport(
      file: file,
      asOf: moment,
      rulebook: rulebook?.name,
      findings: AllPortfolioChecks.findings(in: facts)
    )
    var bytes = report.bytes(format, console.reportOptions(isVerbose: false))
    try console.write(&bytes)
    if !report.findings.isEmpty { throw CommandFailure(.personMustLook) }
  }

  private func read(
    _ portfolio: PortfolioFile,
    _ rulebook: CheckedRulebook?,
    at moment: Instant
  ) throws -> PortfolioFacts {
    let set = try portfolio.holdings()
    let settings = rulebook?.settings ?? Settings()
    return PortfolioFacts(
      file: file,
      set: set,
      numeraire: try portfolio.numeraire(),
      asOf: moment,
      pricesNoOlderThan: settings.pricesNoOlderThan,
      expected: try portfolio.expectedPositions(market: try portfolio.market(asOf: moment)),
      demands: try rulebook.map { try demands($0, portfolio, set, at: moment) }
    )
  }

  private func demands(
    _ rulebook: CheckedRulebook,
    _ portfolio: PortfolioFile,
    _ set: HoldingsSet,
    at moment: Instant
  ) throws -> RulebookDemands {
    let market = try portfolio.market(asOf: moment)
    let held = Set((set.positions ?? []).map(\.symbol))
    var demands = RulebookNeeds(rulebook).demands(in: market, held: held)
    try portfolio.forEachAccount(market: market, rulebook: rulebook.name) { account, journal in
      for (key, quantity) in journal.putOn where !quantity.isZero {
        guard market.instruments.indices.contains(key.instrument) else { continue }
        let symbol = market.instruments[key.instrument].symbol
        demands.putOn.append(
          RulebookDemands.PutOn(account: account.name, rule: key.rule, symbol: symbol)
        )
      }
    }
    return demands
  }
}
