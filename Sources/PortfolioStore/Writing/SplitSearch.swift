internal import GRDB
internal import Portfolio
internal import Quantities

extension HoldingsWriter {
  /// Compares each new price with its neighbours in the file.
  func suspectedSplits(around rows: [HoldingsSet.PriceRow]) throws -> [SuspectedSplit] {
    let columns = "SELECT at, available, price_e8 FROM price WHERE instrument = ?"
    let earlier = try statement(
      columns + " AND at < ? ORDER BY at DESC, available DESC LIMIT 1"
    )
    let later = try statement(columns + " AND at > ? ORDER BY at, available DESC LIMIT 1")
    let split = try statement(
      """
      SELECT 1 FROM corporate_action WHERE instrument = ? AND kind = 'split' AND at > ? AND at <= ?
      """
    )
    var found: Set<SuspectedSplit> = []
    for row in rows {
      let id = try instrument(row.symbol, "price", row.symbol)
      let at = row.quote.at.secondsSinceEpoch
      let before = try Row.fetchOne(earlier, arguments: [id, at]).flatMap(quote)
      let after = try Row.fetchOne(later, arguments: [id, at]).flatMap(quote)
      for (first, second) in [(before, row.quote), (row.quote, after)] {
        guard let first, let second,
          let suspect = SuspectedSplit(symbol: row.symbol, before: first, after: second)
        else { continue }
        let span = [id, first.at.secondsSinceEpoch, second.at.secondsSinceEpoch]
        if try Row.fetchOne(split, arguments: StatementArguments(span)) == nil {
          found.insert(suspect)
        }
      }
    }
    return found.sorted { ($0.symbol, $0.before.at) < ($1.symbol, $1.before.at) }
  }

  private func quote(_ row: Row) -> Quote? {
    guard let at: Int64 = row[0], let available: Int64 = row[1], let price: Int64 = row[2] else {
      return nil
    }
    return Quote(
      price: Price(units: price),
      at: Instant(secondsSinceEpoch: at),
      available: Instant(secondsSinceEpoch: available)
    )
  }
}
