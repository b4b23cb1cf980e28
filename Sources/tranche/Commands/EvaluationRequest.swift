import Evaluator
import Exchange
import Portfolio
import PortfolioStore
import Quantities
import Reporting
import RuleChecker

/// What one `tranche evaluate` is asked for.
struct EvaluationRequest: Equatable {
  var portfolio: String
  var rules: String
  var news: [String] = []
  var page = PageFacts()
  /// Nothing for now.
  var asOf: Instant?
  /// None for all.
  var accounts: [String] = []
  var format = ProposalFormat.table
  var isVerbose = false

  func run() throws {
    let console = Console.standard
    let rulebook = try RulebookLoader(console: console).loadForEvaluation(rules)
    let file = try PortfolioOpener.open(portfolio)
    let moment = asOf ?? Clock.now()
    let news = try NewsLoader(console: console, page: page).load(news)
    let evaluation = try evaluation(of: rulebook, file, news.items, at: moment)
    let output = ProposalOutput(
      writer: format.writer(console.reportOptions(isVerbose: isVerbose)),
      console: console
    )
    if news.isIncomplete { output.askForPerson() }
    try output.begin(evaluation.header)
    try PortfolioOpener.reporting {
      try file.forEachAccount(named: accounts, market: evaluation.market) { account, journal in
        guard evaluation.covers(account) else { return output.skip(account, rulebook) }
        try output.write(evaluation.propose(for: account, journal: journal))
      }
    }
    try output.end()
  }

  /// Settles what depends on the world alone: everything that is read before the first account.
  private func evaluation(
    of rulebook: CheckedRulebook,
    _ file: PortfolioFile,
    _ items: [Item],
    at moment: Instant
  ) throws -> Evaluation {
    try PortfolioOpener.reporting {
      Evaluation(
        rulebook: rulebook,
        market: try file.market(asOf: moment),
        items: try file.revisions(asOf: moment) + items,
        acts: try file.acts(asOf: moment),
        asOf: moment
      )
    }
  }
}
