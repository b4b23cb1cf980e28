import ArgumentParser
import Evaluator
import Reporting

/// `tranche catalyst show`: one catalyst, with what persons did to it.
struct CatalystShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one catalyst, with what persons did to it.",
    usage: "tranche catalyst show <portfolio> <name> --rules <rules> [<options>]"
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: "The catalyst: NAME, or 'NAME(SYMBOL)' of one `for each` instrument.")
  var name: String

  @OptionGroup var inputs: EvaluationOptions

  @Option(help: "How it is written: text or json.")
  var format: CatalystListing.Format = .text

  func run() throws {
    let console = Console.standard
    let read = try CatalystInputs(portfolio, inputs, console)
    let listing = CatalystListing(
      header: read.evaluation.header,
      catalysts: [try read.catalyst(try read.name(name))],
      isWhole: true
    )
    var bytes = listing.bytes(format, console.reportOptions(isVerbose: false))
    try console.write(&bytes)
  }
}
