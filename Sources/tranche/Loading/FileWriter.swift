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
    let temporary = try TemporaryFile(beside: target, called: path)
    do {
      try temporary.fill(with: bytes, like: information, called: path)
      if rename(temporary.path, target) != 0 { throw failure(path) }
    } catch {
      unlink(temporary.path)
      throw error
    }
    flushFolder(of: target)
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
    let temporary = try TemporaryFile(beside: path, called: path)
    do {
      try temporary.fill(with: bytes, like: newFile(), called: path)
      if rename(temporary.path, path) != 0 { throw failure(path) }
    } catch {
      unlink(temporary.path)
      throw error
    }
    flushFolder(of: path)
  }

  /// The owner and permissions that a new file gets.
  private static func newFile() -> stat {
    let mask = umask(0)
    umask(mask)
    var information = stat()
    information.st_uid = geteuid()
    information.st_gid = getegid()
    information.st_mode = 0o666 & ~mask
    return information
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

  fileprivate static func failure(_ name: String) -> CommandFailure {
    let code = errno
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

/// A new file with a name that nothing else has. Whoever makes it renames it or removes it.
private struct TemporaryFile {
  let path: String
  private let descriptor: Int32

  init(beside target: String, called name: String) throws {
    let parts = target as NSString
    let found = parts.deletingLastPathComponent
    let folder = found.isEmpty ? "." : found
    // A hidden name that does not end in `.tranche` is taken for a rules file by nobody.
    var template = Array("\(folder)/.tranche-\(getpid())-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw FileWriter.failure(name) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Writes everything to the disk and closes the file.
  func fill(with bytes: [UInt8], like old: stat, called name: String) throws {
    defer { close(descriptor) }
    try write(bytes, called: name)
    // Another's file can be given back only by the administrator. A new owner clears some
    // permissions, so they come last.
    if old.st_uid != geteuid() || old.st_gid != getegid() {
      _ = fchown(descriptor, old.st_uid, old.st_gid)
    }
    guard fchmod(descriptor, old.st_mode & 0o7777) == 0, fsync(descriptor) == 0 else {
      throw FileWriter.failure(name)
    }
  }

  private func write(_ bytes: [UInt8], called name: String) throws {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileWriter.failure(name)
      }
      start += count
    }
  }
}
