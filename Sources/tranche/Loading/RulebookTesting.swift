import Reporting
import RuleChecker
import RuleSyntax
import RuleTesting

/// Runs the tests of the rulebooks that a user named.
struct RulebookTesting {
  let filter: String?
  let console: Console
  private(set) var report = TestReport()

  init(filter: String?, console: Console) {
    self.filter = filter
    self.console = console
  }

  /// - Parameter updating: whether quantities that differ are written into the files.
  mutating func take(_ paths: [String], updating: Bool) throws {
    for files in try RulebookSelection.read(paths) {
      let tested = test(files)
      report.rulebooks.append(updating ? try update(tested, files) : tested)
    }
    try refuseIdleFilter()
  }

  private func test(_ files: RulebookFiles) -> TestReport.Tested {
    let result = files.check()
    var tested = TestReport.Tested(path: files.path, files: files.parsed.map(\.tree.file))
    let errors = result.diagnostics.filter { $0.severity == .error }
    guard let rulebook = result.rulebook else {
      tested.errors = errors
      console.show(errors, of: tested.files)
      return tested
    }
    tested.outcome = RulebookTester(rulebook, portfolios: PortfolioFiles()).run(filter: filter)
    return tested
  }

  /// A filter that passes nothing is most likely misspelt.
  private func refuseIdleFilter() throws {
    guard let filter, report.tests == 0, report.brokenRulebooks == 0 else { return }
    let names = report.rulebooks.flatMap { $0.outcome?.rulebook.tests.map(\.name) ?? [] }
    let list = names.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    throw CommandFailure(
      .wrongUsage,
      "no test has `\(filter)` in its name or speaks of a rule that has",
      help: names.isEmpty
        ? "there are no tests" : "tests are called \(list)\(names.count > 5 ? ", …" : "")"
    )
  }

  // MARK: Updating

  /// Writes what the engine gives where only a quantity differs, and runs the tests again.
  private func update(
    _ tested: TestReport.Tested,
    _ files: RulebookFiles
  ) throws -> TestReport.Tested {
    let corrections = tested.outcome?.corrections ?? []
    tellWhatIsLeft(tested)
    if corrections.isEmpty { return tested }
    let style = console.reportOptions(isVerbose: false).style
    for (path, parsed) in zip(files.resolvedPaths, files.parsed) {
      let file = parsed.tree.file
      let fixed = FixedSource(file, fixing: corrections)
      if fixed.count == 0 { continue }
      try FileWriter.replace(path, with: fixed.bytes)
      var difference = Array(
        UnifiedDiff.text(from: file.bytes, to: fixed.bytes, name: file.path, style: style).utf8
      )
      try console.write(&difference)
    }
    return test(try RulebookFiles(files.path))
  }
}

extension RulebookTesting {
  /// What failed and is not a matter of a quantity alone stays for a person to judge.
  private func tellWhatIsLeft(_ tested: TestReport.Tested) {
    for failure in tested.outcome?.tests.flatMap(\.failures) ?? [] where failure.correction == nil {
      let file = tested.files.first { $0.index == failure.span.file }
      let (line, column) = file?.location(of: failure.span.start) ?? (0, 0)
      let place = "\(file?.path ?? tested.path):\(line):\(column)"
      console.say(
        .warning,
        failure.kind == .fault
          ? "\(place): \(failure.actual), so that nothing of the rest of the test is updated"
          : "\(place): `\(failure.expected)` is not updated: \(failure.actual)",
        help: "`--update` writes a quantity where the same trade is proposed in another size"
      )
    }
  }
}

extension RulebookOutcome {
  /// An edit for each quantity that differs. An expectation that runs in one test only differs in one way.
  fileprivate var corrections: [Diagnostic] {
    tests.flatMap(\.failures).compactMap(\.correction).map { correction in
      Diagnostic(
        code: "",
        span: correction.span,
        message: "",
        fix: Diagnostic.Fix(title: "", span: correction.span, replacement: correction.text)
      )
    }
  }
}
