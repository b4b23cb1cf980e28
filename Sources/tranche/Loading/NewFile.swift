import Foundation

/// A file that is written piece by piece and takes its name only once it is whole: whoever reads the name
/// sees the old file, or all of the new one.
final class NewFile {
  private let path: String
  private let temporary: TemporaryFile

  /// Begins a file that will be called `path`, beside it.
  init(_ path: String) throws {
    self.path = path
    if FileReader.isFolder(path) {
      throw CommandFailure(.badInput, "`\(path)` is a folder", help: "name a file in it")
    }
    // A reader of standard output that goes away must not end us before the file is taken away.
    signal(SIGPIPE, SIG_IGN)
    do throws(TemporaryFile.Failure) {
      temporary = try TemporaryFile(beside: path)
    } catch {
      throw NewFile.failure(path, error)
    }
  }

  /// Appends all of `bytes` and empties it.
  func write(_ bytes: inout [UInt8]) throws {
    do throws(TemporaryFile.Failure) {
      try temporary.append(bytes)
    } catch {
      throw NewFile.failure(path, error)
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Gives the file its name; what had the name before is gone.
  func keep() throws {
    do throws(TemporaryFile.Failure) {
      try temporary.take(nameOf: path, like: TemporaryFile.newStatus())
    } catch {
      throw NewFile.failure(path, error)
    }
  }

  private static func failure(_ path: String, _ failure: TemporaryFile.Failure) -> CommandFailure {
    if failure.code == ENOENT || failure.code == ENOTDIR {
      return CommandFailure(
        .noSuchFile,
        "there is no folder for `\(path)`",
        help: "make the folder first, or name another"
      )
    }
    return CommandFailure(
      .readingOrWritingFailed,
      "`\(path)` can't be written: \(systemError(failure.code))",
      help: "check the permissions of its folder, and the disk"
    )
  }
}
