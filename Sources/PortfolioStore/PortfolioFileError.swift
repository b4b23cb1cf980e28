/// Why a portfolio file could not be opened, read or written. `message` says what is wrong and
/// `help` what to do next; both are meant for the user.
public enum PortfolioFileError: Error, Hashable, Sendable {
  /// What kind of failure it is, for the exit status of a command.
  public enum Category: Sendable {
    case noSuchFile
    case badInput
    case readingOrWritingFailed
  }

  // MARK: Opening

  case noSuchFile(path: String)
  case isFolder(path: String)
  case noPermission(path: String)
  case alreadyExists(path: String)
  case noFolder(path: String)
  case empty(path: String)
  case notADatabase(path: String)
  /// `application` is the file's application id: 0 for a program that sets none.
  case anotherProgram(path: String, application: UInt32)
  case newerSchema(path: String, found: Int, supported: Int)
  /// A journal that an interrupted program left beside the file, which this user may not write.
  case interruptedWrite(path: String)
  /// The file keeps its changes in a `-wal` file beside it.
  case writeAheadLog(path: String)
  case truncated(path: String, expectedBytes: Int64, foundBytes: Int64)
  case damaged(path: String, detail: String)
  case locked(path: String)

  // MARK: Reading

  /// A row that holds what no portfolio can hold. `row` names it by its key.
  case badRow(path: String, table: String, row: String, problem: String)
  /// The file holds something this version can't take into account yet.
  case notSupported(path: String, what: String)
  case unknownAccount(name: String, nearest: String?, known: [String])

  // MARK: Writing

  case refusedRow(path: String, table: String, row: String, problem: String)
  /// Another process wrote between the reading and the writing of a change that was worked out from it.
  case changedMeanwhile(path: String)
  /// The disk, or a limit on the size of files, took no more.
  case diskFull(path: String, detail: String)
  case otherNumeraire(path: String, inFile: String, inSet: String)
  case readingOrWritingFailed(path: String, detail: String)

  public var category: Category {
    switch self {
    case .noSuchFile: .noSuchFile
    case .noPermission, .locked, .readingOrWritingFailed, .noFolder, .alreadyExists,
      .changedMeanwhile, .diskFull, .interruptedWrite:
      .readingOrWritingFailed
    default: .badInput
    }
  }
}
