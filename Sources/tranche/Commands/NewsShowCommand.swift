import ArgumentParser
import Portfolio
import PortfolioStore
import Quantities
import Reporting

/// `tranche news show`: one item whole, with its revisions, subjects and copies.
struct NewsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one item with its revisions, subjects and copies."
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: "The number of an item, as `news list` shows it.")
  var item: Int64

  @Option(help: "How it is written: table or json.")
  var format: NewsReport.Format = .table

  func run() throws {
    let console = Console.standard
    let file = try PortfolioOpener.open(portfolio)
    let revisions = try PortfolioOpener.reporting { try file.itemRevisions(item) }
    guard let last = revisions.last else {
      throw CommandFailure(
        .badInput,
        "`\(portfolio)` has no item \(item)",
        help: "list them with `tranche news list \(ShellWord.quoted(portfolio))`"
      )
    }
    let shelf = try NewsShelf(file, asOf: Instant(secondsSinceEpoch: Int64.max))
    let copies =
      shelf.entries.first {
        $0.item.provider == last.item.provider && $0.item.identifier == last.item.identifier
      }?.copies ?? []
    let report = NewsReport(
      file: portfolio,
      kind: .item,
      entries: revisions.map { NewsReport.Entry($0, copies: copies) }
    )
    var bytes = report.bytes(format, console.reportOptions(isVerbose: false))
    try console.write(&bytes)
  }
}
