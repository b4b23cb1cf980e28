import ArgumentParser
import Portfolio
import PortfolioStore

/// `tranche journal rename`: a rule that is called otherwise keeps what it has put on.
struct JournalRenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Give what the journal knows of a rulebook, rule or step its new name.",
    discussion: """
      Names are written as `rulebook`, `rulebook.rule` or `rulebook.rule.step`. Without this, a rule with a \
      new name begins anew, and what it had put on is the review `orphan_fill`.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: "The name as it was.")
  var old: String

  @Argument(help: "The name as it is.")
  var new: String

  @OptionGroup var options: AuthorOptions

  func run() throws {
    guard let former = JournalKey(old), let present = JournalKey(new) else {
      throw CommandFailure(
        .wrongUsage,
        "`\(JournalKey(old) == nil ? old : new)` is no name of a rulebook, rule or step",
        help: "write `rulebook`, `rulebook.rule` or `rulebook.rule.step`"
      )
    }
    let entry = try PortfolioOpener.reporting {
      try PortfolioFile.rename(former, to: present, by: options.author, in: portfolio)
    }
    print("\(portfolio): entry \(entry), `\(former)` is `\(present)` from now on")
  }
}
