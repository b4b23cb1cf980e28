/// Where a statement stands that walks a table keyed by account first.
///
/// Asked for accounts in ascending order of id, the statement never goes back: the whole table is one scan.
/// Asked out of order, it seeks, so that the order of names and the order of ids may differ.
struct AccountWalk {
  enum Place {
    case unstarted
    /// On the first row of this account, which was not given out yet.
    case onRow(of: Int64)
    case atEnd
  }

  var place = Place.unstarted
  /// The account asked for last; what lies between it and the row at hand has no rows.
  private var asked = Int64.min

  /// Notes that `account` is asked for.
  ///
  /// - Returns: whether the statement must be put on the first row from the account on.
  mutating func mustSeek(_ account: Int64) -> Bool {
    defer { asked = account }
    return switch place {
    case .onRow(let next): next != account && (next < account || account <= asked)
    case .atEnd: account <= asked
    case .unstarted: true
    }
  }
}
