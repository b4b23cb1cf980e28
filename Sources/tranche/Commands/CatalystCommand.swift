import ArgumentParser

/// `tranche catalyst …`: where catalysts stand, and a person's word on them.
struct CatalystCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalyst",
    abstract: "Show where catalysts stand, and settle them.",
    discussion: """
      News alone takes a catalyst to `corroborated` at most: a person confirms it, denies it, takes a word \
      back or gives an outcome. What persons say is added to the portfolio file and never changed. A catalyst \
      `for each` instrument is named with it, in quotation marks: 'earnings(MSFT)'.
      """,
    subcommands: [
      CatalystListCommand.self, CatalystShowCommand.self, CatalystConfirmCommand.self,
      CatalystDenyCommand.self, CatalystNoteCommand.self, CatalystOutcomeCommand.self,
      CatalystRetractCommand.self,
    ],
    defaultSubcommand: CatalystListCommand.self
  )
}
