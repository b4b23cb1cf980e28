#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Keeps a file as it is before an upgrade changes it, beside it and under a name that nothing has:
/// `FILE.version-3`, or `FILE.version-3-2` where another file is called so. No file is ever replaced.
enum UpgradeCopy {
  private static let piece = 1 << 20

  /// - Parameter connection: in a transaction that keeps all others from writing, and has changed nothing.
  static func keep(_ connection: Connection, version: Int) throws {
    let path = connection.path
    let temporary = try FileStatus.makeTemporary(beside: path)
    defer { FileStatus.remove(temporary) }
    try copy(try OpenedFile(connection), to: temporary, of: path)
    var number = 1
    while true {
      let name = "\(path).version-\(version)" + (number == 1 ? "" : "-\(number)")
      do {
        return try FileStatus.give(temporary, name: name)
      } catch PortfolioFileError.alreadyExists {
        // An upgrade that did not end left it: the file is still as it was then.
        if try areEqual(temporary, name) { return }
        number += 1
      }
    }
  }

  /// The copy may be read and written by whom the file may.
  private static func copy(
    _ file: OpenedFile,
    to copy: String,
    of path: String
  ) throws {
    let descriptor = open(copy, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileStatus.failure(copy) }
    defer { close(descriptor) }
    var status = stat()
    guard stat(path, &status) == 0, fchmod(descriptor, status.st_mode & 0o777) == 0 else {
      throw FileStatus.failure(copy)
    }
    var offset: Int64 = 0
    while offset < file.size {
      let bytes = try file.bytes(from: offset, count: Int(min(Int64(piece), file.size - offset)))
      var start = 0
      while start < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
          write(descriptor, buffer.baseAddress?.advanced(by: start), bytes.count - start)
        }
        if count < 0, errno != EINTR { throw FileStatus.failure(copy) }
        start += max(count, 0)
      }
      offset += Int64(bytes.count)
    }
    guard fsync(descriptor) == 0 else { throw FileStatus.failure(copy) }
  }

  private static func areEqual(_ one: String, _ two: String) throws -> Bool {
    var status = stat()
    guard stat(two, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    let first = open(one, O_RDONLY | O_CLOEXEC)
    let second = open(two, O_RDONLY | O_CLOEXEC)
    defer {
      close(first)
      close(second)
    }
    // What can't be read is another's.
    guard first >= 0, second >= 0 else { return false }
    while true {
      let left = try bytes(of: first, one)
      if left != (try bytes(of: second, two)) { return false }
      if left.isEmpty { return true }
    }
  }

  /// The next bytes, fewer than a piece only at the end.
  private static func bytes(of descriptor: Int32, _ path: String) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: piece)
    var filled = 0
    while filled < piece {
      let count = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress?.advanced(by: filled), piece - filled)
      }
      if count < 0, errno != EINTR { throw FileStatus.failure(path) }
      if count == 0 { break }
      filled += max(count, 0)
    }
    return Array(bytes[..<filled])
  }
}
