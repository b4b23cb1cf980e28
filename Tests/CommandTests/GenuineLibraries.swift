import Foundation
import TestSupport
import Testing

/// What `.ci/python`, which `make test` runs, made of other programs' own libraries; or why there is none.
enum GenuineLibraries {
  static let place = repositoryRoot().appendingPathComponent(".build/python")

  static var isReady: Bool {
    FileManager.default.fileExists(atPath: place.appendingPathComponent("ready").path)
  }

  /// Why there is nothing to compare with.
  static var reason: Comment {
    let missing = try? String(
      contentsOf: place.appendingPathComponent("missing"),
      encoding: .utf8
    )
    let why = missing.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    return Comment(rawValue: "NOT RUN: " + (why ?? "`.ci/python` was not run; `make test` does it"))
  }

  /// What a script of `Tests/CommandTests/Genuine` prints.
  static func output(of script: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = place.appendingPathComponent("bin/python")
    process.arguments =
      [repositoryRoot().appendingPathComponent("Tests/CommandTests/Genuine/\(script)").path]
      + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return bytes
  }

  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
