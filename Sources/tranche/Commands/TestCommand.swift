import ArgumentParser
import Reporting
import RuleTesting

/// `tranche test`: the tests that rulebooks carry.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests of rulebooks.",
    usage:
      "tranche test [<path> ...] [--filter <text>] [--coverage] [--update] [--format <format>]",
    discussion: """
      Each path is a rulebook: a file with everything it uses, or a folder of files; without one, the \
      folder you are in. The exit status is 1 when a test fails or a rulebook has errors.
      """
  )

  @Argument(
    help: "A .tranche file, or a folder of them; may be given several times.",
    completion: .file(extensions: ["tranche"])
  )
  var paths: [String] = []

  @Option(
    help: "Run only tests whose name, or a rule that they expect something of, holds this text."
  )
  var filter: String?

  @Flag(help: "Also show what of the rules the tests have seen.")
  var coverage = false

  @Option(
    name: .customLong("coverage-at-least"),
    help: "Fail when less than this percentage is covered."
  )
  var leastCoverage: Int?

  @Flag(
    help: "Write the quantities that come out in place of expected ones, and show the difference."
  )
  var update = false

  @Option(help: "How the result is written.")
  var format: TestFormat = .human

  func validate() throws {
    if let leastCoverage, !(0...100).contains(leastCoverage) {
      throw ValidationError("--coverage-at-least takes a percentage from 0 to 100")
    }
    if update, format != .human {
      throw ValidationError("--update shows a difference, which is for people: leave --format away")
    }
  }

  func run() throws {
    let console = Console.standard
    var testing = RulebookTesting(filter: filter, console: console)
    try testing.take(paths.isEmpty ? ["."] : paths, updating: update)
    var report = testing.report
    report.showsCoverage = coverage || leastCoverage != nil
    var text = format.text(of: report, console.reportOptions(isVerbose: false))
    try console.write(&text)
    try conclude(report, console)
  }

  private func conclude(_ report: TestReport, _ console: Console) throws {
    var passes = report.failedTests == 0 && report.brokenRulebooks == 0
    if report.tests == 0, report.brokenRulebooks == 0 {
      console.say(
        .warning,
        "there are no tests",
        help: "a test is `test \"…\" { account { … } … }`"
      )
    }
    for tested in report.rulebooks {
      guard let leastCoverage, let outcome = tested.outcome else { continue }
      if outcome.coverage.percent >= leastCoverage { continue }
      passes = false
      console.say(
        .error,
        "the tests of `\(tested.path)` cover \(outcome.coverage.percent)%, less than "
          + "\(leastCoverage)%",
        help: "what is missing is listed with the coverage"
      )
    }
    if !passes { throw CommandFailure(.rulesFail) }
  }
}
