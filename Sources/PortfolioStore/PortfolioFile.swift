internal import GRDB
public import Portfolio
public import Quantities

/// A portfolio file, open for reading.
///
/// All that is read comes from the one state that the file had when it was opened: a transaction is
/// held until the value goes away. The file's bytes and modification time do not change and nothing
/// is left beside it. Every failure is a `PortfolioFileError`. Each thread opens its own.
public final class PortfolioFile {
  /// Where news and the journal are.
  let connection: Connection
  /// Where everything else is: the same, but for a file as a run of the past read it.
  let book: Connection
  /// The run of the past before which the file is read.
  private let past: RecordedRun?

  public var path: String { connection.path }

  init(_ connection: Connection, past: RecordedRun? = nil) throws {
    self.connection = connection
    self.past = past
    book = try past.map { try HoldingsImage.open($0.image, path: connection.path) } ?? connection
  }

  /// Opens the portfolio file at `path` for reading.
  public static func open(at path: String) throws -> PortfolioFile {
    try PortfolioFile(try Opening.reading(path))
  }

  /// Opens the portfolio file at `path` as it was when an applied run read it.
  ///
  /// - Throws: `JournalRefusal` when there is no such run, or an earlier version recorded it.
  public static func open(
    at path: String,
    asReadBy run: Int64
  ) throws -> (file: PortfolioFile, run: RecordedRun) {
    let connection = try Opening.reading(path)
    let past = try RecordedRun(run, connection)
    return (try PortfolioFile(connection, past: past), past)
  }

  /// The bytes of the file at `path`; 0 where there is none.
  public static func size(at path: String) -> Int64 { FileStatus.size(path) }

  /// Makes an empty portfolio file whose rates are all quoted in `numeraire`.
  ///
  /// - Throws: `.alreadyExists` when anything is at `path`: nothing is ever overwritten.
  public static func create(at path: String, numeraire: Currency) throws {
    _ = try create(at: path, numeraire: numeraire, holding: HoldingsSet())
  }

  /// Makes a portfolio file that holds `set`: with all of it, or not at all, even when the program is
  /// killed meanwhile.
  ///
  /// - Throws: `.alreadyExists` when anything is at `path`, and what `importHoldings` throws.
  public static func create(
    at path: String,
    numeraire: Currency,
    holding set: HoldingsSet
  ) throws -> ImportCounts {
    if FileStatus.exists(path) { throw PortfolioFileError.alreadyExists(path: path) }
    let temporary = try FileStatus.makeTemporary(beside: path)
    defer {
      FileStatus.remove(temporary)
      FileStatus.remove(temporary + "-journal")
    }
    do {
      let counts = try WriteTransaction.run(on: try Opening.writingNew(temporary), path: path) {
        database,
        _ in
        try database.execute(
          sql: "INSERT INTO portfolio (id, numeraire) VALUES (1, ?)",
          arguments: [numeraire.description]
        )
        var writer = try HoldingsWriter(database, path: path)
        try writer.write(set)
        return writer.counts
      }
      try FileStatus.give(temporary, name: path)
      return counts
    } catch let error as DatabaseError {
      throw Opening.failure(of: error, path: path)
    }
  }

  /// Lets go of the file, so that it can be written: nothing can be read any more.
  public func close() throws { try connection.run("ROLLBACK") }

  // MARK: Reading

  /// The state that all that is read comes from.
  public func state() throws -> FileState { try FileState(connection) }

  /// The currency that all rates of the file are quoted in.
  public func numeraire() throws -> Currency {
    try MarketReader(book).numeraire()
  }

  /// The names of all accounts, ascending by bytes.
  public func accountNames() throws -> [String] {
    try AccountReader.names(book)
  }

  /// The first and the last name of each `size` (at least 1) accounts, ascending by bytes, with the number of all.
  public func accountRanges(of size: Int) throws -> (ranges: [(String, String)], count: Int) {
    try AccountReader.ranges(of: max(size, 1), book)
  }

  /// All accounts without what they hold, ascending by name.
  public func accountRows() throws -> [HoldingsSet.AccountRow] {
    try HoldingsReader(book).accounts()
  }

  /// The symbols of all instruments, ascending by bytes.
  public func symbols() throws -> [String] {
    try MarketReader(book).symbols()
  }

  /// All instruments, with the latest price and rate of each that was available at `asOf`.
  ///
  /// The latest is the one made last; of two made at one moment, the one that came later.
  public func market(asOf: Instant) throws -> Market {
    try MarketReader(book).market(asOf: asOf)
  }

  /// Of each moment and symbol the quote that was the latest available then, by symbol: what
  /// `Market.adding(history:)` takes.
  public func quotes(at moments: [Instant: [String]]) throws -> [String: [Quote]] {
    try PastPriceReader.quotes(book, at: moments)
  }

  /// The dated events of these kinds that were known at `asOf`, with the outcomes known then.
  public func calendar(kinds: [String], asOf: Instant) throws -> [CalendarEvent] {
    try CalendarReader.events(book, kinds: kinds, asOf: asOf)
  }

  /// The latest revision of each item that was available at `asOf`, ascending by provider and
  /// identifier. Quarantined revisions do not count, and a withdrawn item is left out.
  public func items(asOf: Instant) throws -> [Item] {
    try ItemReader(connection, upTo: past?.lastItem).items(asOf: asOf)
  }

  /// Every revision of every item that was available at `asOf`, withdrawals included, ascending by
  /// provider, identifier and revision: what a replay of earlier days needs.
  public func revisions(asOf: Instant) throws -> [Item] {
    try ItemReader(connection, upTo: past?.lastItem).revisions(asOf: asOf)
  }

  /// What `revisions(asOf:)` gives, with the numbers of the items in the file.
  public func storedItems(asOf: Instant) throws -> [StoredItem] {
    try ItemReader(connection).counting(asOf: asOf)
  }

  /// Every revision that does not count, each with its reason.
  public func quarantinedItems() throws -> [StoredItem] {
    try ItemReader(connection).quarantined()
  }

  /// Every revision of the item that has `number`, whether it counts or not; none when there is no such
  /// item.
  public func itemRevisions(_ number: Int64) throws -> [StoredItem] {
    try ItemReader(connection).revisions(ofItem: number)
  }

  /// What persons did to catalysts and had written down by `asOf`, in the order of writing.
  public func acts(asOf: Instant) throws -> [CatalystAct] {
    try ActReader.acts(connection, upTo: past?.lastAct, asOf: asOf)
  }

  /// The accounts of the file, each with its journal: only one is in memory at a time. Holdings and the
  /// journal are as the file has them now, whatever moment `market` is of.
  ///
  /// - Parameters:
  ///   - market: what `market(asOf:)` of this file gave; positions refer to it.
  ///   - rulebook: the name of the rulebook whose journal is wanted; what is on order and what was
  ///     traded counts for every one.
  ///   - withCosts: whether positions say what they cost, as far as lots tell.
  public func accounts(
    market: Market,
    rulebook: String = "",
    withCosts: Bool = false,
    ahead: HoldingsAhead? = nil
  ) throws -> AccountStream {
    let instruments = try InstrumentIndex(book, market: market)
    let journal = try JournalReader(
      connection,
      instruments: instruments,
      market: market,
      before: past?.number
    )
    return AccountStream(
      try AccountReader(
        book,
        instruments: instruments,
        journal: journal,
        rulebook: rulebook,
        withCosts: withCosts,
        ahead: ahead
      )
    )
  }

  /// What the first accounts hold, as many as can be read while `isWanted`.
  public func holdingsAhead(while isWanted: () -> Bool) throws -> HoldingsAhead {
    try HoldingsAhead(book, while: isWanted)
  }

  /// Calls `body` with each account of `accounts(market:rulebook:withCosts:)` that has one of `names`, in any
  /// order; none means all.
  ///
  /// - Throws: `.unknownAccount` before the first call of `body`; what `body` throws.
  public func forEachAccount(
    named names: [String] = [],
    market: Market,
    rulebook: String = "",
    withCosts: Bool = false,
    body: (Account, Journal) throws -> Void
  ) throws {
    let stream = try accounts(market: market, rulebook: rulebook, withCosts: withCosts)
    try stream.forEach(named: names, body: body)
  }

  /// All that a holdings set can hold, with the whole history of prices and rates; in memory at once.
  /// News, persons' acts and the journal are no part of it.
  public func holdings() throws -> HoldingsSet {
    try HoldingsReader(book).set()
  }

  /// All that evaluating at `asOf` reads of the file besides news and journal, for `RunRecord.image`.
  ///
  /// - Parameter moments: earlier ones whose prices are read as well.
  public func image(asOf: Instant, moments: some Sequence<Instant>) throws -> [UInt8] {
    try HoldingsImage.bytes(of: path, asOf: asOf, moments: moments)
  }

  /// Lots, if any, of one account: for reports on cost.
  public func lots(of account: String) throws -> [HoldingsSet.LotRow] {
    try LotReader.lots(book, account: account)
  }

  /// The journal, ascending by number: all of it, or the one entry asked for.
  public func entries(_ number: Int64? = nil) throws -> [RecordedEntry] {
    try EntryReader(connection: connection).entries(number)
  }
}
