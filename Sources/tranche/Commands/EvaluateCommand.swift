import ArgumentParser
import Quantities
import Reporting

/// `tranche evaluate`: the proposed position changes of every account. Writes nothing but its result.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Print the position changes that a rulebook asks for.",
    usage: "tranche evaluate <portfolio> --rules <rules> [<options>]",
    discussion: """
      The portfolio file is opened read-only and is not changed. News given with --news counts for this \
      run only; items already in the file count as well.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @OptionGroup var inputs: EvaluationOptions

  @Option(help: "An account to evaluate; may be given several times. Default: all.")
  var account: [String] = []

  @OptionGroup var orders: OrdersOptions

  @Option(help: "How the proposal is written.")
  var format: ProposalFormat = .table

  @Flag(name: .shortAndLong, help: "Also show every hold, limit and rule.")
  var verbose = false

  @Option(help: "How many threads evaluate accounts. Default: one a core.")
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("`--jobs` takes a number from 1 to 256")
    }
  }

  func run() throws {
    var request = self.request
    request.orders = try orders.destination()
    try request.run()
  }

  var request: EvaluationRequest {
    EvaluationRequest(
      portfolio: portfolio,
      rules: inputs.rules,
      news: inputs.news,
      page: inputs.page.facts,
      assumptions: inputs.assumption.assumptions,
      asOf: inputs.asOf,
      accounts: account,
      format: format,
      isVerbose: verbose,
      jobs: jobs
    )
  }
}
