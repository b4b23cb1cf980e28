import ArgumentParser
import Exchange
import Quantities

/// What goes into an evaluation besides the portfolio file.
struct EvaluationOptions: ParsableArguments {
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
}
