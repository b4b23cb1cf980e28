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

  /// Makes an empty file, and only if there is none.
  static func makeNew(_ path: String) throws {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
    if descriptor >= 0 {
      close(descriptor)
      return
    }
    switch errno {
    case EEXIST: throw PortfolioFileError.alreadyExists(path: path)
    case ENOENT, ENOTDIR: throw PortfolioFileError.noFolder(path: path)
    case EACCES, EPERM, EROFS: throw PortfolioFileError.noPermission(path: path)
    default: throw PortfolioFileError.readingOrWritingFailed(path: path, detail: reason(errno))
    }
  }

  static func remove(_ path: String) { unlink(path) }

  private static func reason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
  }
}
