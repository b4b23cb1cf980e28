import ArgumentParser
import Evaluator
import Portfolio
import Quantities
import Reporting

/// `tranche rebalance`: a dry run, unless it is told to apply. Writes nothing but its result and the files
/// that are asked for.
struct RebalanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebalance",
    abstract: "Show what the proposed changes would do to each account.",
    usage: "tranche rebalance <portfolio> --rules <rules> [<options>]",
    discussion: """
      A dry run: every holding before and after, exposure, cash in order of execution, room under limits, \
      realised gains and wash sales. The portfolio file is not changed, unless --apply records the run in \
      its journal.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @OptionGroup var inputs: EvaluationOptions

  @OptionGroup var terms: TermsOptions

  @Option(help: "An account to rebalance; may be given several times. Default: all.")
  var account: [String] = []

  @Option(help: "Which lots a sale takes: fifo, lifo, hifo or average.")
  var lots: LotMethod = .fifo

  @Option(
    help: "Also write the result as one page to send.",
    completion: .file(extensions: ["html"])
  )
  var html: String?

  @Option(
    help: "Also save the proposal, for `tranche verify`.",
    completion: .file(extensions: ["json"])
  )
  var save: String?

  @OptionGroup var orders: OrdersOptions

  @OptionGroup var applying: ApplyOptions

  @Option(help: "How the result is written: table or json.")
  var format: RebalanceFormat = .table

  @Flag(name: .shortAndLong, help: "Also show every subject of every limit.")
  var verbose = false

  func run() throws {
    let console = Console.standard
    var request = try self.request
    request.orders = try orders.destination()
    try applying.check(request)
    let read = try request.read(console)
    if request.terms.investment != nil { try read.requireOneAccount() }
    var outputs = try RebalanceOutputs(
      console: console,
      writer: format.writer(
        console.reportOptions(isVerbose: verbose),
        isDryRun: !applying.isAsked
      ),
      html: html,
      save: save
    )
    if read.isIncomplete { outputs.askForPerson() }
    try outputs.begin(read.header)
    let gathering = RebalanceGathering(inputs: read, method: lots)
    var sheet = request.orders.map { OrderSheet($0, at: read.header.asOf) }
    var record = try applying.isAsked ? RunGathering(request, read) : nil
    try gathering.forEach(orSkip: { read.noteSkipped($0, console) }) { account, rebalance in
      sheet?.take(rebalance.proposal, in: read.evaluation.market)
      record?.take(account, rebalance.proposal)
      try outputs.write(rebalance)
    }
    try outputs.end {
      try sheet?.write(console)
      try record?.apply(applying, lots: lots, console)
    }
  }

  /// What is evaluated.
  var request: EvaluationRequest {
    get throws {
      EvaluationRequest(
        portfolio: portfolio,
        rules: inputs.rules,
        news: inputs.news,
        page: inputs.page.facts,
        assumptions: inputs.assumption.assumptions,
        asOf: inputs.asOf,
        accounts: account,
        terms: try terms.terms()
      )
    }
  }
}

/// What a person asks of one run beside the rulebook.
struct TermsOptions: ParsableArguments {
  @Flag(help: "Sell nothing, and sell nothing short.")
  var buyOnly = false

  @Flag(help: "Buy nothing, and cover nothing.")
  var sellOnly = false

  @Option(
    help: ArgumentHelp(
      "New money in the account's base currency: counts as cash, and nothing is sold.",
      valueName: "amount"
    )
  )
  var invest: String?

  func validate() throws { _ = try terms() }

  func terms() throws -> TradingTerms {
    let given = [buyOnly ? "--buy-only" : nil, sellOnly ? "--sell-only" : nil]
    let names = (given + [invest == nil ? nil : "--invest"]).compactMap { $0 }
    // New money already sells nothing.
    if names.count > 1, names != ["--buy-only", "--invest"] {
      throw ValidationError("\(names.joined(separator: " and ")) can't go together")
    }
    guard let invest else { return sellOnly ? .sellOnly : buyOnly ? .buyOnly : .unrestricted }
    guard let amount = try? Amount(parsing: invest), amount.units > 0 else {
      throw ValidationError("`\(invest)` is no amount above zero, like 5000 or 1250.50")
    }
    return .investing(amount)
  }
}
