import Foundation

/// Replaces files so that a reader sees the old bytes or the new ones, whatever happens in between.
enum FileWriter {
  /// Puts `bytes` in place of what the file at `path` holds.
  ///
  /// The bytes go to a new file in the same folder, reach the disk, and take the old file's name in
  /// one step. Permissions stay, and the owner where the system lets us. A symbolic link stays a
  /// link: what it leads to is replaced; another hard link keeps the old bytes. A file that may not
  /// be written is left alone, although its folder would allow it.
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    let information = try writableFile(path)
    guard let target = resolved(path) else { throw failure(path) }
    try put(bytes, at: target, like: information, called: path)
  }

  /// Puts `bytes` at `path`, whether anything is there or not.
  static func write(_ bytes: [UInt8], to path: String) throws {
    var information = stat()
    if stat(path, &information) == 0 { return try replace(path, with: bytes) }
    let folder = (path as NSString).deletingLastPathComponent
    guard folder.isEmpty || FileReader.isFolder(folder) else {
      throw CommandFailure(
        .noSuchFile,
        "there is no folder `\(folder)`",
        help: "make it first, or name another file"
      )
    }
    try put(bytes, at: path, like: TemporaryFile.newStatus(), called: path)
  }

  private static func put(
    _ bytes: [UInt8],
    at target: String,
    like old: stat,
    called name: String
  ) throws {
    do throws(TemporaryFile.Failure) {
      let temporary = try TemporaryFile(beside: target)
      try temporary.append(bytes)
      try temporary.take(nameOf: target, like: old)
    } catch {
      throw failure(name, error.code)
    }
    flushFolder(of: target)
  }

  /// What the system knows of an existing file that this user may write.
  private static func writableFile(_ path: String) throws -> stat {
    var information = stat()
    guard stat(path, &information) == 0 else { throw failure(path) }
    guard information.st_mode & S_IFMT == S_IFREG else {
      throw CommandFailure(
        .badInput,
        "`\(path)` is not a file that can be rewritten",
        help: "name a file on a disk, or use standard input"
      )
    }
    guard access(path, W_OK) == 0 else { throw failure(path) }
    return information
  }

  /// Makes the new name last through a power cut. Some systems have no such thing for folders, and
  /// the file is whole either way, so a failure is none of ours.
  private static func flushFolder(of target: String) {
    let descriptor = open((target as NSString).deletingLastPathComponent, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The path with every link resolved; nothing when there is no such file.
  private static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  private static func failure(_ name: String, _ code: Int32 = errno) -> CommandFailure {
    if code == ENOENT || code == ENOTDIR {
      return CommandFailure(
        .noSuchFile,
        "there is no file `\(name)`",
        help: "check the path and its spelling"
      )
    }
    return CommandFailure(
      .readingOrWritingFailed,
      "`\(name)` can't be written: \(systemError(code))",
      help: "it is as it was; check its permissions, those of its folder, and the disk"
    )
  }
}
