import ArgumentParser

/// `tranche journal …`: what was applied, filled, cancelled, split, renamed and undone.
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Show what was recorded of a portfolio, work a run out again, or rename a rule.",
    usage: """
      tranche journal <portfolio> [<entry>]
      tranche journal rerun <portfolio> <run>
      tranche journal rename <portfolio> <old> <new>
      """,
    subcommands: [
      JournalShowCommand.self, JournalRerunCommand.self, JournalRenameCommand.self,
    ],
    defaultSubcommand: JournalShowCommand.self
  )
}
