import ArgumentParser
import PortfolioStore

/// `tranche undo`: a run, an import of fills or a cancellation counts no more.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back a run with its fills, an import of fills, or a cancellation.",
    discussion: """
      Writes an entry of its own: holdings, lots and cash are booked back, and the journal counts as if the \
      entry had never been. Refused when a later run of the same accounts stands on it.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: "The number of the entry; a run has its entry's number.")
  var entry: Int64

  @OptionGroup var options: AuthorOptions

  func run() throws {
    let undoing = try PortfolioOpener.reporting {
      try PortfolioFile.undo(entry, by: options.author, in: portfolio)
    }
    print("\(portfolio): entry \(undoing), entry \(entry) is undone")
  }
}
