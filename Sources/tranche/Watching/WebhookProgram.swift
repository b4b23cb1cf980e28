import Foundation

/// Finds `tranche-deliver`, which speaks HTTP for us.
enum WebhookProgram {
  static let name = "tranche-deliver"

  /// Its path: beside our own program, else on the `PATH`.
  static func find() throws -> String {
    var folders: [String] = []
    if let own = Bundle.main.executableURL {
      folders.append(own.resolvingSymlinksInPath().deletingLastPathComponent().path)
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    folders += path.split(separator: ":").map(String.init)
    return try find(in: folders)
  }

  static func find(in folders: [String]) throws -> String {
    let places = folders.map { "\($0)/\(name)" }
    guard let found = places.first(where: isProgram) else {
      throw CommandFailure(
        .noSuchFile,
        "`--webhook` needs the program `\(name)`, which is neither beside `tranche` nor on the PATH",
        help: "`make install` installs both; `--command` needs nothing else"
      )
    }
    return found
  }

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }
}
