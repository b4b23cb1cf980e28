import ArgumentParser
import Portfolio
import PortfolioStore
import Reporting

/// `tranche news quarantine`: items that do not count, each with its reason.
struct NewsQuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "List the items that do not count, each with its reason.",
    discussion: """
      A number out of its range, a time in the future or a title without end keeps an item from counting. Ask its \
      provider for it again, or mend it, and import it: what is new of it becomes a new revision.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Option(help: "How it is written: table or json.")
  var format: NewsReport.Format = .table

  func run() throws {
    let console = Console.standard
    let file = try PortfolioOpener.open(portfolio)
    let items = try PortfolioOpener.reporting { try file.quarantinedItems() }
    if items.isEmpty, format == .table {
      console.say(.note, "every item of `\(portfolio)` counts", help: "")
      return
    }
    let entries = items.sorted { $0.number < $1.number }.map { NewsReport.Entry($0) }
    let report = NewsReport(file: portfolio, kind: .quarantine, entries: entries)
    var bytes = report.bytes(format, console.reportOptions(isVerbose: false))
    try console.write(&bytes)
  }
}
