internal import Portfolio
internal import Quantities

/// Reads the prices that earlier moments ask for, one row each: a long history stays in the file.
enum PastPriceReader {
  static func quotes(
    _ connection: Connection,
    at moments: [Instant: [String]]
  ) throws -> [String: [Quote]] {
    let rows = try Statement(
      connection,
      table: "price",
      keyColumns: 3,
      """
      SELECT p.instrument, p.at, p.available, p.price_e8
      FROM instrument AS i CROSS JOIN price AS p ON p.instrument = i.id
      WHERE i.symbol = ?1 AND p.available <= ?2 ORDER BY p.at DESC, p.available DESC LIMIT 1
      """
    )
    var found: [String: [Quote]] = [:]
    for (moment, symbols) in moments.sorted(by: { $0.key < $1.key }) {
      for symbol in symbols {
        rows.reset()
        try rows.bind(symbol, at: 1)
        try rows.bind(moment.secondsSinceEpoch, at: 2)
        guard try rows.step() else { continue }
        let quote = Quote(
          price: Price(units: try rows.integer(3, in: 1...Int64.max)),
          at: try rows.instant(1),
          available: try rows.instant(2)
        )
        guard quote.available >= quote.at, quote.available <= moment else {
          throw rows.badRow("`available` is not between `at` and the moment asked for")
        }
        if found[symbol]?.contains(quote) != true { found[symbol, default: []].append(quote) }
      }
    }
    return found
  }
}
