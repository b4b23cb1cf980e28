import Foundation

/// Reads whole files for commands, with every failure in the user's words.
enum FileReader {
  /// No file of ours is larger; more is a mistake, and must not fill the memory.
  static let maximumLength = 256 * 1024 * 1024

  static func bytes(at path: String, called name: String? = nil) throws -> [UInt8] {
    let shown = name ?? path
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      let code = errno
      if code == ENOENT || code == ENOTDIR {
        throw CommandFailure(
          .noSuchFile,
          "there is no file `\(shown)`",
          help: "check the path and its spelling"
        )
      }
      throw CommandFailure(
        .readingOrWritingFailed,
        "`\(shown)` can't be read: \(systemError(code))",
        help: "check its permissions"
      )
    }
    defer { close(descriptor) }
    if isFolder(path) {
      throw CommandFailure(.badInput, "`\(shown)` is a folder", help: "name a file in it")
    }
    return try read(descriptor, called: shown)
  }

  /// Everything up to the end of standard input.
  static func standardInput() throws -> [UInt8] {
    try read(STDIN_FILENO, called: "standard input")
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private static func read(_ descriptor: Int32, called name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = Foundation.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw CommandFailure(
          .readingOrWritingFailed,
          "`\(name)` can't be read: \(systemError())",
          help: "check the disk that it is on"
        )
      }
      bytes.append(contentsOf: chunk.prefix(count))
      if bytes.count > maximumLength {
        throw CommandFailure(
          .badInput,
          "`\(name)` is larger than 256 MB",
          help: "split it into smaller files"
        )
      }
    }
  }
}
