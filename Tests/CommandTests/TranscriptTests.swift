import Foundation
import TestSupport
import Testing

/// What the program says and how it ends, command by command.
@Suite struct TranscriptTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Transcripts").path

  static let transcripts: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted()
  }()

  @Test(arguments: transcripts) func transcript(name: String) {
    expectTranscript(at: "\(TranscriptTests.folder)/\(name)")
  }

  @Test func thereAreTranscripts() {
    #expect(!TranscriptTests.transcripts.isEmpty)
  }
}
