internal import GRDBSQLite

/// A function of ours that statements of a connection may call; what is written in a file can't.
struct ConnectionFunction: Sendable {
  let name: String
  let arguments: Int32
  /// Is handed the context that takes its result, the number of arguments, and the arguments.
  let body:
    @Sendable @convention(c) (
      OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?
    ) -> Void
}

extension Connection {
  /// Makes a function known, once.
  func register(_ function: ConnectionFunction) throws {
    guard functions.insert(function.name).inserted else { return }
    let code = sqlite3_create_function_v2(
      handle,
      function.name,
      function.arguments,
      SQLITE_UTF8 | SQLITE_DIRECTONLY,
      nil,
      function.body,
      nil,
      nil,
      nil
    )
    guard code == SQLITE_OK else { throw failure(code: code) }
  }
}
