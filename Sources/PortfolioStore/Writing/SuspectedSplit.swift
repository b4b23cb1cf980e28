internal import GRDB
public import Portfolio
public import Quantities

/// Two neighbouring prices of an instrument that stand to each other as a split would leave them, with
/// no split recorded between them.
public struct SuspectedSplit: Hashable, Sendable {
  public var symbol: String
  public var before: Quote
  public var after: Quote
  /// About so many units for one before it, or where there are fewer, one for so many.
  public var unitsAfter: Int64
  public var unitsBefore: Int64
}

extension SuspectedSplit {
  /// Further apart, prices may well have doubled.
  private static let longestGap: Int64 = 7 * Instant.secondsPerDay

  /// Usual splits, as units after and units before.
  private static let ratios: [(Int64, Int64)] = {
    let many: [Int64] = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100]
    return many.map { ($0, 1) } + many.map { (1, $0) }
  }()

  /// The split that would explain the two prices to within 3%; nothing when none would.
  init?(symbol: String, before: Quote, after: Quote) {
    let gap = after.at.secondsSinceEpoch - before.at.secondsSinceEpoch
    guard (1...SuspectedSplit.longestGap).contains(gap) else { return nil }
    let found = SuspectedSplit.ratios.first { units in
      // before · unitsBefore ÷ (after · unitsAfter) is 1 for a split that changes no worth.
      let was = Int128(before.price.units) * Int128(units.1)
      let now = Int128(after.price.units) * Int128(units.0)
      return abs(was - now) * 100 <= now * 3
    }
    guard let found else { return nil }
    self.init(
      symbol: symbol,
      before: before,
      after: after,
      unitsAfter: found.0,
      unitsBefore: found.1
    )
  }
}

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
