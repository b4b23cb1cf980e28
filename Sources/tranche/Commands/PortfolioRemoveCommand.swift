import ArgumentParser
import PortfolioStore

/// `tranche portfolio remove`: an instrument that nobody holds is taken out of the file.
struct PortfolioRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Take an instrument that nobody holds out of the file.",
    discussion: """
      Its tags, prices, events and splits go with it. What an account holds, or the journal speaks of, \
      stays.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Argument(help: "The instrument.")
  var symbol: String

  func run() throws {
    let isRemoved = try PortfolioOpener.reporting {
      do {
        return try PortfolioFile.removeInstrument(symbol, from: file)
      } catch PortfolioFileError.refusedRow(_, _, _, let problem) {
        throw CommandFailure(
          .badInput,
          "`\(symbol)` stays: \(problem)",
          help: "import holdings without it first"
        )
      }
    }
    guard isRemoved else { throw try unknown() }
    print("\(file): removed \(symbol)")
  }

  private func unknown() throws -> CommandFailure {
    let symbols = try PortfolioOpener.reporting { try PortfolioFile.open(at: file).symbols() }
    return PortfolioEditing.unknownInstrument(symbol, among: symbols, file: file)
  }
}
