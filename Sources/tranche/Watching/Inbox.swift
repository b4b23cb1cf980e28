import Foundation

/// The folder in which files of news arrive: which of them are whole, and not taken yet.
///
/// A file is whole when it was renamed into the folder or closed by who wrote it, where the system tells; when it
/// stood still for half a second; or when it is old at the first sight of it.
struct Inbox {
  /// What tells that a file is another than it was.
  struct Stamp: Hashable {
    var size: Int64
    /// Nanoseconds since 1970.
    var modified: Int64
    var number: UInt64
  }

  /// A file must stand still for so long, in nanoseconds.
  static let settling: Int64 = 500_000_000
  /// A file that nobody wrote to for so long is whole when it is seen first.
  static let age: Int64 = 2_000_000_000

  private struct Seen {
    var stamp: Stamp
    var since: Int64
    var isTaken = false
  }

  let path: String
  private var seen: [String: Seen] = [:]

  init(path: String) { self.path = path }

  /// Whether there are files that may still grow.
  var isSettling: Bool { seen.values.contains { !$0.isTaken } }

  /// Looks at the folder.
  ///
  /// - Parameters:
  ///   - now: nanoseconds since 1970.
  ///   - told: the names that the system says to be whole.
  /// - Returns: the names of whole files that were not taken as they are, ascending.
  mutating func whole(at now: Int64, told: Set<String> = []) throws -> [String] {
    whole(try list(), at: now, told: told)
  }

  /// The same of a listing.
  mutating func whole(_ listing: [String: Stamp], at now: Int64, told: Set<String>) -> [String] {
    seen = seen.filter { listing[$0.key] != nil }
    var found: [String] = []
    for (name, stamp) in listing {
      let known = seen[name]
      if let known, known.stamp == stamp {
        if known.isTaken { continue }
        if told.contains(name) || now - known.since >= Inbox.settling { found.append(name) }
        continue
      }
      seen[name] = Seen(stamp: stamp, since: now)
      let isOld = known == nil && now - stamp.modified >= Inbox.age
      if told.contains(name) || isOld { found.append(name) }
    }
    return found.sorted()
  }

  /// A file need not be looked at again until it changes.
  mutating func take(_ name: String) { seen[name]?.isTaken = true }

  /// Whether a file of this name is news: not one that is still being written under a name of its own.
  static func isNews(_ name: String) -> Bool {
    !name.hasPrefix(".") && !name.hasSuffix(".part") && !name.hasSuffix(".tmp")
      && !name.hasSuffix("~")
  }

  /// - Throws: that there is no such folder, or that it can't be read.
  func requireFolder() throws { _ = try list() }

  private func list() throws -> [String: Stamp] {
    guard let folder = opendir(path) else {
      let code = errno
      throw CommandFailure(
        code == ENOENT || code == ENOTDIR ? .noSuchFile : .readingOrWritingFailed,
        code == ENOENT || code == ENOTDIR
          ? "there is no folder `\(path)`" : "`\(path)` can't be read: \(systemError(code))",
        help: "make it, or check its name and permissions"
      )
    }
    defer { closedir(folder) }
    var listing: [String: Stamp] = [:]
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(
          to: CChar.self,
          capacity: MemoryLayout.size(ofValue: pointer.pointee)
        ) { String(cString: $0) }
      }
      if Inbox.isNews(name), let stamp = Stamp(of: "\(path)/\(name)") { listing[name] = stamp }
    }
    return listing
  }
}

extension Inbox.Stamp {
  /// Nothing unless there is a file.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    size = Int64(status.st_size)
    modified = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    number = UInt64(status.st_ino)
  }
}
