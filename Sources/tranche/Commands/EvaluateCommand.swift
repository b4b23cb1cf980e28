import ArgumentParser
import Exchange
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

  @Option(help: "The rulebook: a .tranche file, or a folder of them.", completion: .file())
  var rules: String

  @Option(help: "A news file for this run; may be given several times.", completion: .file())
  var news: [String] = []

  @OptionGroup var page: PageOptions

  @OptionGroup var assumption: AssumptionOptions

  @Option(
    name: .customLong("as-of"),
    help: "The moment to evaluate at: a date (its end, in UTC) or 2025-12-15T14:00Z. Default: now."
  )
  var asOf: Instant?

  @Option(help: "An account to evaluate; may be given several times. Default: all.")
  var account: [String] = []

  @Option(help: "How the proposal is written.")
  var format: ProposalFormat = .table

  @Flag(name: .shortAndLong, help: "Also show every hold, limit and rule.")
  var verbose = false

  func run() throws { try request.run() }

  var request: EvaluationRequest {
    EvaluationRequest(
      portfolio: portfolio,
      rules: rules,
      news: news,
      page: page.facts,
      assumptions: assumption.assumptions,
      asOf: asOf,
      accounts: account,
      format: format,
      isVerbose: verbose
    )
  }
}

/// What a news page can't tell of itself.
struct PageOptions: ParsableArguments {
  @Option(help: "When the news pages were published.")
  var published: Instant?

  @Option(help: "When the news pages were received.")
  var received: Instant?

  @Option(help: "Who published the news pages.")
  var source: String?

  var facts: PageFacts {
    PageFacts(published: published, received: received, source: source ?? "")
  }
}
