import Foundation

/// A new file with a name that nothing else has, beside the one that it is to replace. It is gone with this
/// value unless it took the other's name.
final class TemporaryFile {
  /// What the system refused: the number of its error.
  struct Failure: Error {
    let code: Int32

    init() { code = errno }
  }

  private let path: String
  private let descriptor: Int32
  private var isKept = false

  init(beside target: String) throws(Failure) {
    let found = (target as NSString).deletingLastPathComponent
    // A hidden name that does not end in `.tranche` is taken for a rules file by nobody.
    var template = Array("\(found.isEmpty ? "." : found)/.tranche-\(getpid())-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    if descriptor < 0 { throw Failure() }
  }

  func append(_ bytes: [UInt8]) throws(Failure) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure()
      }
      start += count
    }
  }

  /// Writes everything to the disk and takes the name of `target`; what had it before is gone.
  ///
  /// - Parameter old: whose owner, where the system lets us, and permissions it gets.
  func take(nameOf target: String, like old: stat) throws(Failure) {
    // Another's file can be given back only by the administrator. A new owner clears some
    // permissions, so they come last.
    if old.st_uid != geteuid() || old.st_gid != getegid() {
      _ = fchown(descriptor, old.st_uid, old.st_gid)
    }
    guard fchmod(descriptor, old.st_mode & 0o7777) == 0, fsync(descriptor) == 0,
      rename(path, target) == 0
    else { throw Failure() }
    isKept = true
  }

  /// The owner and permissions that a file gets where there was none.
  static func newStatus() -> stat {
    let mask = umask(0)
    umask(mask)
    var information = stat()
    information.st_uid = geteuid()
    information.st_gid = getegid()
    information.st_mode = 0o666 & ~mask
    return information
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isKept { unlink(path) }
  }
}
