import Foundation
import Testing

@testable import tranche

/// Files are replaced whole or not at all.
final class FileWriterTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("file-writer-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func aFileIsReplacedAndNothingLeftBeside() throws {
    let path = try write("old")
    try FileWriter.replace(path, with: Array("new".utf8))
    #expect(text(path) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.tranche"])
  }

  @Test func aLargeFileIsWrittenWhole() throws {
    let path = try write("old")
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 5_000_000)
    try FileWriter.replace(path, with: bytes)
    #expect(try FileReader.bytes(at: path) == bytes)
  }

  @Test(arguments: [0o600, 0o640, 0o644, 0o755] as [mode_t]) func permissionsStay(mode: mode_t)
    throws
  {
    let path = try write("old")
    chmod(path, mode)
    try FileWriter.replace(path, with: Array("new".utf8))
    #expect(information(path).st_mode & 0o7777 == mode)
  }

  @Test func whoeverReadsTheOldFileGoesOnReadingIt() throws {
    let path = try write("old")
    let handle = try #require(FileHandle(forReadingAtPath: path))
    try FileWriter.replace(path, with: Array("new".utf8))
    #expect(try handle.readToEnd() == Data("old".utf8))
  }

  @Test func aLinkStaysALink() throws {
    let path = try write("old")
    let link = folder + "/link.tranche"
    symlink("a.tranche", link)
    try FileWriter.replace(link, with: Array("new".utf8))
    #expect(text(path) == "new")
    var found = stat()
    #expect(lstat(link, &found) == 0 && found.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func whatIsNoFileIsRefused() throws {
    #expect(status { try FileWriter.replace(folder + "/none", with: []) } == .noSuchFile)
    #expect(status { try FileWriter.replace(folder, with: []) } == .badInput)
    #expect(status { try FileWriter.replace("/dev/null", with: []) } == .badInput)
    symlink("none", folder + "/dangling")
    #expect(status { try FileWriter.replace(folder + "/dangling", with: []) } == .noSuchFile)
  }

  /// The administrator may write anything, so this is asked of others only.
  @Test(.enabled(if: geteuid() != 0, "the administrator may write anything"))
  func aFileThatMayNotBeWrittenStays() throws {
    let path = try write("old")
    chmod(path, 0o444)
    #expect(status { try FileWriter.replace(path, with: []) } == .readingOrWritingFailed)
    #expect(text(path) == "old")
  }

  private func write(_ text: String) throws -> String {
    let path = folder + "/a.tranche"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  private func information(_ path: String) -> stat {
    var found = stat()
    #expect(stat(path, &found) == 0)
    return found
  }

  private func status(of body: () throws -> Void) -> tranche.ExitStatus? {
    do {
      try body()
      return nil
    } catch {
      return (error as? CommandFailure)?.status
    }
  }
}
