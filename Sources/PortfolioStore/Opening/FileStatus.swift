#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What the file system says about a path.
enum FileStatus {
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  /// In bytes; 0 where there is nothing.
  static func size(_ path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Size and moment of the last change, to tell whether a file was written; nothing where there is none.
  static func stamp(of path: String) -> [Int64] {
    var status = stat()
    guard stat(path, &status) == 0 else { return [] }
    #if canImport(Darwin)
      let changed = status.st_mtimespec
    #else
      let changed = status.st_mtim
    #endif
    return [Int64(status.st_size), Int64(changed.tv_sec), Int64(changed.tv_nsec)]
  }

  /// Refuses a path that names no file.
  static func requireFile(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      switch errno {
      case EACCES: throw PortfolioFileError.noPermission(path: path)
      case ENOENT, ENOTDIR: throw PortfolioFileError.noSuchFile(path: path)
      default: throw PortfolioFileError.readingOrWritingFailed(path: path, detail: reason(errno))
      }
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw PortfolioFileError.isFolder(path: path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw PortfolioFileError.notADatabase(path: path)
    }
  }

  /// Why a file that exists could not be opened.
  static func openFailure(_ path: String) -> PortfolioFileError {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor >= 0 {
      close(descriptor)
      return .readingOrWritingFailed(path: path, detail: "it can't be opened as a database")
    }
    return errno == EACCES || errno == EPERM
      ? .noPermission(path: path)
      : .readingOrWritingFailed(path: path, detail: reason(errno))
  }

  /// Makes an empty file beside `path`, with a hidden name that nothing else has. What is written to it
  /// takes its name once it is whole, so that whoever is killed before leaves nothing at `path`.
  static func makeTemporary(beside path: String) throws -> String {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var number = 0
    while true {
      let name = "\(folder).tranche-\(getpid())-\(number)"
      if makeNew(name) { return name }
      guard errno == EEXIST, number < 10_000 else { throw failure(path) }
      number += 1
    }
  }

  /// Gives the file at `temporary` a name, and only if nothing has it: `.alreadyExists`.
  static func give(_ temporary: String, name path: String) throws {
    if link(temporary, path) != 0 {
      switch errno {
      case EPERM, ENOSYS, ENOTSUP, EOPNOTSUPP, EMLINK:
        // Not all file systems know two names of one file.
        guard makeNew(path) else { throw failure(path) }
        guard rename(temporary, path) == 0 else {
          let failure = failure(path)
          remove(path)
          throw failure
        }
      default: throw failure(path)
      }
    }
    remove(temporary)
    flushFolder(of: path)
  }

  private static func makeNew(_ path: String) -> Bool {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
    if descriptor >= 0 { close(descriptor) }
    return descriptor >= 0
  }

  /// Makes a new name last through a power cut. Some systems have no such thing for folders, and the file is
  /// whole either way, so a failure is none of ours.
  private static func flushFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Why `path` could not be made or written, by what the system said last.
  static func failure(_ path: String) -> PortfolioFileError {
    switch errno {
    case EEXIST: .alreadyExists(path: path)
    case ENOENT, ENOTDIR: .noFolder(path: path)
    case EACCES, EPERM, EROFS: .noPermission(path: path)
    case ENOSPC, EDQUOT: .diskFull(path: path, detail: "the disk is full")
    case EFBIG:
      .diskFull(path: path, detail: "the disk, or a limit on the size of files, took no more")
    default: .readingOrWritingFailed(path: path, detail: reason(errno))
    }
  }

  static func remove(_ path: String) { unlink(path) }

  private static func reason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
  }
}
