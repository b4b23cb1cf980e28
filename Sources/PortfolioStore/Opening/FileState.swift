/// Which of its states a portfolio file is in: two are equal only if nothing was written between them.
///
/// The file's change counter, which SQLite raises with every transaction that changes the file
/// (sqlite.org/fileformat.html, section 1.3.3).
public struct FileState: Hashable, Sendable {
  let changes: UInt32

  /// The state that one transaction leaves which changes something.
  public var next: FileState { FileState(changes: changes &+ 1) }

  private init(changes: UInt32) { self.changes = changes }

  /// The state that `connection`, which holds a lock on the file, sees.
  init(_ connection: Connection) throws {
    changes = try FileHeader(connection).changeCounter
  }
}
