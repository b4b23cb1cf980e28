import Reporting
import RuleChecker
import RuleSyntax

/// What `tranche check --explain` prints.
enum CheckPageText {
  /// The page of `code`, or the list of all codes for `all`.
  /// - Throws: a failure that offers the nearest code when there is no such page.
  static func of(_ code: String) throws -> String {
    if code == "all" { return list }
    if let page = CheckPages.page(of: code) { return CheckPageMarkdown.text(of: page) }
    let nearest = NearestMatch.of(code, in: CheckPages.all.map(\.code))
    throw CommandFailure(
      .wrongUsage,
      "there is no code `\(code)`",
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "`tranche check --explain all` lists the codes"
    )
  }

  private static var list: String {
    let width = CheckPages.all.map(\.code.count).max() ?? 0
    return CheckPages.all.map { page in
      let gap = String(repeating: " ", count: width - page.code.count + 2)
      return "\(page.code)\(gap)\(page.finds)\n"
    }.joined()
  }
}
