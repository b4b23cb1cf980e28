import RuleChecker
import RuleSyntax

/// Reads and checks the rulebook that a command works with.
struct RulebookLoader {
  let console: Console

  /// The checked rulebook at `path`. Warnings are shown; errors are shown and end the command.
  func load(_ path: String) throws -> CheckedRulebook {
    let files = try RulebookFiles(path)
    let result = files.check()
    if !result.diagnostics.isEmpty {
      console.show(result.diagnostics, of: files.parsed.map(\.tree.file))
    }
    guard let rulebook = result.rulebook else { throw CommandFailure(.rulesFail) }
    return rulebook
  }
}
