import ArgumentParser

/// `tranche news …`: the news items of a portfolio file.
struct NewsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "news",
    abstract: "Take news into a portfolio file, and look at what it has.",
    subcommands: [
      NewsImportCommand.self, NewsListCommand.self, NewsOwnersCommand.self,
      NewsQuarantineCommand.self, NewsShowCommand.self,
    ]
  )
}
