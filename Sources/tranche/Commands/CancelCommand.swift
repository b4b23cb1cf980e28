import ArgumentParser
import PortfolioStore

/// `tranche cancel`: what is open of a run's orders is withdrawn.
struct CancelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Withdraw what is open of a run's orders.",
    discussion: """
      What was filled stays, and open steps keep their goals: the next run asks again for what is missing.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: ArgumentHelp("The number of the run.", valueName: "run"))
  var number: Int64

  @OptionGroup var options: AuthorOptions

  func run() throws {
    let done = try PortfolioOpener.reporting {
      try PortfolioFile.cancel(run: number, by: options.author, in: portfolio)
    }
    print(
      "\(portfolio): entry \(done.entry), \(done.orders) order\(done.orders == 1 ? "" : "s") of run \(number) "
        + "cancelled"
    )
  }
}
