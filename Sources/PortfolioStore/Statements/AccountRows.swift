/// The rows of a table that are keyed by account first, taken one account at a time by one statement on the
/// primary key (`AccountWalk`).
final class AccountRows {
  private let statement: Statement
  private var walk = AccountWalk()

  /// Rows of a query whose first column is the account and whose only parameter is the least
  /// account wanted, ordered by account.
  init(_ statement: Statement) { self.statement = statement }

  /// Calls `body` with the statement on each row of `account`, in order.
  func forEach(of account: Int64, _ body: (Statement) throws -> Void) throws {
    if walk.mustSeek(account) {
      statement.reset()
      try statement.bind(account, at: 1)
      try advance()
    }
    while case .onRow(account) = walk.place {
      try body(statement)
      try advance()
    }
  }

  private func advance() throws {
    walk.place = try statement.step() ? .onRow(of: try statement.integer(0)) : .atEnd
  }
}
