import ArgumentParser
import Portfolio

/// `tranche catalyst retract`: what was said before is taken back, says a person.
struct CatalystRetractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retract",
    abstract: "Take back what persons said before.",
    usage: "tranche catalyst retract <portfolio> <name> --rules <rules> [<options>]",
    discussion: """
      It stands where the evidence of the news leaves it. With --evidence naming an item or its URL, that item \
      counts no more either.
      """
  )

  @OptionGroup var act: CatalystActOptions

  func run() throws {
    try act.record { _ in .retract }
  }
}
