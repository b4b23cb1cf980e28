import PortfolioStore

/// What is read of a large file's accounts while the world is worked out, through a connection that one of the
/// threads goes on with.
struct AccountsAhead {
  let file: PortfolioFile
  /// What the threads of a run work on: the first and the last name of each part, and how many accounts there are.
  let ranges: (ranges: [(String, String)], count: Int)
  let holdings: HoldingsAhead

  /// Reads on a thread of its own until someone waits for it.
  static func reading(_ path: String) -> Ahead<AccountsAhead> {
    Ahead(isOnThread: true) { isAwaited in
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
