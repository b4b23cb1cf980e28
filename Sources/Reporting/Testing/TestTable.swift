internal import Quantities
internal import RuleSyntax
internal import RuleTesting

/// Tests for a person: a line for each rulebook, and everything about what failed.
struct TestTable {
  let report: TestReport
  let options: ReportOptions

  var bytes: [UInt8] {
    var output: [UInt8] = []
    for tested in report.rulebooks {
      write(conclusion(of: tested), into: &output)
      let failed = tested.outcome?.tests.filter { !$0.passed } ?? []
      for test in failed {
        output.append(UInt8(ascii: "\n"))
        write(test, tested.files, into: &output)
      }
      if report.showsCoverage, let outcome = tested.outcome {
        render(CoverageSection(outcome: outcome, files: tested.files).blocks, into: &output)
      }
      // One empty line between what is long and what follows, and none between single lines.
      if !failed.isEmpty || report.showsCoverage { output.append(UInt8(ascii: "\n")) }
    }
    if report.failedTests > 0 || report.rulebooks.count > 1 {
      write(summary, into: &output)
    }
    return output
  }

  /// `ok    rules/rust-for-linux.tranche  3 tests`
  private func conclusion(of tested: TestReport.Tested) -> StyledText {
    guard let outcome = tested.outcome else {
      return StyledText("FAIL", .bad) + StyledText("  \(tested.path)  not run: it has errors")
    }
    let count = counted(outcome.tests.count, "test")
    if outcome.failedTests > 0 {
      return StyledText("FAIL", .bad)
        + StyledText("  \(tested.path)  \(outcome.failedTests) of \(count) failed")
    }
    if outcome.tests.isEmpty { return StyledText("none  \(tested.path)  no tests", .caution) }
    return StyledText("ok", .good) + StyledText("    \(tested.path)  \(count)")
  }

  private var summary: StyledText {
    var parts: [String] = []
    if report.failedTests > 0 {
      parts.append("\(report.failedTests) of \(counted(report.tests, "test")) failed")
    } else {
      parts.append("\(counted(report.tests, "test")) passed")
    }
    if report.brokenRulebooks > 0 {
      parts.append("\(counted(report.brokenRulebooks, "rulebook")) could not be run")
    }
    let isGood = report.failedTests == 0 && report.brokenRulebooks == 0
    return StyledText(parts.joined(separator: "; "), isGood ? .good : .bad)
  }

  // MARK: Failures

  /// All that is told of a failed test.
  func details(of test: TestOutcome, files: [SourceFile]) -> String {
    var output = Array("\n".utf8)
    write(test, files, into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  private func write(_ test: TestOutcome, _ files: [SourceFile], into output: inout [UInt8]) {
    for (number, failure) in test.failures.enumerated() {
      if number > 0 { output.append(UInt8(ascii: "\n")) }
      write(failure, of: test, files, into: &output)
    }
  }

  private func write(
    _ failure: TestFailure,
    of test: TestOutcome,
    _ files: [SourceFile],
    into output: inout [UInt8]
  ) {
    write(headline(of: failure, in: test), into: &output)
    let renderer = DiagnosticRenderer(files: files, width: options.width) {
      options.style.paint($0, Tone($1))
    }
    output += Array(renderer.excerpt(of: failure.span).utf8)
    if failure.kind == .expectation { render([.table(sides(of: failure))], into: &output) }
    if !failure.help.isEmpty { write(StyledText("  help: \(failure.help)"), into: &output) }
    if !failure.trades.isEmpty {
      output.append(UInt8(ascii: "\n"))
      render([.table(trades(of: failure))], into: &output)
    }
    for rule in failure.rules {
      output.append(UInt8(ascii: "\n"))
      render(RuleSightLines(sight: rule).blocks, into: &output)
    }
  }

  /// `error[test-failed]: in the test `bad news sells`, as of 2025-12-15`
  private func headline(of failure: TestFailure, in test: TestOutcome) -> StyledText {
    let place = "in the test `\(test.name)`" + (failure.asOf.map { ", as of \($0.shown)" } ?? "")
    let isFault = failure.kind == .fault
    var text = StyledText("error[\(isFault ? "test-fault" : "test-failed")]", .bad)
    text.append(": \(isFault ? "\(failure.actual), \(place)" : place)", .strong)
    return text
  }

  private func sides(of failure: TestFailure) -> TextTable {
    TextTable(
      columns: [.text("expected"), .text("actual")],
      rows: [[StyledText(failure.expected, .good), StyledText(failure.actual, .bad)]]
    )
  }

  private func trades(of failure: TestFailure) -> TextTable {
    TextTable(
      columns: [.text("symbol"), .text("expected"), .text("actual"), .text(""), .text("for")],
      rows: failure.trades.map { row in
        [
          StyledText(row.symbol, .strong),
          StyledText(row.expected ?? "", row.differs ? .good : .plain),
          StyledText(row.actual ?? "no trade", row.differs ? .bad : .plain),
          StyledText(row.differs ? "differs" : "", .caution),
          StyledText(row.causes.joined(separator: ", "), .faint),
        ]
      }
    )
  }

  // MARK: Writing

  private func render(_ blocks: [Block], into output: inout [UInt8]) {
    TerminalRenderer(options).render(blocks, into: &output)
  }

  private func write(_ line: StyledText, into output: inout [UInt8]) {
    for part in line.wrapped(to: options.width, hanging: 6).enumerated() {
      output += Array(
        ((part.offset == 0 ? "" : "      ") + part.element.painted(options.style)).utf8
      )
      output.append(UInt8(ascii: "\n"))
    }
  }
}

extension Instant {
  /// The day alone for its last second, which is what a bare date means for a run.
  var shown: String { self == Instant(endOf: date) ? date.description : description }
}
