import Foundation
import RuleChecker
import RuleSyntax

/// A fixture file of cases: a line `=== title`, the input, a line `---`, and what it should give.
struct CaseFile {
  struct Case {
    var title: String
    var input: String
    var expected: String
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  let name: String
  var cases: [Case] = []

  /// Whether `RECORD_SNAPSHOTS` asks to write what was found instead of comparing with it.
  static var isRecording: Bool {
    ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
  }

  init(_ name: String) throws {
    self.name = name
    for part in try text().components(separatedBy: "\n=== ").dropFirst() {
      let lines = part.components(separatedBy: "\n")
      let divider = lines.firstIndex(of: "---") ?? lines.count
      let expected = lines.dropFirst(divider + 1).joined(separator: "\n")
      cases.append(
        Case(
          title: lines.first ?? "",
          input: lines[1..<max(1, divider)].joined(separator: "\n"),
          expected: expected.trimmingCharacters(in: .newlines)
        )
      )
    }
  }

  /// Writes the file anew with `results` as what each case should give.
  func record(_ results: [String]) throws {
    var written = try text().components(separatedBy: "\n=== ").first ?? ""
    for (entry, result) in zip(cases, results) {
      written += "\n=== \(entry.title)\n\(entry.input)\n---\n\(result)\n"
    }
    try Data(written.utf8).write(to: file)
  }

  private var file: URL {
    CaseFile.folder.appendingPathComponent("Fixtures").appendingPathComponent(name)
  }

  private func text() throws -> String {
    String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}

/// A rules file that ships with the project.
func shippedRules(_ name: String) throws -> SourceFile {
  let file = CaseFile.folder.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("rules").appendingPathComponent(name)
  return SourceFile(path: name, bytes: Array(try Data(contentsOf: file)))
}
