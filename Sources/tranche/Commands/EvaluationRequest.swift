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
  /// In the words of rules.
  var assumptions: [String] = []
  /// Nothing for now.
  var asOf: Instant?
  /// None for all.
  var accounts: [String] = []
  var format = ProposalFormat.table
  var isVerbose = false
  /// Nothing when no orders are wanted.
  var orders: OrdersDestination?

  func run() throws {
    let console = Console.standard
    let read = try read(console)
    let output = ProposalOutput(
      writer: format.writer(console.reportOptions(isVerbose: isVerbose)),
      console: console
    )
    if read.isIncomplete { output.askForPerson() }
    try output.begin(read.evaluation.header)
    var sheet = orders.map(OrderSheet.init)
    try read.forEachAccount(orSkip: { output.skip($0, read.rulebook) }) { account, journal in
      let proposal = read.evaluation.propose(for: account, journal: journal)
      sheet?.take(proposal, in: read.evaluation.market)
      try output.write(proposal)
    }
    try output.end { try sheet?.write(console) }
  }

  /// Everything that is read before the first account.
  func read(_ console: Console) throws -> EvaluationInputs {
    let rulebook = try RulebookLoader(console: console).load(rules)
    let assumed = try AssumptionLoader(assumptions, rulebook, console: console)
    let file = try PortfolioOpener.open(portfolio)
    let moment = asOf ?? Clock.now()
    let news = try NewsLoader(console: console, page: page).load(news)
    let needs = RulebookNeeds(rulebook)
    let evaluation = try PortfolioOpener.reporting {
      let market = try file.market(asOf: moment)
      let history = try file.quotes(at: needs.pastPrices(in: market, asOf: moment))
      return Evaluation(
        rulebook: rulebook,
        market: market.adding(history: history),
        items: try file.revisions(asOf: moment) + news.items,
        acts: try file.acts(asOf: moment),
        calendar: try file.calendar(kinds: needs.calendarKinds, asOf: moment),
        asOf: moment,
        assumptions: assumed.assumptions
      )
    }
    try assumed.check(with: evaluation)
    return EvaluationInputs(
      rulebook: rulebook,
      file: file,
      evaluation: evaluation,
      accounts: accounts,
      isIncomplete: news.isIncomplete
    )
  }
}

/// What a command that evaluates works on: the world settled, the accounts still to be read.
struct EvaluationInputs {
  let rulebook: CheckedRulebook
  let file: PortfolioFile
  let evaluation: Evaluation
  /// None for all.
  let accounts: [String]
  /// Whether some of the news could not be read.
  let isIncomplete: Bool

  /// Calls `body` for each account that the rulebook is for, one at a time, and `skip` for the others.
  func forEachAccount(
    orSkip skip: (Account) -> Void = { _ in },
    _ body: (Account, Journal) throws -> Void
  ) throws {
    try PortfolioOpener.reporting {
      try file.forEachAccount(
        named: accounts,
        market: evaluation.market,
        rulebook: rulebook.name,
        withCosts: RulebookNeeds(rulebook).readsCosts
      ) { account, journal in
        guard evaluation.covers(account) else { return skip(account) }
        try body(account, journal)
      }
    }
  }
}
