import ArgumentParser

/// `tranche journal …`: what was applied, filled, cancelled, split, renamed and undone.
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Show what was recorded of a portfolio, or rename a rule in it.",
    usage: """
      tranche journal <portfolio> [<entry>]
      tranche journal rename <portfolio> <old> <new>
      """,
    subcommands: [JournalShowCommand.self, JournalRenameCommand.self],
    defaultSubcommand: JournalShowCommand.self
  )
}
