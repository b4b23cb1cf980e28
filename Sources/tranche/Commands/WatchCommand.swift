import ArgumentParser
import Exchange
import PortfolioStore
import Reporting

/// `tranche watch`: takes news as it arrives, and tells what it changes.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Take news as it arrives, and tell what it changes.",
    discussion: """
      Imports the files of a folder once they are whole, evaluates the accounts that they can touch, and prints what \
      changed since the last look: a rule fires or ends, a step is unlocked, a catalyst moved, a limit has less than a \
      tenth of its room left. The first look tells nothing. Files stay where they are; those whose names begin with a \
      dot or end in .part or .tmp are left alone. What was told is kept in the portfolio file, so that a watch that \
      is started again goes on where it was. It ends on SIGINT or SIGTERM. docs/watch.md has more.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Option(help: "The rulebook: a .tranche file, or a folder of them.", completion: .file())
  var rules: String

  @Option(help: "The folder that files of news arrive in.", completion: .directory)
  var inbox: String

  @Option(
    help: "A command for the shell that gets each alert as JSON on its standard input.",
    completion: .shellCommand("compgen -c")
  )
  var command: String?

  @Option(
    help:
      "An address that each alert is sent to as JSON by POST, or @FILE for a file that holds it."
  )
  var webhook: String?

  @Flag(help: "Send once more what the webhook refused.")
  var retryRefused = false

  @Flag(help: "Take what is there, deliver what is due, and end.")
  var once = false

  @Option(
    help: "After how many seconds all accounts are looked at again, for what time alone changes."
  )
  var every = 60

  @Option(help: "How alerts are printed: text or jsonl.")
  var format: WatchAlert.Format = .text

  @Flag(help: "Keep the whole text of articles, not titles and summaries alone.")
  var withBodies = false

  @OptionGroup var owners: OwnersOptions

  func validate() throws {
    if every < 1 { throw ValidationError("--every is a number of seconds from 1") }
  }

  func run() throws {
    let console = Console.standard
    var page = PageFacts(ownersFile: owners.owners)
    _ = try OwnersLoader(console: console).load(into: &page)
    let request = WatchRequest(
      portfolio: portfolio,
      rules: rules,
      inbox: inbox,
      recipients: try recipients(),
      retriesRefused: retryRefused,
      isOnce: once,
      secondsBetweenLooks: every,
      format: format,
      withBodies: withBodies,
      page: page
    )
    try Watch(request, console).run()
  }

  private func recipients() throws -> [OutboxEntry.Target: Recipient] {
    var recipients: [OutboxEntry.Target: Recipient] = [:]
    if let command { recipients[.command] = .command(command) }
    if let webhook {
      let address = try WebhookAddress(option: webhook)
      recipients[.webhook] = .webhook(address, program: try WebhookProgram.find())
    }
    return recipients
  }
}
