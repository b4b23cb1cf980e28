public import Portfolio
internal import Quantities

extension PortfolioFile {
  /// What each account would hold if nothing had happened but what the journal tells: what the last run found,
  /// with fills and splits since. Ascending by account and symbol; nothing of accounts without such a run, and of
  /// what is not held.
  ///
  /// - Parameter market: what `market(asOf:)` of this file gave.
  public func expectedPositions(market: Market) throws -> [HoldingsSet.PositionRow] {
    let instruments = try InstrumentIndex(book, market: market)
    guard
      let journal = try JournalReader(connection, instruments: instruments, market: market)
    else { return [] }
    let rows = try Statement(
      book,
      table: "account",
      keyColumns: 1,
      "SELECT name, id FROM account ORDER BY id"
    )
    var expected: [HoldingsSet.PositionRow] = []
    while try rows.step() {
      let name = try rows.text(0)
      for (instrument, quantity) in try journal.heldByEntries(of: try rows.integer(1)) ?? [:]
      where !quantity.isZero {
        let symbol = market.instruments[instrument].symbol
        expected.append(
          HoldingsSet.PositionRow(account: name, symbol: symbol, quantity: quantity)
        )
      }
    }
    return expected.sorted { ($0.account, $0.symbol) < ($1.account, $1.symbol) }
  }
}
