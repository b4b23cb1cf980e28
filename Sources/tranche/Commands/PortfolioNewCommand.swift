import ArgumentParser
import PortfolioStore
import Quantities

/// `tranche portfolio new`: an empty portfolio file.
struct PortfolioNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make an empty portfolio file."
  )

  @Argument(help: "The file to make; nothing is ever overwritten.", completion: .file())
  var file: String

  @Option(help: "The currency that all exchange rates of the file are quoted in.")
  var numeraire = "USD"

  func run() throws {
    guard let currency = Currency(numeraire) else {
      throw CommandFailure(
        .wrongUsage,
        "`\(numeraire)` is not a currency code",
        help: "write 3 to 8 capital letters, such as `USD`"
      )
    }
    try PortfolioOpener.reporting {
      try PortfolioFile.create(at: file, numeraire: currency)
    }
    print("made \(file): no accounts yet, rates in \(currency)")
    print("fill it with `tranche portfolio import \(file) FOLDER`")
  }
}
