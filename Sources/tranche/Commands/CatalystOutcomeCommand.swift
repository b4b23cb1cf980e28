import ArgumentParser
import Evaluator
import Portfolio

/// `tranche catalyst outcome`: what it turned out to be, says a person.
struct CatalystOutcomeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outcome",
    abstract: "Say what it turned out to be, which confirms it.",
    usage: "tranche catalyst outcome <portfolio> <name> <outcome> --rules <rules> [<options>]"
  )

  @OptionGroup var act: CatalystActOptions

  @Argument(help: "One of the outcomes that the rulebook declares.")
  var outcome: String

  func run() throws {
    try act.record { catalyst in
      if catalyst.outcomes.contains(outcome) { return .outcome(outcome) }
      if catalyst.outcomes.isEmpty {
        throw CommandFailure(
          .badInput,
          "catalyst `\(catalyst.report.name)` declares no outcomes",
          help: "confirm it with `tranche catalyst confirm`"
        )
      }
      throw CommandFailure(
        .badInput,
        "`\(outcome)` is no outcome of catalyst `\(catalyst.report.name)`",
        help: "its outcomes are \(WhyQuestion.list(catalyst.outcomes))"
      )
    }
  }
}
