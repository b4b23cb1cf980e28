import Foundation
import Portfolio
import RuleChecker
import RuleSyntax

/// The files of one rulebook, read and parsed but not yet checked: one file with everything it uses,
/// or a folder of files.
///
/// A rulebook never reaches outside its own folder, symbolic links included.
struct RulebookFiles {
  /// As the user named it.
  let path: String
  /// In the order in which they were met; each file's index is its place here.
  private(set) var parsed: [ParseResult] = []
  /// What is wrong with the files themselves; the parser's findings are in `parsed`.
  private(set) var diagnostics: [Diagnostic] = []
  /// The paths of `parsed` with links resolved, in the same order.
  private(set) var resolvedPaths: [String] = []

  /// Where its files are, and where those are looked for that are missing, as they were named.
  private(set) var places: Set<String> = []

  private let root: String
  private let texts: [String: [UInt8]]
  private var seen: Set<String> = []

  /// - Parameter texts: what stands in a file instead of what the disk holds, by resolved path.
  init(_ path: String, texts: [String: [UInt8]] = [:]) throws {
    let isFolder = FileReader.isFolder(path)
    let folder = isFolder ? path : RulebookFiles.folder(of: path)
    self.path = path
    self.texts = texts
    root = RulebookFiles.resolved(folder) ?? folder
    guard isFolder else {
      try take(path)
      return
    }
    for file in try RulesPaths.files(in: path) {
      guard let whole = RulebookFiles.resolved(file), isInside(whole) else {
        throw CommandFailure(
          .badInput,
          "`\(file)` leads outside the rulebook's folder",
          help: "a rulebook stays inside its folder, symbolic links included; copy the file into it"
        )
      }
      try take(file)
    }
  }

  /// All files of a rulebook as a run kept them, under the names that they had.
  init(_ documents: [RunRecord.Document]) {
    path = documents.first?.name ?? ""
    root = path
    texts = [:]
    parsed = documents.enumerated().map { index, document in
      let index = Int32(clamping: index)
      return Parser.parse(
        SourceFile(path: document.name, index: index, bytes: document.content)
      )
    }
    resolvedPaths = documents.map(\.name)
  }

  /// Checks the files together. Diagnostics come in order of path, place and code.
  func check() -> CheckResult {
    var result = RulebookChecker.check(parsed)
    guard !diagnostics.isEmpty else { return result }
    result.diagnostics += diagnostics
    result.diagnostics.sort { left, right in
      (path(of: left.span), left.span.start) < (path(of: right.span), right.span.start)
    }
    result.rulebook = nil
    return result
  }

  private func path(of span: Span) -> String {
    let place = Int(span.file)
    return parsed.indices.contains(place) ? parsed[place].tree.file.path : ""
  }

  /// Reads a file and all it uses, each once.
  private mutating func take(_ path: String) throws {
    places.insert(path)
    let whole = RulebookFiles.resolved(path)
    if let whole, !seen.insert(whole).inserted { return }
    let file = SourceFile(
      path: path,
      index: Int32(clamping: parsed.count),
      bytes: try whole.flatMap { texts[$0] } ?? FileReader.bytes(at: path)
    )
    let result = Parser.parse(file)
    parsed.append(result)
    resolvedPaths.append(whole ?? path)
    let folder = RulebookFiles.folder(of: path)
    for used in RulebookChecker.usedFiles(in: result.tree) where used.problem == nil {
      let place = folder == "." ? used.path : folder + "/" + used.path
      if let fault = fault(of: used, at: place) {
        places.insert(place)
        diagnostics.append(fault)
      } else {
        try take(place)
      }
    }
  }

  private func fault(of used: UsedFile, at path: String) -> Diagnostic? {
    guard let whole = RulebookFiles.resolved(path), !FileReader.isFolder(whole) else {
      return .noSuchFile(used)
    }
    return isInside(whole) ? nil : .leadsOutside(used)
  }

  private func isInside(_ path: String) -> Bool {
    path.hasPrefix(root.hasSuffix("/") ? root : root + "/")
  }
}

extension RulebookFiles {
  /// The folder that holds `path`; `.` for a bare name.
  fileprivate static func folder(of path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  /// The path with every link resolved; nothing when there is no such file.
  fileprivate static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}

extension Diagnostic {
  fileprivate static func noSuchFile(_ used: UsedFile) -> Diagnostic {
    Diagnostic(
      code: "no-such-file",
      span: used.span,
      message: "there is no file `\(used.path)`",
      help: "paths are relative to the file that uses them"
    )
  }

  fileprivate static func leadsOutside(_ used: UsedFile) -> Diagnostic {
    Diagnostic(
      code: "use-outside-folder",
      span: used.span,
      message: "`\(used.path)` leads outside the rulebook's folder",
      help: "a rulebook stays inside its folder, symbolic links included; copy the file into it"
    )
  }
}
