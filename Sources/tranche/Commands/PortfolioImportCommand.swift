import ArgumentParser
import Exchange
import Foundation
import Portfolio
import PortfolioStore
import Quantities

/// `tranche portfolio import`: takes a folder of CSV files into a portfolio file.
struct PortfolioImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take a folder of CSV files into a portfolio file.",
    discussion: """
      The folder may hold accounts.csv, instruments.csv, tags.csv, positions.csv, lots.csv, cash.csv, \
      prices.csv, rates.csv, corporate_actions.csv and calendar.csv; docs/portfolio-file.md names their \
      columns. The file is made when there is none. All of it is written in one transaction. A row that \
      is wrong is named and left out.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Argument(help: "The folder of CSV files.", completion: .directory)
  var folder: String

  func run() throws {
    let console = Console.standard
    let isNew = !FileManager.default.fileExists(atPath: file)
    let reading = try read(isNew: isNew)
    for problem in reading.problems {
      console.say(.error, problem.description, help: problem.help ?? "")
    }
    let counts = try write(reading.set, isNew: isNew)
    print("\(file): \(counts.spelled)")
    for split in counts.suspectedSplits { console.warn(split) }
    guard reading.problems.isEmpty else {
      throw CommandFailure(
        .badInput,
        reading.problems.count == 1
          ? "1 row was left out" : "\(reading.problems.count) rows were left out",
        help: "mend them and import again; what was taken is not taken twice"
      )
    }
  }

  private func read(isNew: Bool) throws -> HoldingsReading {
    var accounts: [String] = []
    var symbols: [String] = []
    if !isNew {
      let existing = try PortfolioOpener.open(file)
      try PortfolioOpener.reporting {
        accounts = try existing.accountNames()
        symbols = try existing.symbols()
      }
    }
    do {
      return try HoldingsFolder.read(at: folder, knownAccounts: accounts, knownSymbols: symbols)
    } catch {
      let status: ExitStatus =
        if case .noSuchFolder = error { .noSuchFile } else { .badInput }
      throw CommandFailure(status, error.message, help: error.help)
    }
  }

  private func write(_ set: HoldingsSet, isNew: Bool) throws -> ImportCounts {
    try PortfolioOpener.reporting {
      if isNew {
        let numeraire = set.numeraire ?? Currency("USD")
        if let numeraire { try PortfolioFile.create(at: file, numeraire: numeraire) }
      }
      return try PortfolioFile.importHoldings(set, into: file)
    }
  }
}
