import Foundation
import Testing

/// Nothing of the rules language is without a good and a bad case.
///
/// `.ci/language-coverage` counts them, in Python and from the data files alone, as somebody with
/// another implementation would.
struct LanguageCoverageTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let hasPython = (try? run(["python3", "--version"]).status) == 0

  @Test(.enabled(if: hasPython, "there is no `python3` on the PATH to count the cases with"))
  func everyPartHasAGoodAndABadCase() throws {
    let script = LanguageCoverageTests.root.appendingPathComponent(".ci/language-coverage").path
    let (status, output) = try LanguageCoverageTests.run(["python3", script, "--quiet"])
    #expect(status == 0, "\(output)")
    #expect(output.isEmpty, "\(output)")
  }

  /// Runs a program of the PATH; what it prints on either stream.
  private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
