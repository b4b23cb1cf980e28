import Foundation

/// Reads whole files for commands, with every failure in the user's words.
enum FileReader {
  /// No file of ours is larger; more is a mistake, and must not fill the memory.
  static let maximumLength = 256 * 1024 * 1024

  static func bytes(at path: String, called name: String? = nil) throws -> [UInt8] {
    let descriptor = try opened(path, called: name ?? path)
    defer { close(descriptor) }
    return try read(descriptor, called: name ?? path)
  }

  /// Whether the first bytes of a file say that it is something that is not read as a whole here.
  static func beginning(of path: String, isDatabase: ([UInt8]) -> Bool) throws -> Bool {
    let descriptor = try opened(path, called: path)
    defer { close(descriptor) }
    var chunk = [UInt8](repeating: 0, count: 16)
    let count = try next(descriptor, &chunk, called: path) ?? 0
    return isDatabase(Array(chunk.prefix(count)))
  }

  private static func opened(_ path: String, called shown: String) throws -> Int32 {
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
    if isFolder(path) {
      close(descriptor)
      throw CommandFailure(.badInput, "`\(shown)` is a folder", help: "name a file in it")
    }
    return descriptor
  }

  /// Calls `body` with the bytes of a file, or of standard input for `-`, piece by piece: no limit but what
  /// `body` keeps.
  ///
  /// - Parameter body: is given the length of the file as well, where it is known.
  static func forEachPiece(
    of path: String,
    _ body: (_ bytes: ArraySlice<UInt8>, _ length: Int?) throws -> Void
  ) throws {
    let descriptor = path == "-" ? STDIN_FILENO : try opened(path, called: path)
    defer { if path != "-" { close(descriptor) } }
    var status = stat()
    let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    let length = isFile ? Int(status.st_size) : nil
    var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    let name = path == "-" ? "standard input" : path
    while let count = try next(descriptor, &chunk, called: name) {
      try body(chunk[..<count], length)
    }
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
    while let count = try next(descriptor, &chunk, called: name) {
      bytes.append(contentsOf: chunk.prefix(count))
      if bytes.count > maximumLength {
        throw CommandFailure(
          .badInput,
          "`\(name)` is larger than 256 MB",
          help: "split it into smaller files"
        )
      }
    }
    return bytes
  }

  /// How many bytes were read into `chunk`; nothing at the end of the file.
  private static func next(
    _ descriptor: Int32,
    _ chunk: inout [UInt8],
    called name: String
  ) throws -> Int? {
    while true {
      let count = Foundation.read(descriptor, &chunk, chunk.count)
      if count >= 0 { return count == 0 ? nil : count }
      if errno == EINTR { continue }
      throw CommandFailure(
        .readingOrWritingFailed,
        "`\(name)` can't be read: \(systemError())",
        help: "check the disk that it is on"
      )
    }
  }
}
