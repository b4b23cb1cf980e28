import ArgumentParser
import Portfolio

/// `tranche catalyst confirm`: it happened, says a person.
struct CatalystConfirmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "Confirm that it happened.",
    usage: "tranche catalyst confirm <portfolio> <name> --rules <rules> [<options>]",
    discussion: """
      A confirmed catalyst stays so until a person denies or retracts it. Where the rulebook declares outcomes, \
      give one instead with `tranche catalyst outcome`.
      """
  )

  @OptionGroup var act: CatalystActOptions

  func run() throws {
    try act.record { _ in .confirm }
  }
}
