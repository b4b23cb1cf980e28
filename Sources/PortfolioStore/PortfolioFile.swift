internal import GRDB
public import Portfolio
public import Quantities

/// A portfolio file, open for reading.
///
/// All that is read comes from the one state that the file had at the first read: a transaction is
/// held until the value goes away. The file's bytes and modification time do not change and nothing
/// is left beside it. Every failure is a `PortfolioFileError`.
public final class PortfolioFile: Sendable {
  public let path: String
  private let queue: DatabaseQueue

  private init(path: String, queue: DatabaseQueue) {
    self.path = path
    self.queue = queue
  }

  /// Opens the portfolio file at `path` for reading.
  public static func open(at path: String) throws -> PortfolioFile {
    let file = PortfolioFile(path: path, queue: try Opening.queue(at: path, isReadOnly: true))
    try file.withConnection { try $0.run("BEGIN") }
    return file
  }

  /// Makes an empty portfolio file whose rates are all quoted in `numeraire`.
  ///
  /// - Throws: `.alreadyExists` when anything is at `path`: nothing is ever overwritten.
  public static func create(at path: String, numeraire: Currency) throws {
    try FileStatus.makeNew(path)
    do {
      let queue = try Opening.newQueue(at: path)
      try Schema.migrate(queue, numeraire: numeraire)
      try queue.close()
    } catch {
      FileStatus.remove(path)
      FileStatus.remove(path + "-journal")
      if let error = error as? DatabaseError { throw Opening.failure(of: error, path: path) }
      throw error
    }
  }

  // MARK: Reading

  /// The currency that all rates of the file are quoted in.
  public func numeraire() throws -> Currency {
    try withConnection { try MarketReader($0).numeraire() }
  }

  /// The names of all accounts, ascending by bytes.
  public func accountNames() throws -> [String] {
    try withConnection { try AccountReader.names($0) }
  }

  /// The symbols of all instruments, ascending by bytes.
  public func symbols() throws -> [String] {
    try withConnection { try MarketReader($0).symbols() }
  }

  /// All instruments, with the latest price and rate of each that was available at `asOf`.
  ///
  /// The latest is the one made last; of two made at one moment, the one that came later.
  public func market(asOf: Instant) throws -> Market {
    try withConnection { try MarketReader($0).market(asOf: asOf) }
  }

  /// The latest revision of each item that was available at `asOf`, ascending by provider and
  /// identifier. Quarantined revisions do not count, and a withdrawn item is left out.
  public func items(asOf: Instant) throws -> [Item] {
    try withConnection { try ItemReader($0).items(asOf: asOf) }
  }

  /// Every revision of every item that was available at `asOf`, withdrawals included, ascending by
  /// provider, identifier and revision: what a replay of earlier days needs.
  public func revisions(asOf: Instant) throws -> [Item] {
    try withConnection { try ItemReader($0).revisions(asOf: asOf) }
  }

  /// What persons did to catalysts and had written down by `asOf`, in the order of writing.
  public func acts(asOf: Instant) throws -> [CatalystAct] {
    try withConnection { try ActReader.acts($0, asOf: asOf) }
  }

  /// Calls `body` with each account and its journal, one after the other, ascending by name.
  ///
  /// Only one account is in memory at a time. Holdings and the journal are as the file has them
  /// now, whatever moment `market` is of.
  ///
  /// - Parameters:
  ///   - names: the accounts wanted, in any order; none means all.
  ///   - market: what `market(asOf:)` of this file gave; positions refer to it.
  /// - Throws: `.unknownAccount` before the first call of `body`; what `body` throws.
  public func forEachAccount(
    named names: [String] = [],
    market: Market,
    body: (Account, Journal) throws -> Void
  ) throws {
    try withConnection { connection in
      let reader = try AccountReader(connection, market: market)
      try reader.forEach(named: names, body: body)
    }
  }

  /// Lots, if any, of one account: for reports on cost.
  public func lots(of account: String) throws -> [HoldingsSet.LotRow] {
    try withConnection { try LotReader.lots($0, account: account) }
  }

  private func withConnection<Result>(_ body: (Connection) throws -> Result) throws -> Result {
    do {
      return try queue.unsafeReentrantRead { database in
        try body(try Connection(database, path: path))
      }
    } catch let error as DatabaseError {
      throw Opening.failure(of: error, path: path)
    }
  }
}
