/// The first 100 bytes of a database file (sqlite.org/fileformat.html, section 1.3), judged before
/// SQLite reads anything, so that each kind of wrong file gets its own message.
struct FileHeader {
  static let length = 100
  private let bytes: [UInt8]
  private let fileSize: Int64

  init(_ connection: Connection) throws {
    let file = try OpenedFile(connection)
    fileSize = file.size
    bytes =
      fileSize >= Int64(FileHeader.length)
      ? try file.bytes(count: FileHeader.length)
      : [UInt8](repeating: 0, count: FileHeader.length)
  }

  /// Refuses every file that is not a whole portfolio file of a version this program knows.
  func check(path: String) throws {
    guard fileSize > 0 else { throw PortfolioFileError.empty(path: path) }
    guard bytes.starts(with: "SQLite format 3\0".utf8) else {
      throw PortfolioFileError.notADatabase(path: path)
    }
    let application = number(at: 68)
    guard application == Schema.applicationIdentifier else {
      throw PortfolioFileError.anotherProgram(path: path, application: application)
    }
    let version = Int(Int32(bitPattern: number(at: 60)))
    guard version <= Schema.version else {
      throw PortfolioFileError.newerSchema(path: path, found: version, supported: Schema.version)
    }
    guard version >= 1 else {
      throw PortfolioFileError.damaged(path: path, detail: "its schema version is \(version)")
    }
    guard bytes[18] == 1, bytes[19] == 1 else {
      throw PortfolioFileError.writeAheadLog(path: path)
    }
    // Beside a journal the size is in flux: SQLite itself then says what is wrong.
    let expected = Int64(number(at: 28)) * pageSize
    if expected > fileSize, !FileStatus.exists(path + "-journal") {
      throw PortfolioFileError.truncated(
        path: path,
        expectedBytes: expected,
        foundBytes: fileSize
      )
    }
  }

  /// Raised by each transaction that changes the file.
  var changeCounter: UInt32 { number(at: 24) }

  private var pageSize: Int64 {
    let stored = Int64(bytes[16]) << 8 | Int64(bytes[17])
    return stored == 1 ? 65_536 : stored
  }

  /// The big-endian 32-bit number at `offset`, which is at most 96.
  private func number(at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
