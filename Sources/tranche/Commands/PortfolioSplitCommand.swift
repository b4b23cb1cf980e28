import ArgumentParser
import PortfolioStore
import Quantities

/// `tranche portfolio split`: what is held, its lots, open orders and the journal count in new units.
struct PortfolioSplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Record a split: 10 for 1, or 1 for 20.",
    discussion: """
      Every account's holding and lots are restated at once. Prices stay as they were made, and those made \
      before the split count in the new units from then on.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Argument(help: "The instrument.")
  var symbol: String

  @Argument(help: "Units after, `for`, units before: 10 for 1")
  var units: [String]

  @Option(help: "When it took effect: a date (its 00:00Z) or a moment.")
  var at: String

  @OptionGroup var options: AuthorOptions

  func run() throws {
    guard units.count == 3, units[1] == "for", let new = Int64(units[0]), let old = Int64(units[2]),
      (1...1_000_000).contains(new), (1...1_000_000).contains(old), new != old
    else {
      throw CommandFailure(
        .wrongUsage,
        "`\(units.joined(separator: " "))` is no split",
        help: "write units after and before, such as `10 for 1` or `1 for 20`"
      )
    }
    let moment = try FactMoment.parse(at)
    let entry = try PortfolioOpener.reporting {
      try PortfolioFile.split(
        symbol,
        into: new,
        for: old,
        at: moment,
        by: options.author,
        in: file
      )
    }
    print("\(file): entry \(entry), `\(symbol)` split \(new) for \(old) at \(moment)")
  }
}
