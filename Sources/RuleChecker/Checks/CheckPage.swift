public import RuleSyntax

/// The page of one code in the reference: what is found, why it matters, and the same said well.
///
/// `example` and `instead` are declarations; where they begin neither with `language` nor with a
/// comment, a header belongs before them, and a line `// next file` begins another file. A test proves
/// that the example has the finding and that the other text has none.
public struct CheckPage: Hashable, Sendable {
  public var code: String
  public var severity: Diagnostic.Severity
  /// What is found, as a noun phrase.
  public var finds: String
  public var matters: String
  /// Text that has the finding.
  public var example: String
  /// The same without it.
  public var instead: String

  public init(
    code: String,
    severity: Diagnostic.Severity,
    finds: String,
    matters: String,
    example: String,
    instead: String
  ) {
    self.code = code
    self.severity = severity
    self.finds = finds
    self.matters = matters
    self.example = example
    self.instead = instead
  }
}

/// The pages of all codes.
public enum CheckPages {
  /// In ascending order of code.
  public static let all: [CheckPage] =
    (AllChecks.list.map(\.page) + SyntaxPages.list + LoadingPages.list)
    .sorted { $0.code < $1.code }

  public static func page(of code: String) -> CheckPage? { all.first { $0.code == code } }
}
