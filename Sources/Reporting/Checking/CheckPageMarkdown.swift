public import RuleChecker
internal import RuleSyntax

/// The page of one code in Markdown: what `tranche check --explain CODE` prints and `docs/checks`
/// holds.
public enum CheckPageMarkdown {
  /// The widest line of prose; code stands as it is written.
  private static let width = 80

  /// The page, ending in a line end.
  public static func text(of page: CheckPage) -> String {
    var lines = ["# \(page.code)", ""]
    let kind = page.severity == .error ? "An error" : "A warning"
    lines += paragraph("\(kind): \(page.finds).")
    lines += ["", "## Why it matters", ""]
    lines += paragraph(sentence(page.matters))
    lines += ["", "## Found in", "", "```tranche", page.example, "```"]
    lines += ["", "## Write instead", "", "```tranche", page.instead, "```"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The list of all pages: `docs/checks/README.md`.
  public static func index(of pages: [CheckPage]) -> String {
    var lines = ["# What `tranche check` finds", ""]
    lines += paragraph(
      "Each code has a page. `tranche check --explain CODE` prints it. The pages are made from the "
        + "checks themselves by `make pages`; don't edit them."
    )
    for severity in [Diagnostic.Severity.error, .warning] {
      lines += ["", severity == .error ? "## Errors" : "## Warnings", ""]
      lines += ["| code | finds |", "| --- | --- |"]
      for page in pages where page.severity == severity {
        let finds = page.finds.split(separator: "|").joined(separator: "\\|")
        lines.append("| [`\(page.code)`](\(page.code).md) | \(finds) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func paragraph(_ text: String) -> [String] {
    StyledText(text).wrapped(to: width).map(\.plain)
  }

  /// With a capital at the beginning and a full stop at the end.
  private static func sentence(_ text: String) -> String {
    let end = text.hasSuffix(".") ? "" : "."
    return text.prefix(1).uppercased() + text.dropFirst() + end
  }
}
