public import RuleSyntax

/// What checking gives: always every diagnostic, and a rulebook when none is an error.
public struct CheckResult: Sendable {
  public var rulebook: CheckedRulebook?
  /// In order of file, place and code.
  public var diagnostics: [Diagnostic]

  public init(rulebook: CheckedRulebook?, diagnostics: [Diagnostic]) {
    self.rulebook = rulebook
    self.diagnostics = diagnostics
  }
}
