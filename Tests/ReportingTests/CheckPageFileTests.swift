import Foundation
import Reporting
import RuleChecker
import TestSupport
import Testing

/// `docs/checks` holds what `tranche check --explain` prints: a page for each code, and their list.
///
/// `make pages` writes the folder anew.
@Suite struct CheckPageFileTests {
  private static let folder = repositoryRoot().appendingPathComponent("docs/checks")

  private static var pages: [String: String] {
    let texts = CheckPages.all.map { ("\($0.code).md", CheckPageMarkdown.text(of: $0)) }
    var pages = Dictionary(texts) { first, _ in first }
    pages["README.md"] = CheckPageMarkdown.index(of: CheckPages.all)
    return pages
  }

  @Test func filesAreCurrent() throws {
    if isRecordingSnapshots { return try record() }
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(names) == Set(Self.pages.keys), "run `make pages`")
    for (name, text) in Self.pages {
      let file = try? Data(contentsOf: Self.folder.appendingPathComponent(name))
      #expect(file.map { String(decoding: $0, as: UTF8.self) } == text, "\(name): run `make pages`")
    }
  }

  @Test func pagesAreProse() {
    for page in CheckPages.all {
      let text = CheckPageMarkdown.text(of: page)
      #expect(text.hasPrefix("# \(page.code)\n\n"))
      #expect(text.contains("## Why it matters"))
      // Code stands as it is written, however long its lines are.
      let prose = text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 0 }
      for line in prose.flatMap({ $0.element.split(separator: "\n") }) {
        #expect(line.count <= 80, "\(line)")
      }
    }
  }

  private func record() throws {
    try? FileManager.default.removeItem(at: Self.folder)
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    for (name, text) in Self.pages {
      try Data(text.utf8).write(to: Self.folder.appendingPathComponent(name))
    }
    Issue.record("wrote \(Self.pages.count) pages: run again to check them")
  }
}
