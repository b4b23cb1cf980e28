import Foundation

/// Files beside these tests.
enum Fixtures {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// Whether `RECORD_SNAPSHOTS` asks to write what was found instead of comparing with it.
  static var isRecording: Bool {
    ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
  }
}

/// A fixture file of cases: a line `=== title`, the input, a line `---`, and what it should give.
struct CaseFile {
  struct Case: CustomStringConvertible, Sendable {
    var title: String
    var input: String
    var expected: String
    var description: String { title }
  }

  let name: String
  var cases: [Case]

  init(_ name: String) throws {
    self.name = name
    cases = []
    for part in try Fixtures.text(name).components(separatedBy: "\n=== ").dropFirst() {
      let lines = part.components(separatedBy: "\n")
      let divider = lines.firstIndex(of: "---") ?? lines.count
      let expected = lines.dropFirst(divider + 1).joined(separator: "\n")
      cases.append(
        Case(
          title: lines.first ?? "",
          input: lines[1..<divider].joined(separator: "\n"),
          expected: expected.trimmingCharacters(in: .newlines)
        )
      )
    }
  }

  /// Writes the file anew with `results` as what each case should give.
  func record(_ results: [String]) throws {
    let head = try Fixtures.text(name).components(separatedBy: "\n=== ").first ?? ""
    var text = head
    for (entry, result) in zip(cases, results) {
      text += "\n=== \(entry.title)\n\(entry.input)\n---\n\(result)\n"
    }
    try Data(text.utf8).write(to: Fixtures.folder.appendingPathComponent(name))
  }
}
