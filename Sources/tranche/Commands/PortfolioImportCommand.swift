import ArgumentParser
import Exchange
import Foundation
import Portfolio
import PortfolioStore
import Quantities

/// `tranche portfolio import`: takes a folder of CSV files, a broker's statement or another program's book into a portfolio file.
struct PortfolioImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Take CSV files, a broker's statement or another program's book into a portfolio file.",
    discussion: """
      A folder may hold accounts.csv, instruments.csv, tags.csv, positions.csv, lots.csv, cash.csv, \
      prices.csv, rates.csv, corporate_actions.csv and calendar.csv; docs/portfolio-file.md names their \
      columns. A file is recognised by its content; docs/formats.md names the formats and what each tells. \
      The portfolio file is made when there is none. All of it is written in one transaction. A row that \
      is wrong is named and left out.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Argument(help: "The folder of CSV files, the statement or the book.", completion: .file())
  var source: String

  func run() throws {
    let console = Console.standard
    let input = try HoldingsInput(source)
    let (reading, counts) = try take(input)
    for problem in reading.problems {
      console.say(.error, problem.description, help: problem.help ?? "")
    }
    if input.source != nil, reading.set.accounts?.isEmpty ?? true {
      throw CommandFailure(.badInput, "nothing was taken from `\(source)`")
    }
    print("\(file): \(counts.spelled)")
    for split in counts.suspectedSplits { console.warn(split) }
    if let source = input.source {
      let gaps = try PortfolioOpener.reporting {
        try ImportGaps(of: reading.set, from: source, in: file)
      }
      gaps.say()
    }
    guard reading.problems.isEmpty else {
      throw CommandFailure(
        .badInput,
        reading.problems.count == 1
          ? "1 row was left out" : "\(reading.problems.count) rows were left out",
        help: input.source != nil
          ? "the rest was taken, and is not taken twice"
          : "mend them and import again; what was taken is not taken twice"
      )
    }
  }

  /// Reads and writes in one transaction, so that nothing comes between.
  private func take(_ input: HoldingsInput) throws -> (HoldingsReading, ImportCounts) {
    try PortfolioOpener.reporting {
      guard FileManager.default.fileExists(atPath: file) else {
        let reading = try input.read(into: nil)
        // Of a statement that tells of no account no portfolio is made.
        let isEmpty = input.source != nil && reading.set.accounts?.isEmpty ?? true
        guard !isEmpty, let currency = reading.set.numeraire ?? Currency("USD") else {
          return (reading, ImportCounts())
        }
        let counts = try PortfolioFile.create(at: file, numeraire: currency, holding: reading.set)
        return (reading, counts)
      }
      var reading: HoldingsReading?
      let counts = try PortfolioFile.importHoldings(into: file) { portfolio in
        let found = try input.read(into: portfolio)
        reading = found
        return found.set
      }
      return (try reading ?? input.read(into: nil), counts)
    }
  }
}
