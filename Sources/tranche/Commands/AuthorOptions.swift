import ArgumentParser
import Foundation
import PortfolioStore

/// Who writes into the journal, and why.
struct AuthorOptions: ParsableArguments {
  @Option(help: "Who decided it. Default: the user's name on this machine.")
  var who: String?

  @Option(help: "Why, in a few words.")
  var note = ""

  var author: EntryAuthor {
    let user = ProcessInfo.processInfo.environment["USER"] ?? ""
    return EntryAuthor(recorded: Clock.now(), who: who ?? user, note: note)
  }
}
