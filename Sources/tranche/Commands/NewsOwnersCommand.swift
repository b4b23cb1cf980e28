import ArgumentParser
import Exchange

/// `tranche news owners`: who owns which source, as a table to edit and give back.
struct NewsOwnersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "owners",
    abstract: "Print who owns which source: what distinct sources are counted by.",
    discussion: """
      The table is comma-separated: an owner, and the name or host of a publication. Edit it, or write only the \
      rows that are to be added or changed, and give it to `news import` or beside `--news` with `--owners FILE`. \
      A source that is not in it is its own owner.
      """
  )

  @OptionGroup var options: OwnersOptions

  func run() throws {
    let console = Console.standard
    var page = PageFacts(ownersFile: options.owners)
    let mistakes = try OwnersLoader(console: console).load(into: &page)
    var bytes = Array(page.owners.text.utf8)
    try console.write(&bytes)
    guard mistakes == 0 else { throw CommandFailure.ownersLeftOut(mistakes) }
  }
}
