import Foundation
import RuleChecker
import RuleSyntax
import TestSupport

/// What the checker says of the rulebook that `text` stands for in the conformance corpus.
func check(_ text: String) -> CheckResult { check(CaseRulebook(text).files) }

func check(_ files: [SourceFile]) -> CheckResult {
  RulebookChecker.check(files.map { Parser.parse($0) })
}

/// Codes in order of place.
func codes(_ text: String) -> [String] { check(text).diagnostics.map(\.code) }

/// A rules file that ships with the project.
func shippedRules(_ name: String) throws -> SourceFile {
  let file = CaseFile.corpus.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("rules").appendingPathComponent(name)
  return SourceFile(path: name, bytes: Array(try Data(contentsOf: file)))
}
