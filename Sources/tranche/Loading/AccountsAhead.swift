import PortfolioStore

/// What is read of a large file's accounts while the world is worked out, through a connection that one of the
/// threads goes on with.
struct AccountsAhead {
  let file: PortfolioFile
  /// What the threads of a run work on: the first and the last name of each part, and how many accounts there are.
  let ranges: (ranges: [(String, String)], count: Int)
  let holdings: HoldingsAhead

  /// Reads on a thread of its own, from the end of another reading on until someone waits for it.
  static func reading<First>(
    _ path: String,
    after first: Ahead<First>,
    if isWorthIt: Bool
  ) -> Ahead<AccountsAhead>? {
    if !isWorthIt { return nil }
    return Ahead(isOnThread: true) { isAwaited in
      // What is wrong with the file is told by who reads it first.
      _ = try first.value()
      let file = try PortfolioOpener.open(path)
      return try PortfolioOpener.reporting {
        AccountsAhead(
          file: file,
          ranges: try file.accountRanges(of: AccountPart.size),
          holdings: try file.holdingsAhead { !isAwaited() }
        )
      }
    }
  }
}
