import Evaluator
import Foundation
import TestSupport
import Testing

/// Scenarios that the evaluators once differed on, or that broke a property, made as small as they go.
/// Each is a text file that a person can read: what it showed, the rulebook, and the facts.
@Suite struct DifferenceFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Differences")

  private static var files: [URL] {
    let all =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
      ?? []
    return all.filter { $0.pathExtension == "txt" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  static func text(of file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  @Test func everyKeptCaseAgrees() throws {
    #expect(!Self.files.isEmpty)
    for file in Self.files {
      let scenario = try Scenario(reading: String(contentsOf: file, encoding: .utf8))
      let name = file.lastPathComponent
      #expect(scenario.differences == [], "\(name)")
      #expect(!scenario.proposal.blocked.contains { $0.code == "promise_broken" }, "\(name)")
    }
  }
}
