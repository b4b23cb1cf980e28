import Foundation
import TestSupport
import Testing

/// What the README shows is what the program prints.
@Suite struct ReadmeTests {
  private let readme = ReadmeTests.file("README.md")
  private let demo = ReadmeTests.file("Tests/CommandTests/Transcripts/demo.txt")

  @Test func theFirstCodeBlockIsTheDemo() throws {
    let block = try #require(firstCodeBlock(readme), "README.md has no code block")
    let shown = output(block)
    #expect(!shown.isEmpty)
    #expect(shown == output(demo), "\(firstDifference(output(demo), shown))")
  }

  @Test func makeDemoRunsTheTranscriptsCommand() throws {
    let command = try #require(demo.firstMatch(of: /(?m)^\$ tranche (.+)$/)).1
    let makefile = ReadmeTests.file("Makefile").replacing(/\s*\\\n\s*/, with: " ")
    #expect(makefile.contains(command))
  }

  @Test func aDifferenceIsFound() {
    let block = firstCodeBlock("# A\n\n```console\n$ make demo\nbuy NVDA 4\n```\n\n```\nb\n```\n")
    #expect(block == "$ make demo\nbuy NVDA 4\n")
    #expect(output(block ?? "") == output("#copy a\n$ tranche evaluate\nbuy NVDA 4\n#status 2\n"))
    #expect(output("$ make demo\nbuy NVDA 4\n") != output("$ make demo\nbuy NVDA 5\n"))
    #expect(firstCodeBlock("no block") == nil)
  }

  private func firstCodeBlock(_ text: String) -> String? {
    text.firstMatch(of: /(?ms)^```\w*\n(.*?)^```/).map { String($0.1) }
  }

  /// The lines that a program printed on standard output.
  private func output(_ transcript: String) -> String {
    transcript.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("$ ") && !$0.hasPrefix("#") && !$0.hasPrefix("! ") }
      .joined(separator: "\n")
  }

  private static func file(_ path: String) -> String {
    (try? String(contentsOf: repositoryRoot().appendingPathComponent(path), encoding: .utf8)) ?? ""
  }
}
