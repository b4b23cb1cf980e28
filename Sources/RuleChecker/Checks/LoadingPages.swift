internal import RuleSyntax

/// The pages of what checking a text by itself can't show: what is found while files are looked for, and
/// what must not happen.
public enum LoadingPages {
  /// In ascending order of code.
  public static let list: [CheckPage] = [
    CheckPage(
      code: "incomplete-declaration",
      severity: .error,
      finds: "a part that is missing although nothing else was reported there",
      matters: """
        it is a mistake of this program and not of the rulebook: every missing part should have its own \
        message. The rulebook is refused all the same, because a rule with a part missing must not run. \
        Please report the text that shows it
        """,
      example: """
        // no text is known to have this finding
        """,
      instead: """
        rule look { when gross > 90% review NVDA }
        """
    ),
    CheckPage(
      code: "no-such-file",
      severity: .error,
      finds: "a `use` of a file that is not there",
      matters: """
        a rulebook without its limits would trade without them. Paths are relative to the file that \
        uses them, and capitals count
        """,
      example: """
        use "house-limit.tranche"
        """,
      instead: """
        use "house-limits.tranche"
        """
    ),
  ]
}
