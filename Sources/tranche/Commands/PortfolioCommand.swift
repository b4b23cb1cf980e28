import ArgumentParser

/// `tranche portfolio …`: make, fill, mend and look at portfolio files.
struct PortfolioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "portfolio",
    abstract: "Make, fill, mend and look at portfolio files.",
    subcommands: [
      PortfolioNewCommand.self, PortfolioImportCommand.self, PortfolioExportCommand.self,
      PortfolioShowCommand.self, PortfolioSetCommand.self, PortfolioTagCommand.self,
      PortfolioPriceCommand.self, PortfolioRateCommand.self, PortfolioRemoveCommand.self,
      PortfolioCheckCommand.self, PortfolioSplitCommand.self, PortfolioRenameCommand.self,
    ]
  )
}
