import ArgumentParser
import Evaluator
import Portfolio
import PortfolioStore
import Reporting
import RuleSyntax

/// `tranche why`: why an instrument changes or stays, and how far each rule, step and limit is from
/// acting.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say why positions change or stay, and what would have to happen.",
    usage: "tranche why <portfolio> --rules <rules> [<symbol>] [--rule <name>] [<options>]",
    discussion: """
      With a symbol: its way through the stages, with who asked for what and who cut it. With --rule: \
      its conditions as a tree, with the value of every part. With neither: every instrument and every \
      rule in a line. Takes the inputs of `tranche evaluate` and changes nothing.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: "The instrument to explain.")
  var symbol: String?

  @OptionGroup var inputs: EvaluationOptions

  @Option(help: "The rule to explain: NAME, NAME.STEP, or NAME[SYMBOL] of a rule `for each`.")
  var rule: String?

  @Option(help: "The account, where the file has several.")
  var account: String?

  @Option(help: "How the answer is written: text or json.")
  var format: WhyReport.Format = .text

  func run() throws {
    let console = Console.standard
    let read = try EvaluationRequest(
      portfolio: portfolio,
      rules: inputs.rules,
      news: inputs.news,
      page: inputs.page.facts,
      assumptions: inputs.assumption.assumptions,
      asOf: inputs.asOf
    )
    .read(console)
    try check(symbol, read.evaluation.market)
    let name =
      try account ?? onlyAccount(PortfolioOpener.reporting { try read.file.accountNames() })
    try PortfolioOpener.reporting {
      try read.file.forEachAccount(
        named: [name],
        market: read.evaluation.market,
        rulebook: read.evaluation.header.rulebookName,
        withCosts: RulebookNeeds(read.rulebook).readsCosts
      ) { account, journal in
        try answer(account, journal, read.evaluation, console)
      }
    }
  }

  private func answer(
    _ account: Account,
    _ journal: Journal,
    _ evaluation: Evaluation,
    _ console: Console
  ) throws {
    guard evaluation.covers(account) else {
      throw CommandFailure(
        .badInput,
        "the rulebook is not for account `\(account.name)`",
        help: "tag the account, or use another rulebook"
      )
    }
    let explanation = evaluation.explain(account, journal: journal)
    let report = WhyReport(
      header: evaluation.header,
      explanation: explanation,
      question: try WhyQuestion(symbol: symbol, rule: rule).find(in: explanation)
    )
    var bytes = report.bytes(format, console.reportOptions(isVerbose: false))
    try console.write(&bytes)
  }

  private func onlyAccount(_ names: [String]) throws -> String {
    if names.count == 1, let only = names.first { return only }
    if names.isEmpty {
      throw CommandFailure(
        .badInput,
        "`\(portfolio)` holds no accounts yet",
        help: "fill it with `tranche portfolio import \(portfolio) FOLDER`"
      )
    }
    throw CommandFailure(
      .wrongUsage,
      "`\(portfolio)` has several accounts, and one is explained at a time",
      help: "name one with --account: \(WhyQuestion.list(names))"
    )
  }

  private func check(_ symbol: String?, _ market: Market) throws {
    guard let symbol, market.indexBySymbol[symbol] == nil else { return }
    let symbols = market.instruments.map(\.symbol)
    let nearest =
      NearestMatch.of(symbol, in: symbols) ?? symbols.first { $0 == symbol.uppercased() }
    throw CommandFailure(
      .badInput,
      "`\(portfolio)` has no instrument `\(symbol)`",
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "its instruments are \(WhyQuestion.list(symbols))"
    )
  }
}
