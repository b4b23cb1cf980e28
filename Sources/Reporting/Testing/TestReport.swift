public import RuleSyntax
public import RuleTesting

/// What running the tests of one or more rulebooks gave, as `tranche test` shows it.
public struct TestReport: Sendable {
  /// One rulebook whose tests were to be run.
  public struct Tested: Sendable {
    /// The file or folder, as the user named it.
    public var path: String
    public var files: [SourceFile]
    /// Errors of the rulebook, or what this version can't evaluate; then nothing was run.
    public var errors: [Diagnostic]
    /// Nothing when the rulebook has errors.
    public var outcome: RulebookOutcome?

    public init(
      path: String,
      files: [SourceFile],
      errors: [Diagnostic] = [],
      outcome: RulebookOutcome? = nil
    ) {
      self.path = path
      self.files = files
      self.errors = errors
      self.outcome = outcome
    }
  }

  public var rulebooks: [Tested]
  /// Whether what the tests cover is shown.
  public var showsCoverage: Bool

  public init(rulebooks: [Tested] = [], showsCoverage: Bool = false) {
    self.rulebooks = rulebooks
    self.showsCoverage = showsCoverage
  }

  public var tests: Int { rulebooks.reduce(0) { $0 + ($1.outcome?.tests.count ?? 0) } }
  public var failedTests: Int { rulebooks.reduce(0) { $0 + ($1.outcome?.failedTests ?? 0) } }
  public var brokenRulebooks: Int { rulebooks.count { $0.outcome == nil } }
}

/// The formats of what `tranche test` found, by the name that a user gives: the one list.
public enum TestFormat: String, CaseIterable, Sendable {
  /// For a person at a terminal.
  case human
  /// One JSON document, `docs/schema/test-1.json`.
  case json
  /// JUnit XML, for continuous integration.
  case junit

  /// `report` in this format, ending in a line end.
  public func text(of report: TestReport, _ options: ReportOptions = ReportOptions()) -> [UInt8] {
    switch self {
    case .human: TestTable(report: report, options: options).bytes
    case .json: TestJSON(report: report).bytes
    case .junit: TestJUnit(report: report).bytes
    }
  }
}
