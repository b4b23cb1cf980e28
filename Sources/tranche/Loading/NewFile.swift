import Foundation

/// A file that is written piece by piece and takes its name only once it is whole: whoever reads the name
/// sees the old file, or all of the new one.
final class NewFile {
  private let path: String
  private let temporary: String
  private var descriptor: Int32
  private var isKept = false

  /// Begins a file that will be called `path`, beside it.
  init(_ path: String) throws {
    self.path = path
    if FileReader.isFolder(path) {
      throw CommandFailure(.badInput, "`\(path)` is a folder", help: "name a file in it")
    }
    // A reader of standard output that goes away must not end us before the file is taken away.
    signal(SIGPIPE, SIG_IGN)
    let folder = (path as NSString).deletingLastPathComponent
    var template = Array(
      "\(folder.isEmpty ? "." : folder)/.tranche-\(getpid())-XXXXXX".utf8CString
    )
    descriptor = mkstemp(&template)
    temporary = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    if descriptor < 0 { throw failure() }
  }

  /// Appends all of `bytes` and empties it.
  func write(_ bytes: inout [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      start += count
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Gives the file its name; what had the name before is gone.
  func keep() throws {
    let mask = umask(0)
    umask(mask)
    guard fchmod(descriptor, 0o666 & ~mask) == 0, fsync(descriptor) == 0 else { throw failure() }
    guard rename(temporary, path) == 0 else { throw failure() }
    isKept = true
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isKept { unlink(temporary) }
  }

  private func failure() -> CommandFailure {
    let code = errno
    if code == ENOENT || code == ENOTDIR {
      return CommandFailure(
        .noSuchFile,
        "there is no folder for `\(path)`",
        help: "make the folder first, or name another"
      )
    }
    return CommandFailure(
      .readingOrWritingFailed,
      "`\(path)` can't be written: \(systemError(code))",
      help: "check the permissions of its folder, and the disk"
    )
  }
}
