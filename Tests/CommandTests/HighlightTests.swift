import Foundation
import TestSupport
import Testing

@testable import RuleSyntax

/// All of `rules/`, and every word of the language, highlighted by the engines of two editors.
@Suite struct HighlightTests {
  private struct Verdict: Decodable {
    struct Editor: Decodable {
      let problems: [String]
      let notRun: String?
    }
    let textmate: Editor
    let neovim: Editor
    let files: Int
    let tokens: Int
  }

  private static var hasNeovim: Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/nvim")
    }
  }

  private func verdict(_ words: [String]) throws -> Verdict {
    let folder = try GenuineLibraries.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = folder.appendingPathComponent("words.txt")
    try Data(words.joined(separator: "\n").utf8).write(to: list)
    let bytes = try GenuineLibraries.output(of: "highlight.py", [repositoryRoot().path, list.path])
    return try JSONDecoder().decode(Verdict.self, from: bytes)
  }

  private static let words = Keyword.allCases.map(\.rawValue).filter { !$0.isEmpty }

  @Test(.enabled(if: GenuineLibraries.isReady, GenuineLibraries.reason))
  func textMateColoursAllRules() throws {
    let verdict = try verdict(Self.words)
    #expect(verdict.files > 5)
    #expect(verdict.tokens > 4000)
    #expect(verdict.textmate.notRun == nil)
    #expect(verdict.textmate.problems == [])
    // A word that the grammar does not know is found.
    #expect(try self.verdict(Self.words + ["zebra"]).textmate.problems.count > 0)
  }

  @Test(
    .enabled(if: GenuineLibraries.isReady, GenuineLibraries.reason),
    .enabled(if: hasNeovim, "NOT RUN: there is no `nvim`, and `.ci/python` could not install it")
  )
  func neovimColoursAllRules() throws {
    let verdict = try verdict(Self.words)
    #expect(verdict.neovim.notRun == nil)
    #expect(verdict.neovim.problems == [])
    #expect(try self.verdict(Self.words + ["zebra"]).neovim.problems.count > 0)
  }
}
