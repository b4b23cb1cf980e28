import ArgumentParser
import Portfolio
import PortfolioStore
import Quantities
import Reporting

/// `tranche news list`: the items of a portfolio file that rules can read, the newest first.
struct NewsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the news that a portfolio file has, the newest first.",
    discussion: """
      Each item in its latest revision, copies of one article as one (`+1` behind the source), without what was \
      withdrawn or does not count.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Option(name: .customLong("as-of"), help: "As it was known at this moment. Default: now.")
  var asOf: Instant?

  @Option(help: "Only items about this symbol or theme.")
  var about: String?

  @Option(help: "Only items of this source or owner.")
  var source: String?

  @Option(help: "How many at most.")
  var limit = 50

  @Option(help: "How it is written: table or json.")
  var format: NewsReport.Format = .table

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit is a number from 1") }
  }

  func run() throws {
    let console = Console.standard
    let moment = asOf ?? Clock.now()
    let shelf = try NewsShelf(try PortfolioOpener.open(portfolio), asOf: moment)
    let found = shelf.entries.filter { isAsked($0.item) }
    if found.isEmpty, format == .table {
      console.say(
        .note,
        shelf.entries.isEmpty
          ? "`\(portfolio)` has no news at \(moment)" : "no item of `\(portfolio)` is of that kind",
        help: shelf.entries.isEmpty
          ? "take some in with `tranche news import \(ShellWord.quoted(portfolio)) FILE`"
          : "ask without `--about` and `--source` for all \(shelf.entries.count)"
      )
      return
    }
    let report = NewsReport(
      file: portfolio,
      kind: .list,
      asOf: moment,
      entries: Array(found.prefix(limit)),
      total: found.count
    )
    var bytes = report.bytes(format, console.reportOptions(isVerbose: false))
    try console.write(&bytes)
    if found.count > limit, format == .table {
      console.say(
        .note,
        "\(found.count - limit) older ones are not shown",
        help: "ask for more with `--limit`, or for an earlier moment with `--as-of`"
      )
    }
  }

  private func isAsked(_ item: Item) -> Bool {
    if let about {
      let name = about.lowercased()
      guard item.subjects.contains(where: { $0.name.lowercased() == name }) else { return false }
    }
    guard let source = source?.lowercased() else { return true }
    return item.source.lowercased() == source || item.owner.lowercased() == source
  }
}
