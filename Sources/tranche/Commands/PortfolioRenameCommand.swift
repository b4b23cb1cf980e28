import ArgumentParser
import PortfolioStore

/// `tranche portfolio rename`: an instrument trades under another symbol.
struct PortfolioRenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Record that an instrument has a new symbol.",
    discussion: """
      Holdings, prices and the journal go with it. Rulebooks that name the old symbol must name the new one.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Argument(help: "The symbol as it was.")
  var old: String

  @Argument(help: "The symbol as it is.")
  var new: String

  @Option(help: "When it took effect: a date (its 00:00Z) or a moment.")
  var at: String

  @OptionGroup var options: AuthorOptions

  func run() throws {
    guard (1...40).contains(new.unicodeScalars.count) else {
      throw CommandFailure(
        .wrongUsage,
        "`\(new)` is no symbol",
        help: "write 1 to 40 characters, such as `META`"
      )
    }
    let moment = try FactMoment.parse(at)
    let entry = try PortfolioOpener.reporting {
      try PortfolioFile.changeSymbol(old, to: new, at: moment, by: options.author, in: file)
    }
    print("\(file): entry \(entry), `\(old)` is `\(new)` from \(moment)")
  }
}
