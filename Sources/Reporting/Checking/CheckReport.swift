public import RuleChecker
public import RuleSyntax

/// What checking one or more rulebooks found, as `tranche check` shows it.
public struct CheckReport: Sendable {
  /// One rulebook that was checked.
  public struct Checked: Sendable {
    /// The file or folder, as the user named it.
    public var path: String
    public var files: [SourceFile]
    /// Errors and warnings, in order of path, place and code.
    public var diagnostics: [Diagnostic]
    /// Nothing when there is an error.
    public var rulebook: CheckedRulebook?

    public init(
      path: String,
      files: [SourceFile],
      diagnostics: [Diagnostic],
      rulebook: CheckedRulebook?
    ) {
      self.path = path
      self.files = files
      self.diagnostics = diagnostics
      self.rulebook = rulebook
    }
  }

  /// A file that was mended on the way.
  public struct Mended: Hashable, Sendable {
    public var path: String
    /// How many fixes were made in it; at least one.
    public var fixes: Int

    public init(path: String, fixes: Int) {
      self.path = path
      self.fixes = fixes
    }
  }

  public var rulebooks: [Checked]
  public var mended: [Mended]

  public init(rulebooks: [Checked], mended: [Mended] = []) {
    self.rulebooks = rulebooks
    self.mended = mended
  }

  public var errorCount: Int { count(of: .error) }
  public var warningCount: Int { count(of: .warning) }

  private func count(of severity: Diagnostic.Severity) -> Int {
    rulebooks.reduce(0) { $0 + $1.diagnostics.count { $0.severity == severity } }
  }
}
