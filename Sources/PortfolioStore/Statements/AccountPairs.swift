internal import GRDBSQLite

/// Two whole numbers of each row of a table that is keyed by account first, taken one account at a time.
///
/// Stepping to a row and asking for its columns costs as much as SQLite's own work on it, and holdings are
/// nearly all the rows of a large book. Here SQLite itself hands each row to a function of ours, which is the
/// last condition of the statement and holds only where another account begins: one step reads an account.
/// What is not as it should be is only noted (`areSound`): `AccountRows` reads it again and knows the row.
final class AccountPairs {
  struct Pair {
    var first: Int64
    var second: Int64
  }

  private let collector = Collector()
  private let statement: Statement
  private var walk = AccountWalk()

  /// - Parameters:
  ///   - first: a column of whole numbers by which the rows of an account ascend.
  ///   - second: another column of whole numbers.
  init(_ connection: Connection, table: String, first: String, second: String) throws {
    let function = try collector.register(with: connection)
    statement = try Statement(
      connection,
      table: table,
      keyColumns: 1,
      """
      SELECT account FROM \(table) WHERE account >= ?1 AND \(function)(account, \(first), \(second))
      ORDER BY account, \(first)
      """
    )
  }

  /// The account whose rows come next in the table.
  var next: Int64? {
    if case .onRow(let account) = walk.place { account } else { nil }
  }

  /// The pairs of an account, in order; nothing when a value is no whole number or out of order.
  func pairs(of account: Int64) throws -> [Pair]? {
    if walk.mustSeek(account) {
      statement.reset()
      try statement.bind(account, at: 1)
      collector.areSound = true
      try advance(in: nil)
    }
    collector.pairs.removeAll(keepingCapacity: true)
    if case .onRow(account) = walk.place { try advance(in: account) }
    return collector.areSound ? collector.pairs : nil
  }

  /// Takes the rest of an account, up to the first row of the next.
  private func advance(in account: Int64?) throws {
    collector.begin(account)
    guard try statement.step() else {
      walk.place = .atEnd
      return
    }
    walk.place = .onRow(of: collector.pending?.account ?? .max)
  }
}

extension AccountPairs {
  /// What the function inside the statement leaves behind.
  private final class Collector {
    // Unchecked: nothing else runs while SQLite calls the function, and the check costs as much as the rest.
    @exclusivity(unchecked) var pairs: [Pair] = []
    @exclusivity(unchecked) var pending: (account: Int64, pair: Pair)?
    @exclusivity(unchecked) var areSound = true
    @exclusivity(unchecked) private var account: Int64?
    /// The first number of the pair taken last.
    @exclusivity(unchecked) private var last = Int64.min

    func begin(_ account: Int64?) {
      self.account = account
      last = .min
      if account != nil, let pending { append(pending.pair) }
      pending = nil
    }

    @inline(__always)
    private func append(_ pair: Pair) {
      // The least number is no row's that we wrote; were it there, the rows would be read one by one.
      if pair.first <= last { areSound = false }
      last = pair.first
      pairs.append(pair)
    }

    /// Whether the row is the first of another account.
    @inline(__always)
    private func take(_ values: UnsafeMutablePointer<OpaquePointer?>) -> Bool {
      guard sqlite3_value_type(values[0]) == SQLITE_INTEGER,
        sqlite3_value_type(values[1]) == SQLITE_INTEGER,
        sqlite3_value_type(values[2]) == SQLITE_INTEGER
      else {
        areSound = false
        return false
      }
      let account = sqlite3_value_int64(values[0])
      let pair = Pair(
        first: sqlite3_value_int64(values[1]),
        second: sqlite3_value_int64(values[2])
      )
      guard account == self.account else {
        pending = (account, pair)
        return true
      }
      append(pair)
      return false
    }

    /// Makes the function of this collector known to a connection.
    ///
    /// - Returns: its name. Each collector has one of its own: two statements may be under way at once.
    func register(with connection: Connection) throws -> String {
      let name = "tranche_pairs_\(connection.nextFunction())"
      let code = sqlite3_create_function_v2(
        connection.handle,
        name,
        3,
        // What is written in a file can't call it.
        SQLITE_UTF8 | SQLITE_DIRECTONLY,
        Unmanaged.passRetained(self).toOpaque(),
        { context, _, values in
          guard let values, let collector = sqlite3_user_data(context) else { return }
          let isFirst = Unmanaged<Collector>.fromOpaque(collector)._withUnsafeGuaranteedRef {
            $0.take(values)
          }
          sqlite3_result_int(context, isFirst ? 1 : 0)
        },
        nil,
        nil,
        // When the connection closes, and when SQLite refuses the function.
        { collector in
          if let collector { Unmanaged<Collector>.fromOpaque(collector).release() }
        }
      )
      guard code == SQLITE_OK else { throw connection.failure(code: code) }
      return name
    }
  }
}
