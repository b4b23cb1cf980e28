internal import GRDB
public import Portfolio
internal import Quantities

extension PortfolioFile {
  /// Takes `set` into the portfolio file at `path` in one transaction: all of it or nothing.
  ///
  /// Accounts and instruments are added or brought up to date by name. Where the set has the
  /// section: the tags of every instrument it names, and the positions, lots and cash of every
  /// account it names, are replaced; prices, rates, corporate actions and dated events are added to the
  /// history, and one of the same moment is replaced. Whatever the set does not name stays as it is.
  ///
  /// - Throws: `PortfolioFileError`; the file is then as it was.
  public static func importHoldings(
    _ set: HoldingsSet,
    into path: String
  ) throws -> ImportCounts {
    try importHoldings(into: path) { _ in set }
  }

  /// Like `importHoldings(_:into:)`, with a set that `make` works out from what the file holds: nobody
  /// else can change the file between reading and writing.
  ///
  /// - Throws: `PortfolioFileError`, and what `make` throws; the file is then as it was.
  public static func importHoldings(
    into path: String,
    _ make: (PortfolioFile) throws -> HoldingsSet
  ) throws -> ImportCounts {
    try WriteTransaction.run(on: path) { database, _ in
      let set = try make(PortfolioFile(try Connection(database, path: path)))
      var writer = try HoldingsWriter(database, path: path)
      try writer.write(set)
      return writer.counts
    }
  }
}
