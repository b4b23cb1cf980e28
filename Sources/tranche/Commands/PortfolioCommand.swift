import ArgumentParser

/// `tranche portfolio …`: make, fill and look at portfolio files.
struct PortfolioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "portfolio",
    abstract: "Make, fill and look at portfolio files.",
    subcommands: [
      PortfolioNewCommand.self, PortfolioImportCommand.self, PortfolioShowCommand.self,
    ]
  )
}
