internal import Foundation

/// A copy of a database and of the log of its latest changes, in a folder of its own that goes with this value.
final class DatabaseCopy {
  let path: String
  private let folder: URL

  /// Whether the file at `path` keeps its changes in a `-wal` file beside it.
  static func isLogged(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    let start = (try? file.read(upToCount: 20)) ?? Data()
    return start.count == 20 && start[18] == 2
  }

  init(of path: String) throws(ForeignDatabase.Failure) {
    let log = path + "-wal"
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tranche-\(UUID().uuidString)", isDirectory: true)
    let target = folder.appendingPathComponent("copy.db").path
    self.path = target
    do {
      try FileManager.default.createDirectory(
        at: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      let before = [FileStatus.stamp(of: path), FileStatus.stamp(of: log)]
      try FileManager.default.copyItem(atPath: path, toPath: target)
      if FileStatus.size(log) > 0 {
        try FileManager.default.copyItem(atPath: log, toPath: target + "-wal")
      }
      guard before == [FileStatus.stamp(of: path), FileStatus.stamp(of: log)] else {
        throw CocoaError(.fileLocking)
      }
    } catch {
      try? FileManager.default.removeItem(at: folder)
      throw ForeignDatabase.Failure(
        message: "`\(path)` could not be copied to be read, or was written meanwhile",
        help: "close the program that has it open"
      )
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
