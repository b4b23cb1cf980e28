/// The rows of a table that are keyed by account first, taken one account at a time.
///
/// One statement walks the primary key. Asked for accounts in ascending order of id, it never goes
/// back: the whole table is one scan. Asked out of order, it seeks, so that the order of names and
/// the order of ids may differ.
final class AccountRows {
  private enum Place {
    case unstarted
    /// On a row of this account that was not given out yet.
    case onRow(of: Int64)
    case atEnd
  }

  private let statement: Statement
  private var place = Place.unstarted
  /// The account asked for last; what lies between it and the row at hand has no rows.
  private var asked = Int64.min

  /// Rows of a query whose first column is the account and whose only parameter is the least
  /// account wanted, ordered by account.
  init(_ statement: Statement) { self.statement = statement }

  /// Calls `body` with the statement on each row of `account`, in order.
  func forEach(of account: Int64, _ body: (Statement) throws -> Void) throws {
    try seek(account)
    asked = account
    while case .onRow(account) = place {
      try body(statement)
      try advance()
    }
  }

  private func seek(_ account: Int64) throws {
    switch place {
    case .onRow(let next) where next == account: return
    case .onRow(let next) where next > account && account > asked: return
    case .atEnd where account > asked: return
    default:
      statement.reset()
      try statement.bind(account, at: 1)
      try advance()
    }
  }

  private func advance() throws {
    place = try statement.step() ? .onRow(of: try statement.integer(0)) : .atEnd
  }
}
