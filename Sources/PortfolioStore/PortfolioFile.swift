internal import GRDB
public import Portfolio
public import Quantities

/// A portfolio file, open for reading.
///
/// All that is read comes from the one state that the file had when it was opened: a transaction is
/// held until the value goes away. The file's bytes and modification time do not change and nothing
/// is left beside it. Every failure is a `PortfolioFileError`. Each thread opens its own.
public final class PortfolioFile {
  private let connection: Connection

  public var path: String { connection.path }

  init(_ connection: Connection) { self.connection = connection }

  /// Opens the portfolio file at `path` for reading.
  public static func open(at path: String) throws -> PortfolioFile {
    PortfolioFile(try Opening.reading(path))
  }

  /// Makes an empty portfolio file whose rates are all quoted in `numeraire`.
  ///
  /// - Throws: `.alreadyExists` when anything is at `path`: nothing is ever overwritten.
  public static func create(at path: String, numeraire: Currency) throws {
    try FileStatus.makeNew(path)
    do {
      try WriteTransaction.run(on: try Opening.writingNew(path), path: path) { database, _ in
        try database.execute(
          sql: "INSERT INTO portfolio (id, numeraire) VALUES (1, ?)",
          arguments: [numeraire.description]
        )
      }
    } catch {
      FileStatus.remove(path)
      FileStatus.remove(path + "-journal")
      if let error = error as? DatabaseError { throw Opening.failure(of: error, path: path) }
      throw error
    }
  }

  /// Lets go of the file, so that it can be written: nothing can be read any more.
  public func close() throws { try connection.run("ROLLBACK") }

  // MARK: Reading

  /// The state that all that is read comes from.
  public func state() throws -> FileState { try FileState(connection) }

  /// The currency that all rates of the file are quoted in.
  public func numeraire() throws -> Currency {
    try MarketReader(connection).numeraire()
  }

  /// The names of all accounts, ascending by bytes.
  public func accountNames() throws -> [String] {
    try AccountReader.names(connection)
  }

  /// All accounts without what they hold, ascending by name.
  public func accountRows() throws -> [HoldingsSet.AccountRow] {
    try HoldingsReader(connection).accounts()
  }

  /// The symbols of all instruments, ascending by bytes.
  public func symbols() throws -> [String] {
    try MarketReader(connection).symbols()
  }

  /// All instruments, with the latest price and rate of each that was available at `asOf`.
  ///
  /// The latest is the one made last; of two made at one moment, the one that came later.
  public func market(asOf: Instant) throws -> Market {
    try MarketReader(connection).market(asOf: asOf)
  }

  /// Of each moment and symbol the quote that was the latest available then, by symbol: what
  /// `Market.adding(history:)` takes.
  public func quotes(at moments: [Instant: [String]]) throws -> [String: [Quote]] {
    try PastPriceReader.quotes(connection, at: moments)
  }

  /// The dated events of these kinds that were known at `asOf`, with the outcomes known then.
  public func calendar(kinds: [String], asOf: Instant) throws -> [CalendarEvent] {
    try CalendarReader.events(connection, kinds: kinds, asOf: asOf)
  }

  /// The latest revision of each item that was available at `asOf`, ascending by provider and
  /// identifier. Quarantined revisions do not count, and a withdrawn item is left out.
  public func items(asOf: Instant) throws -> [Item] {
    try ItemReader(connection).items(asOf: asOf)
  }

  /// Every revision of every item that was available at `asOf`, withdrawals included, ascending by
  /// provider, identifier and revision: what a replay of earlier days needs.
  public func revisions(asOf: Instant) throws -> [Item] {
    try ItemReader(connection).revisions(asOf: asOf)
  }

  /// What persons did to catalysts and had written down by `asOf`, in the order of writing.
  public func acts(asOf: Instant) throws -> [CatalystAct] {
    try ActReader.acts(connection, asOf: asOf)
  }

  /// Calls `body` with each account and its journal, one after the other, ascending by name.
  ///
  /// Only one account is in memory at a time. Holdings and the journal are as the file has them
  /// now, whatever moment `market` is of.
  ///
  /// - Parameters:
  ///   - names: the accounts wanted, in any order; none means all.
  ///   - market: what `market(asOf:)` of this file gave; positions refer to it.
  ///   - rulebook: the name of the rulebook whose journal is wanted; what is on order and what was
  ///     traded counts for every one.
  ///   - withCosts: whether positions say what they cost, as far as lots tell.
  /// - Throws: `.unknownAccount` before the first call of `body`; what `body` throws.
  public func forEachAccount(
    named names: [String] = [],
    market: Market,
    rulebook: String = "",
    withCosts: Bool = false,
    body: (Account, Journal) throws -> Void
  ) throws {
    let reader = try AccountReader(
      connection,
      market: market,
      rulebook: rulebook,
      withCosts: withCosts
    )
    try reader.forEach(named: names, body: body)
  }

  /// All that a holdings set can hold, with the whole history of prices and rates; in memory at once.
  /// News, persons' acts and the journal are no part of it.
  public func holdings() throws -> HoldingsSet {
    try HoldingsReader(connection).set()
  }

  /// Lots, if any, of one account: for reports on cost.
  public func lots(of account: String) throws -> [HoldingsSet.LotRow] {
    try LotReader.lots(connection, account: account)
  }

  /// The journal, ascending by number: all of it, or the one entry asked for.
  public func entries(_ number: Int64? = nil) throws -> [RecordedEntry] {
    try EntryReader(connection: connection).entries(number)
  }
}
