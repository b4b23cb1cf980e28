import ArgumentParser
import Evaluator
import Quantities
import Reporting

/// `tranche scenarios`: what else could come of the same rulebook and portfolio. Writes nothing but its
/// result.
struct ScenariosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenarios",
    abstract: "Show what catalysts and news could make of the proposal.",
    usage: "tranche scenarios <portfolio> --rules <rules> [<options>]",
    discussion: """
      Tries every state that rules tell apart, of up to six catalysts at once, and shows the distinct \
      outcomes with the positions that each leads to. Then, for each number that rules compare the news \
      with, the value at which the comparison turns and what would change. The portfolio file is opened \
      read-only and is not changed.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @OptionGroup var inputs: EvaluationOptions

  @Option(help: "An account to look at; may be given several times. Default: all.")
  var account: [String] = []

  @Option(help: "How the result is written: text or json.")
  var format: ScenarioFormat = .text

  func run() throws {
    let console = Console.standard
    let writer = format.writer(console.reportOptions(isVerbose: false))
    let request = EvaluationRequest(
      portfolio: portfolio,
      rules: inputs.rules,
      news: inputs.news,
      page: inputs.page.facts,
      assumptions: inputs.assumption.assumptions,
      asOf: inputs.asOf,
      accounts: account
    )
    var bytes: [UInt8] = []
    var isFirst = true
    let read = try request.read(console)
    let analysis = ScenarioAnalysis(read.evaluation)
    writer.begin(read.evaluation.header, into: &bytes)
    try read.forEachAccount { account, journal in
      let scenarios = analysis.scenarios(for: account, journal: journal)
      writer.account(scenarios, isFirst: isFirst, into: &bytes)
      isFirst = false
      try console.write(&bytes)
    }
    writer.end(into: &bytes)
    try console.write(&bytes)
    if read.isIncomplete { throw CommandFailure(.personMustLook) }
  }
}
