internal import RuleChecker
internal import RuleSyntax
internal import RuleTesting

/// JUnit XML: a suite for each rulebook, a case for each test. Nothing is timed, so that the same tests
/// give the same bytes.
struct TestJUnit {
  let report: TestReport

  var bytes: [UInt8] {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let counts = counts(
      report.tests + report.brokenRulebooks,
      report.failedTests,
      report.brokenRulebooks
    )
    text += "<testsuites name=\"tranche\" \(counts)>\n"
    for tested in report.rulebooks { text += suite(tested) }
    return Array((text + "</testsuites>\n").utf8)
  }

  private func counts(_ tests: Int, _ failures: Int, _ errors: Int) -> String {
    "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\""
  }

  private func suite(_ tested: TestReport.Tested) -> String {
    guard let outcome = tested.outcome else { return brokenSuite(tested) }
    let name = TestJUnit.escaped(tested.path)
    var text =
      "  <testsuite name=\"\(name)\" \(counts(outcome.tests.count, outcome.failedTests, 0))>\n"
    for test in outcome.tests { text += testCase(test, outcome.rulebook.name, tested.files) }
    return text + "  </testsuite>\n"
  }

  /// A rulebook with errors is one case that could not be run.
  private func brokenSuite(_ tested: TestReport.Tested) -> String {
    let name = TestJUnit.escaped(tested.path)
    let details = DiagnosticRenderer(files: tested.files).render(tested.errors)
    return "  <testsuite name=\"\(name)\" \(counts(1, 0, 1))>\n"
      + "    <testcase classname=\"\(name)\" name=\"check\">\n"
      + "      <error message=\"the rulebook has errors\" type=\"check\">"
      + TestJUnit.escaped(details) + "</error>\n    </testcase>\n  </testsuite>\n"
  }

  private func testCase(_ test: TestOutcome, _ rulebook: String, _ files: [SourceFile]) -> String {
    var head = "    <testcase classname=\"\(TestJUnit.escaped(rulebook))\""
    head += " name=\"\(TestJUnit.escaped(test.name))\""
    if let file = files.first(where: { $0.index == test.nameSpan.file }) {
      head += " file=\"\(TestJUnit.escaped(file.path))\""
      head += " line=\"\(file.lineNumber(of: test.nameSpan.start))\""
    }
    if test.passed { return head + "/>\n" }
    return head + ">\n" + failure(test, files) + "    </testcase>\n"
  }

  /// One element for all failures: readers expect one a case. The details are those of a terminal.
  private func failure(_ test: TestOutcome, _ files: [SourceFile]) -> String {
    let messages = test.failures.map { failure in
      failure.kind == .fault
        ? failure.actual : "expected \(failure.expected), actual \(failure.actual)"
    }
    let details = TestTable(report: report, options: ReportOptions(width: 100))
      .details(of: test, files: files)
    let kind = test.failures.contains { $0.kind == .fault } ? "fault" : "expectation"
    return "      <failure message=\"\(TestJUnit.escaped(messages.joined(separator: "; ")))\""
      + " type=\"\(kind)\">\(TestJUnit.escaped(details))</failure>\n"
  }

  /// Text that XML 1.0 allows, with its own characters spelled out; lines stay.
  static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var escaped = ""
      // Scalars, as a mark behind a `&` would make another character of it.
      for scalar in SafeText.line(String(line)).unicodeScalars {
        switch scalar {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
        default: escaped.unicodeScalars.append(scalar)
        }
      }
      return escaped
    }.joined(separator: "\n")
  }
}
