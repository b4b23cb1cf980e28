import Foundation
import Testing

@testable import tranche

/// Which files a user's paths stand for.
final class RulesPathsTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("rules-paths-\(UUID().uuidString)").path

  init() throws {
    for name in ["b", "b/deep", ".hidden", "empty", "x.tranche"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)",
        withIntermediateDirectories: true
      )
    }
    for name in [
      "z.tranche", "a.tranche", "notes.txt", ".secret.tranche", "b/deep/c.tranche",
      ".hidden/d.tranche", "x.tranche/e.tranche",
    ] {
      FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: nil)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func aFolderStandsForTheFilesBelowIt() throws {
    #expect(
      try found(["."]) == [
        "./a.tranche", "./b/deep/c.tranche", "./x.tranche/e.tranche", "./z.tranche",
      ]
    )
  }

  @Test func aFileStandsForItselfWhateverItsName() throws {
    #expect(try found(["notes.txt", ".secret.tranche"]) == ["notes.txt", ".secret.tranche"])
    #expect(try found([".hidden"]) == [".hidden/d.tranche"])
  }

  @Test func eachFileIsNamedOnce() throws {
    #expect(
      try found(["z.tranche", "./z.tranche", "b", "b/deep"]) == ["z.tranche", "b/deep/c.tranche"]
    )
  }

  @Test func linksToFilesAreFollowedAndLinksToFoldersAreNot() throws {
    symlink("../a.tranche", folder + "/b/link.tranche")
    symlink("..", folder + "/b/up")
    #expect(try found(["b"]) == ["b/deep/c.tranche", "b/link.tranche"])
    #expect(try found(["a.tranche", "b"]) == ["a.tranche", "b/deep/c.tranche"])
  }

  @Test func aPathThatIsNotThereIsNamed() {
    #expect(status(of: ["a.tranche", "none"]) == .noSuchFile)
    #expect(status(of: ["a.tranche/none"]) == .noSuchFile)
    #expect(status(of: ["empty"]) == .badInput)
  }

  /// Paths below the folder, as the user would have written them in it.
  private func found(_ paths: [String]) throws -> [String] {
    try RulesPaths.files(of: paths.map { "\(folder)/\($0)" }).map {
      String($0.dropFirst(folder.count + 1))
    }
  }

  private func status(of paths: [String]) -> tranche.ExitStatus? {
    do {
      _ = try found(paths)
      return nil
    } catch {
      return (error as? CommandFailure)?.status
    }
  }
}
