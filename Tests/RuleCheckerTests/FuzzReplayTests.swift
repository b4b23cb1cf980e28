import Foundation
import TestSupport
import Testing

/// Every input that the fuzzers begin with, and every one that they found a fault with, through the
/// same properties.
@Suite struct FuzzReplayTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fuzzing").standardized

  @Test(arguments: ["lexer", "parser", "formatter", "checker"])
  func seedsAndFindingsHaveNoFault(target: String) throws {
    let corpus = FuzzReplayTests.folder.appendingPathComponent("Corpus")
    let crashes = FuzzReplayTests.folder.appendingPathComponent("Crashes")
    var files = try FuzzReplayTests.files(in: corpus)
    #expect(files.count >= 20)
    // What one room failed on is worth showing to all of them.
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: crashes.path)) ?? []
    for name in folders {
      files += try FuzzReplayTests.files(in: crashes.appendingPathComponent(name))
    }
    for file in files {
      let bytes = Array(try Data(contentsOf: file))
      #expect(FuzzReplayTests.faults(of: bytes, target) == [], "\(file.lastPathComponent)")
    }
  }

  /// Each target has its source file, and each folder of findings its target.
  @Test func targetsAreTheOnesReplayed() throws {
    let targets = try FuzzReplayTests.files(
      in: FuzzReplayTests.folder.appendingPathComponent("Targets")
    ).map(\.lastPathComponent).sorted()
    let names = ["Checker", "Formatter", "Lexer", "Parser"].map { "\($0)Target.swift" }
    #expect(targets.filter { $0.hasSuffix("Target.swift") } == names)
  }

  private static func faults(of bytes: [UInt8], _ target: String) -> [String] {
    switch target {
    case "lexer": AnyBytes.lexerFaults(bytes)
    case "parser": AnyBytes.parserFaults(bytes)
    case "formatter": AnyBytes.formatterFaults(bytes)
    default: AnyBytes.checkerFaults(bytes)
    }
  }

  private static func files(in folder: URL) throws -> [URL] {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else { return [] }
    return try FileManager.default.contentsOfDirectory(
      at: folder,
      includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }
}
