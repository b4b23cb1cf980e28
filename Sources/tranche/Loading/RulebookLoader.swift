import Portfolio
import RuleChecker
import RuleSyntax

/// Reads and checks the rulebook that a command works with.
struct RulebookLoader {
  let console: Console

  /// The checked rulebook at `path`. Warnings are shown; errors are shown and end the command.
  func load(_ path: String) throws -> CheckedRulebook { try checked(RulebookFiles(path)) }

  /// The same of files that a run kept.
  func load(_ documents: [RunRecord.Document]) throws -> CheckedRulebook {
    try checked(RulebookFiles(documents))
  }

  private func checked(_ files: RulebookFiles) throws -> CheckedRulebook {
    let result = files.check()
    if !result.diagnostics.isEmpty {
      console.show(result.diagnostics, of: files.parsed.map(\.tree.file))
    }
    guard let rulebook = result.rulebook else { throw CommandFailure(.rulesFail) }
    return rulebook
  }
}
