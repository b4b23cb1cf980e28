import ArgumentParser
import Exchange
import Quantities

/// What news can't tell of itself.
struct PageOptions: ParsableArguments {
  @Option(help: "When the news was published, where a file does not say it.")
  var published: Instant?

  @Option(help: "When the news was received, where a file does not say it.")
  var received: Instant?

  @Option(help: "Who published the news, where a file does not say it.")
  var source: String?

  @OptionGroup var owners: OwnersOptions

  var facts: PageFacts {
    PageFacts(
      published: published,
      received: received,
      source: source ?? "",
      ownersFile: owners.owners
    )
  }
}

/// Who owns which source, beside the table that is shipped.
struct OwnersOptions: ParsableArguments {
  @Option(
    help:
      "A table of owners of sources, as `news owners` prints it; adds to the one that is shipped.",
    completion: .file(extensions: ["csv"])
  )
  var owners: String?
}
