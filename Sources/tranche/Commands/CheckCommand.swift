import ArgumentParser
import Reporting
import RuleChecker
import RuleSyntax

/// `tranche check`: everything that is wrong with rulebooks, before any money is involved.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find every mistake in rulebooks.",
    usage: """
      tranche check <path> ... [--fix] [--strict] [--format <format>]
      tranche check --explain <code>
      """,
    discussion: """
      Each path is a rulebook: a file with everything it uses, or a folder of files. A file that another \
      path uses is checked with it. The exit status is 1 when there is an error.
      """
  )

  @Argument(
    help: "A .tranche file, or a folder of them; may be given several times.",
    completion: .file(extensions: ["tranche"])
  )
  var paths: [String] = []

  @Flag(help: "Make every fix that is certain, then check again.")
  var fix = false

  @Flag(help: "Let warnings fail as errors do.")
  var strict = false

  @Option(help: "How the result is written.")
  var format: CheckFormat = .human

  @Option(
    help: "Print the page of a code instead, or `all` for the list.",
    completion: .list(["all"] + CheckPages.all.map(\.code))
  )
  var explain: String?

  func validate() throws {
    if paths.isEmpty, explain == nil {
      throw ValidationError("name a rulebook: a .tranche file, or a folder of them")
    }
    if explain != nil, fix || !paths.isEmpty {
      throw ValidationError("--explain stands alone")
    }
  }

  func run() throws {
    let console = Console.standard
    if let explain {
      var page = Array(try CheckPageText.of(explain).utf8)
      return try console.write(&page)
    }
    let report = try check()
    let options = console.reportOptions(isVerbose: false)
    var text = format.text(of: report, options, version: Tranche.configuration.version)
    try console.write(&text)
    if report.errorCount > 0 || strict && report.warningCount > 0 {
      throw CommandFailure(.rulesFail)
    }
  }

  private func check() throws -> CheckReport {
    var report = CheckReport(rulebooks: [])
    for files in try RulebookSelection.read(paths) {
      let mending = try RulebookMending(files, isAllowed: fix)
      for change in mending.changes {
        try FileWriter.replace(change.path, with: change.bytes)
        report.mended.append(CheckReport.Mended(path: change.shownPath, fixes: change.fixes))
      }
      report.rulebooks.append(
        CheckReport.Checked(
          path: files.path,
          files: mending.files.parsed.map(\.tree.file),
          diagnostics: mending.result.diagnostics,
          rulebook: mending.result.rulebook
        )
      )
    }
    return report
  }
}
