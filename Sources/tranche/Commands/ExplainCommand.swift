import ArgumentParser
import Reporting
import RuleChecker
import RuleSyntax

/// `tranche explain`: a rulebook read back in plain sentences.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say in plain sentences what a rulebook asks for.",
    discussion: """
      The text is made from the checked rulebook alone and is the same for the same rulebook. It is fit \
      to be attached to an investment mandate.
      """
  )

  @Argument(help: "The rulebook: a .tranche file, or a folder of them.", completion: .file())
  var rules: String

  @Option(help: "Tell this rule alone, with what it depends on.")
  var rule: String?

  @Option(help: "How the text is written: text or markdown.")
  var format: ReadingFormat = .text

  func run() throws {
    let console = Console.standard
    let rulebook = try RulebookLoader(console: console).load(rules)
    var bytes = format.bytes(
      of: try reading(of: rulebook),
      console.reportOptions(isVerbose: false)
    )
    try console.write(&bytes)
  }

  private func reading(of rulebook: CheckedRulebook) throws -> RulebookReading {
    guard let rule else { return RulebookReading(rulebook) }
    if let reading = RulebookReading(rulebook, rule: rule) { return reading }
    let names = rulebook.rules.map(\.name)
    throw CommandFailure(
      .badInput,
      "the rulebook has no rule `\(rule)`",
      help: NearestMatch.of(rule, in: names).map { "did you mean `\($0)`?" } ?? known(names)
    )
  }

  private func known(_ names: [String]) -> String {
    let most = 10
    if names.isEmpty { return "the rulebook declares no rules" }
    let list = names.prefix(most).map { "`\($0)`" }.joined(separator: ", ")
    return "its rules are \(list)" + (names.count > most ? " and \(names.count - most) more" : "")
  }
}
