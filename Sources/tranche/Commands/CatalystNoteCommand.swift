import ArgumentParser
import Portfolio

/// `tranche catalyst note`: a person knows of a rumour, of a report or of several.
struct CatalystNoteCommand: ParsableCommand {
  /// How sure a person is, short of a confirmation.
  enum Level: String, CaseIterable, ExpressibleByArgument {
    case rumoured, reported, corroborated

    var kind: CatalystAct.Kind {
      switch self {
      case .rumoured: .rumour
      case .reported: .report
      case .corroborated: .corroborate
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Note a rumour, a report or several: evidence of that strength.",
    usage:
      "tranche catalyst note <portfolio> <name> rumoured|reported|corroborated --rules <rules> [<options>]",
    discussion: """
      The state is by the stronger of the news and what persons noted, until a denial, a retraction or an \
      expiry.
      """
  )

  @OptionGroup var act: CatalystActOptions

  @Argument(help: "rumoured, reported or corroborated.")
  var level: Level

  func run() throws {
    try act.record { _ in level.kind }
  }
}
