/// What the first accounts of a file hold, read before anyone asks for an account: while another thread works
/// out what needs none.
public final class HoldingsAhead: Sendable {
  /// Four megabytes of them: a large book is longer than what is worked out meanwhile.
  private static let most = 250_000

  private let pairs: [AccountPairs.Pair]
  /// Ascending by id.
  private let accounts: [Int64]
  /// Where the pairs of each account begin, and where the last ones end.
  private let starts: [Int]

  /// Of how many accounts it has all that they hold.
  public var accountCount: Int { accounts.count }

  /// Reads until nobody wants more, account by account. A row that is not as it should be ends it too: who
  /// asks for that account reads it again, and tells.
  init(_ connection: Connection, while isWanted: () -> Bool) throws {
    let rows = try AccountPairs(
      connection,
      table: "position",
      first: "instrument",
      second: "quantity_e8"
    )
    var pairs: [AccountPairs.Pair] = []
    // Only what is written to takes memory.
    pairs.reserveCapacity(HoldingsAhead.most)
    var accounts: [Int64] = []
    var starts = [0]
    _ = try? rows.pairs(of: .min)
    while let account = rows.next, accounts.last ?? .min < account, isWanted(),
      pairs.count < HoldingsAhead.most, let held = try? rows.pairs(of: account)
    {
      accounts.append(account)
      pairs += held
      starts.append(pairs.count)
    }
    self.pairs = pairs
    self.accounts = accounts
    self.starts = starts
  }

  /// All that an account holds; nothing when it was not read.
  func pairs(of account: Int64) -> ArraySlice<AccountPairs.Pair>? {
    var (low, high) = (0, accounts.count)
    while low < high {
      let middle = (low + high) / 2
      if accounts[middle] < account { low = middle + 1 } else { high = middle }
    }
    guard low < accounts.count, accounts[low] == account else { return nil }
    return pairs[starts[low]..<starts[low + 1]]
  }
}
