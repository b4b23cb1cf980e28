internal import GRDB
internal import GRDBSQLite

/// The bytes of an open database file, read through SQLite's own handle: opening and closing the file a
/// second time would drop the locks that this process holds on it.
struct OpenedFile {
  let size: Int64
  private let connection: Connection
  private let file: UnsafeMutablePointer<sqlite3_file>
  private let read:
    @convention(c) (UnsafeMutablePointer<sqlite3_file>?, UnsafeMutableRawPointer?, Int32, Int64) ->
      Int32

  init(_ connection: Connection) throws {
    var file: UnsafeMutablePointer<sqlite3_file>?
    let code = sqlite3_file_control(connection.handle, "main", SQLITE_FCNTL_FILE_POINTER, &file)
    guard code == SQLITE_OK, let file, let methods = file.pointee.pMethods,
      let read = methods.pointee.xRead, let measure = methods.pointee.xFileSize
    else { throw connection.failure(code: code) }
    var size: Int64 = 0
    let measured = measure(file, &size)
    guard measured == SQLITE_OK else {
      throw PortfolioFileError(
        code: measured,
        detail: "its size is not known",
        path: connection.path
      )
    }
    self.connection = connection
    self.file = file
    self.read = read
    self.size = size
  }

  /// `count` bytes from `offset` on, all of them within the file.
  func bytes(from offset: Int64 = 0, count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let code = read(file, &bytes, Int32(count), offset)
    guard code == SQLITE_OK else {
      throw PortfolioFileError(
        code: code,
        detail: "its bytes can't be read",
        path: connection.path
      )
    }
    return bytes
  }
}
