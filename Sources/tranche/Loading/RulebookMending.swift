import Reporting
import RuleChecker
import RuleSyntax

/// Makes the certain fixes of a rulebook's diagnostics, in memory, until none is left.
///
/// Fixes may uncover other mistakes, whose fixes are made in the next round. A round that does not
/// lower the number of errors is not kept, so that mending always ends and never makes worse.
struct RulebookMending {
  /// Enough for fixes that uncover one another; more would be a mistake of ours.
  private static let mostRounds = 10

  /// A file that was mended.
  struct Change {
    /// With links resolved: what is written.
    var path: String
    /// As the user knows it.
    var shownPath: String
    var bytes: [UInt8]
    var fixes: Int
  }

  private(set) var files: RulebookFiles
  private(set) var result: CheckResult
  /// How many fixes were made in each file, by resolved path.
  private var fixes: [String: Int] = [:]

  /// Checks `files`, and mends them if that is allowed.
  init(_ files: RulebookFiles, isAllowed: Bool) throws {
    self.files = files
    result = files.check()
    guard isAllowed else { return }
    for _ in 0..<Self.mostRounds {
      guard try mend() else { return }
    }
  }

  /// What is to be written.
  var changes: [Change] {
    zip(files.resolvedPaths, files.parsed).compactMap { path, parsed in
      guard let count = fixes[path] else { return nil }
      let file = parsed.tree.file
      return Change(path: path, shownPath: file.path, bytes: file.bytes, fixes: count)
    }
  }

  /// One round: whether anything was mended.
  private mutating func mend() throws -> Bool {
    var texts: [String: [UInt8]] = [:]
    var made = fixes
    for (path, parsed) in zip(files.resolvedPaths, files.parsed) {
      let fixed = FixedSource(parsed.tree.file, fixing: result.diagnostics)
      texts[path] = fixed.bytes
      if fixed.count > 0 { made[path, default: 0] += fixed.count }
    }
    guard made != fixes else { return false }
    let next = try RulebookFiles(files.path, texts: texts)
    let found = next.check()
    guard errors(found) < errors(result) else { return false }
    (files, result, fixes) = (next, found, made)
    return true
  }

  private func errors(_ result: CheckResult) -> Int {
    result.diagnostics.count { $0.severity == .error }
  }
}
