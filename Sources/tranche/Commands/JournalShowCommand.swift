import ArgumentParser
import Portfolio
import PortfolioStore
import Reporting

/// `tranche journal PORTFOLIO [ENTRY]`: the journal, or one entry of it with its orders and fills.
struct JournalShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the journal, or one entry whole.",
    discussion: """
      Entries are only ever added: what was undone stays, and counts no more. A run has its entry's \
      number.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: "The number of an entry. Default: all, in short.")
  var entry: Int64?

  @Option(help: "How it is written: table or json.")
  var format: JournalReport.Format = .table

  func run() throws {
    let console = Console.standard
    let file = try PortfolioOpener.open(portfolio)
    let entries = try PortfolioOpener.reporting { try file.entries(entry) }
    if let entry, entries.isEmpty {
      throw CommandFailure(
        .badInput,
        "the journal has no entry \(entry)",
        help: "list them with `tranche journal \(portfolio)`"
      )
    }
    let report = JournalReport(file: portfolio, entries: entries, isWhole: entry != nil)
    if entries.isEmpty, format == .table {
      console.say(
        .note,
        "nothing was applied to `\(portfolio)` yet",
        help: "apply a proposal with `tranche rebalance \(portfolio) --rules RULES --apply`"
      )
      return
    }
    var bytes = report.bytes(format, console.reportOptions(isVerbose: false))
    try console.write(&bytes)
  }
}
