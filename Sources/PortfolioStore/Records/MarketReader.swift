internal import Portfolio
internal import Quantities

/// Reads instruments with their tags, and the prices and rates that were available at a moment.
struct MarketReader {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  func market(asOf: Instant) throws -> Market {
    let numeraire = try numeraire()
    var instruments: [Instrument] = []
    let tags = try tagsByInstrument()
    var symbols: [Int64: String] = [:]
    var symbolsSeen: Set<String> = []
    let rows = try InstrumentRecord.statement(connection)
    while try rows.step() {
      let record = try InstrumentRecord(rows)
      var instrument = record.instrument
      guard symbolsSeen.insert(instrument.symbol).inserted, symbols[record.id] == nil else {
        throw rows.badRow("it is there twice")
      }
      instrument.tags = tags[record.id] ?? []
      symbols[record.id] = instrument.symbol
      instruments.append(instrument)
    }
    return Market(
      instruments: instruments,
      quotes: try quotes(asOf: asOf, symbols: symbols),
      numeraire: numeraire,
      rates: try rates(asOf: asOf, numeraire: numeraire),
      corporateActions: try CorporateActionReader.actions(connection, asOf: asOf),
      isPast: try isPast(asOf)
    )
  }

  func numeraire() throws -> Currency {
    let rows = try Statement(
      connection,
      table: "portfolio",
      keyColumns: 0,
      "SELECT numeraire FROM portfolio"
    )
    guard try rows.step() else {
      throw PortfolioFileError.badRow(
        path: connection.path,
        table: "portfolio",
        row: "1",
        problem: "it is missing, so the currency of rates is not known"
      )
    }
    return try rows.currency(0)
  }

  func symbols() throws -> [String] {
    let rows = try Statement(
      connection,
      table: "instrument",
      keyColumns: 1,
      "SELECT symbol FROM instrument ORDER BY symbol"
    )
    var symbols: [String] = []
    while try rows.step() { symbols.append(try rows.text(0)) }
    return symbols
  }

  private func tagsByInstrument() throws -> [Int64: [Tag]] {
    let rows = try Statement(
      connection,
      table: "tag",
      keyColumns: 3,
      "SELECT instrument, dimension, value FROM tag ORDER BY instrument, dimension, value"
    )
    var tags: [Int64: [Tag]] = [:]
    while try rows.step() {
      let tag = Tag(dimension: try rows.text(1), value: try rows.text(2))
      tags[try rows.integer(0), default: []].append(tag)
    }
    return tags
  }

  /// Per instrument the last price made among those available: the primary key is walked from its
  /// newest end.
  static let quoteQuery = """
    SELECT p.instrument, p.at, p.available, p.price_e8
    FROM instrument AS i CROSS JOIN price AS p
    ON p.instrument = i.id AND (p.at, p.available) =
      (SELECT q.at, q.available FROM price AS q WHERE q.instrument = i.id AND q.available <= ?1
       ORDER BY q.at DESC, q.available DESC LIMIT 1)
    """

  private func quotes(asOf: Instant, symbols: [Int64: String]) throws -> [String: Quote] {
    let rows = try Statement(
      connection,
      table: "price",
      keyColumns: 3,
      MarketReader.quoteQuery
    )
    try rows.bind(asOf.secondsSinceEpoch, at: 1)
    var quotes: [String: Quote] = [:]
    while try rows.step() {
      let quote = Quote(
        price: Price(units: try rows.integer(3, in: 1...Int64.max)),
        at: try rows.instant(1),
        available: try rows.instant(2)
      )
      guard quote.available >= quote.at, quote.available <= asOf else {
        throw rows.badRow("`available` is not between `at` and the moment asked for")
      }
      guard let symbol = symbols[try rows.integer(0)] else {
        throw rows.badRow("there is no such instrument")
      }
      quotes[symbol] = quote
    }
    return quotes
  }

  /// Whether the newest price of any instrument was not available yet.
  private func isPast(_ asOf: Instant) throws -> Bool {
    let rows = try Statement(
      connection,
      table: "price",
      keyColumns: 0,
      """
      SELECT 1 FROM instrument AS i WHERE
        (SELECT q.available FROM price AS q WHERE q.instrument = i.id
         ORDER BY q.at DESC, q.available DESC LIMIT 1) > ?1 LIMIT 1
      """
    )
    try rows.bind(asOf.secondsSinceEpoch, at: 1)
    return try rows.step()
  }

  private func rates(asOf: Instant, numeraire: Currency) throws -> [Currency: RateQuote] {
    let rows = try Statement(
      connection,
      table: "fx_rate",
      keyColumns: 3,
      """
      SELECT r.currency, r.at, r.available, r.rate_e8, r.numeraire
      FROM (SELECT DISTINCT currency FROM fx_rate) AS c CROSS JOIN fx_rate AS r
      ON r.currency = c.currency AND (r.at, r.available) =
        (SELECT q.at, q.available FROM fx_rate AS q WHERE q.currency = c.currency
         AND q.available <= ?1 ORDER BY q.at DESC, q.available DESC LIMIT 1)
      """
    )
    try rows.bind(asOf.secondsSinceEpoch, at: 1)
    var rates: [Currency: RateQuote] = [:]
    while try rows.step() {
      let currency = try rows.currency(0)
      guard try rows.currency(4) == numeraire, currency != numeraire else {
        throw rows.badRow("it is not a rate from another currency to \(numeraire)")
      }
      let quote = RateQuote(
        rate: Number(units: try rows.integer(3, in: 1...Int64.max)),
        at: try rows.instant(1),
        available: try rows.instant(2)
      )
      guard quote.available >= quote.at, quote.available <= asOf else {
        throw rows.badRow("`available` is not between `at` and the moment asked for")
      }
      rates[currency] = quote
    }
    return rates
  }
}
