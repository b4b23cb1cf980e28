import Foundation
import RuleChecker
import RuleSyntax

/// Reads a rulebook: one file with everything it uses, or a folder of files.
///
/// A rulebook never reaches outside its own folder, symbolic links included.
struct RulebookLoader {
  let console: Console

  /// The checked rulebook at `path`. Warnings are shown; errors are shown and end the command.
  func load(_ path: String) throws -> CheckedRulebook {
    var reading = Reading(root: try root(of: path))
    let isFolder = FileReader.isFolder(path)
    for file in isFolder ? try rulesFiles(in: path) : [path] { try reading.take(file) }
    let result = RulebookChecker.check(reading.parsed)
    let diagnostics = result.diagnostics + reading.diagnostics
    if !diagnostics.isEmpty { console.show(diagnostics, of: reading.parsed.map(\.tree.file)) }
    let hasErrors = diagnostics.contains { $0.severity == .error }
    guard let rulebook = result.rulebook, !hasErrors else { throw CommandFailure(.rulesFail) }
    return rulebook
  }

  /// The folder that a rulebook may not leave, with links resolved.
  private func root(of path: String) throws -> String {
    let folder = FileReader.isFolder(path) ? path : (path as NSString).deletingLastPathComponent
    return resolved(folder.isEmpty ? "." : folder) ?? folder
  }

  private func rulesFiles(in folder: String) throws -> [String] {
    guard let names = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
      throw CommandFailure(
        .readingOrWritingFailed,
        "the folder `\(folder)` can't be read",
        help: "check its permissions"
      )
    }
    let files = names.filter { $0.hasSuffix(".tranche") && !$0.hasPrefix(".") }.sorted()
    guard !files.isEmpty else {
      throw CommandFailure(
        .badInput,
        "`\(folder)` holds no rules files",
        help: "rules files end in `.tranche`"
      )
    }
    return files.map { folder + "/" + $0 }
  }
}

/// The files of one rulebook, each read once.
private struct Reading {
  let root: String
  var parsed: [ParseResult] = []
  var diagnostics: [Diagnostic] = []
  private var seen: Set<String> = []

  init(root: String) { self.root = root }

  /// Reads a file and all it uses.
  mutating func take(_ path: String) throws {
    if let whole = resolved(path), !seen.insert(whole).inserted { return }
    let file = SourceFile(
      path: path,
      index: Int32(clamping: parsed.count),
      bytes: try FileReader.bytes(at: path)
    )
    let result = Parser.parse(file)
    parsed.append(result)
    let folder = (path as NSString).deletingLastPathComponent
    for used in RulebookChecker.usedFiles(in: result.tree) where used.problem == nil {
      let place = folder.isEmpty ? used.path : folder + "/" + used.path
      if let fault = fault(of: used, at: place) {
        diagnostics.append(fault)
      } else {
        try take(place)
      }
    }
  }

  private func fault(of used: UsedFile, at path: String) -> Diagnostic? {
    guard let whole = resolved(path), !FileReader.isFolder(whole) else {
      return Diagnostic(
        code: "no-such-file",
        span: used.span,
        message: "there is no file `\(used.path)`",
        help: "paths are relative to the file that uses them"
      )
    }
    if whole.hasPrefix(root + "/") { return nil }
    return Diagnostic(
      code: "use-outside-folder",
      span: used.span,
      message: "`\(used.path)` leads outside the rulebook's folder",
      help: "a rulebook stays inside its folder, symbolic links included; copy the file into it"
    )
  }
}

/// The path with every link resolved; nothing when there is no such file.
private func resolved(_ path: String) -> String? {
  guard let found = realpath(path, nil) else { return nil }
  defer { free(found) }
  return String(cString: found)
}
