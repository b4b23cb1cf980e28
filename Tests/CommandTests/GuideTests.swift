import Foundation
import TestSupport
import Testing

/// `docs/guide.md` shows what `Transcripts/guide.txt` runs: every block of the page stands in it, in order.
@Suite struct GuideTests {
  private static func lines(_ path: String) throws -> [String] {
    let file = repositoryRoot().appendingPathComponent(path)
    return try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// What stands between ``` lines.
  private static func blocks(_ lines: [String]) -> [[String]] {
    var blocks: [[String]] = []
    var block: [String]?
    for line in lines {
      if line.hasPrefix("```") {
        if let whole = block { blocks.append(whole) }
        block = block == nil ? [] : nil
      } else {
        block?.append(line)
      }
    }
    return blocks
  }

  @Test func everyBlockIsWhatTheTranscriptRuns() throws {
    let transcript = try Self.lines("Tests/CommandTests/Transcripts/guide.txt").map { line in
      line == "|" ? "" : line.hasPrefix("| ") ? String(line.dropFirst(2)) : line
    }
    let blocks = Self.blocks(try Self.lines("docs/guide.md"))
    #expect(blocks.count > 30)
    for block in blocks {
      #expect(transcript.firstRange(of: block) != nil, "\(block.joined(separator: "\n"))")
    }
  }

  @Test func thePageLeavesNoCommandOut() throws {
    let commands = try Self.lines("Tests/CommandTests/Transcripts/guide.txt")
      .filter { $0.hasPrefix("$ ") }
    let shown = Self.blocks(try Self.lines("docs/guide.md")).flatMap(\.self)
      .filter { $0.hasPrefix("$ ") }
    #expect(shown == commands)
  }
}
