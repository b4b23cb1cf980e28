import Foundation

/// Finds the rules files that a user's paths stand for.
enum RulesPaths {
  /// The files of `paths`, in their order, each once.
  ///
  /// A file stands for itself, whatever its name. A folder stands for the `.tranche` files below it,
  /// sorted by path; hidden files and folders are passed over, and links to folders not followed, so
  /// that no search goes round in circles.
  static func files(of paths: [String]) throws -> [String] {
    var seen: Set<String> = []
    return try paths.flatMap { path in
      FileReader.isFolder(path) ? try files(in: path) : [try existing(path)]
    }.filter { seen.insert(identity(of: $0)).inserted }
  }

  /// The `.tranche` files below a folder. A folder without any is a mistake of the user's.
  static func files(in folder: String) throws -> [String] {
    var files: [String] = []
    var folders = [folder]
    while let next = folders.popLast() {
      for name in try names(in: next) where !name.hasPrefix(".") {
        let path = next.hasSuffix("/") ? next + name : next + "/" + name
        if isPlainFolder(path) {
          folders.append(path)
        } else if name.hasSuffix(".tranche"), !FileReader.isFolder(path) {
          files.append(path)
        }
      }
    }
    guard !files.isEmpty else {
      throw CommandFailure(
        .badInput,
        "`\(folder)` holds no rules files",
        help: "rules files end in `.tranche`"
      )
    }
    return files.sorted()
  }

  private static func existing(_ path: String) throws -> String {
    var information = stat()
    if stat(path, &information) == 0 { return path }
    let code = errno
    guard code == ENOENT || code == ENOTDIR else {
      throw CommandFailure(
        .readingOrWritingFailed,
        "`\(path)` can't be read: \(systemError(code))",
        help: "check its permissions"
      )
    }
    throw CommandFailure(
      .noSuchFile,
      "there is no file or folder `\(path)`",
      help: "check the path and its spelling"
    )
  }

  private static func names(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw CommandFailure(
        .readingOrWritingFailed,
        "the folder `\(folder)` can't be read",
        help: "check its permissions"
      )
    }
  }

  /// Whether `path` is a folder itself, and not a link to one.
  private static func isPlainFolder(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  /// What two paths of one file have in common.
  private static func identity(of path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }
}
