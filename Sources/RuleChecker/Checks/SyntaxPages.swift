internal import RuleSyntax

/// The pages of what reading a rulebook's text can find.
public enum SyntaxPages {
  /// In ascending order of code, one for each.
  public static let list: [CheckPage] = (ofCharacters + ofGrammar + ofNumbers + ofWords)
    .sorted { $0.code < $1.code }

  static func page(
    _ code: SyntaxCode,
    finds: String,
    matters: String,
    example: String,
    instead: String
  ) -> CheckPage {
    CheckPage(
      code: code.rawValue,
      severity: code.severity,
      finds: finds,
      matters: matters,
      example: example,
      instead: instead
    )
  }
}
