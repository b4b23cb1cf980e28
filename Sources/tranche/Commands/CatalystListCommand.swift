import ArgumentParser
import Evaluator
import Reporting
import RuleChecker

/// `tranche catalyst list`: every catalyst of a rulebook.
struct CatalystListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List every catalyst with its sentences and what waits for it.",
    usage: "tranche catalyst list <portfolio> --rules <rules> [<options>]",
    discussion: """
      Of a catalyst `for each` instrument: those of which something is known. Takes the inputs of \
      `tranche evaluate` and changes nothing.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @OptionGroup var inputs: EvaluationOptions

  @Option(help: "How the list is written: text or json.")
  var format: CatalystListing.Format = .text

  func run() throws {
    let console = Console.standard
    let read = try CatalystInputs(portfolio, inputs, console)
    let catalysts = read.evaluation.catalysts(acts: read.acts)
    if catalysts.isEmpty, format == .text {
      console.say(
        .note,
        read.rulebook.catalysts.isEmpty
          ? "the rulebook names no catalyst" : "nothing is known of any catalyst yet",
        help: ""
      )
      return
    }
    let listing = CatalystListing(
      header: read.evaluation.header,
      catalysts: catalysts,
      isWhole: false
    )
    var bytes = listing.bytes(format, console.reportOptions(isVerbose: false))
    try console.write(&bytes)
  }
}
