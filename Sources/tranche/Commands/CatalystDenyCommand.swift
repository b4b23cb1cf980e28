import ArgumentParser
import Portfolio

/// `tranche catalyst deny`: it will not happen, says a person.
struct CatalystDenyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deny",
    abstract: "Say that it will not happen.",
    usage: "tranche catalyst deny <portfolio> <name> --rules <rules> [<options>]",
    discussion: """
      Evidence of before counts no more; newer evidence must come from an owner that had none before.
      """
  )

  @OptionGroup var act: CatalystActOptions

  func run() throws {
    try act.record { _ in .deny }
  }
}
