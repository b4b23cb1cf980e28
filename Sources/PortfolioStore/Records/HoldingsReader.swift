internal import Portfolio
internal import Quantities

/// Reads all that a holdings set holds, with the whole history of prices and rates.
struct HoldingsReader {
  private static let always = Instant(secondsSinceEpoch: .max)
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  func set() throws -> HoldingsSet {
    var set = HoldingsSet()
    let market = MarketReader(connection)
    let rates = try rates()
    set.numeraire = rates.isEmpty ? nil : try market.numeraire()
    set.rates = rates
    set.accounts = try accounts()
    let instruments = try market.market(asOf: Self.always).instruments
    set.tags = instruments.flatMap { instrument in
      instrument.tags.map { HoldingsSet.TagRow(symbol: instrument.symbol, tag: $0) }
    }
    set.instruments = instruments.map { instrument in
      var bare = instrument
      bare.tags = []
      return bare
    }
    set.positions = try positions()
    set.lots = try (set.accounts ?? []).flatMap { account in
      try LotReader.lots(connection, account: account.name)
    }
    set.cash = try cash()
    set.prices = try prices()
    set.corporateActions = try CorporateActionReader.actions(connection, asOf: Self.always)
    set.calendar = try CalendarReader.events(
      connection,
      kinds: try CalendarReader.kinds(connection),
      asOf: Self.always
    )
    return set
  }

  func accounts() throws -> [HoldingsSet.AccountRow] {
    let tags = try Statement(
      connection,
      table: "account_tag",
      keyColumns: 3,
      """
      SELECT a.name, t.dimension, t.value FROM account_tag AS t JOIN account AS a ON a.id = t.account
      ORDER BY a.name, t.dimension, t.value
      """
    )
    var found: [String: [Tag]] = [:]
    while try tags.step() {
      let tag = Tag(dimension: try tags.text(1), value: try tags.text(2))
      found[try tags.text(0), default: []].append(tag)
    }
    return try rows(
      "account",
      keys: 1,
      "SELECT name, base_currency, kind, benchmark FROM account ORDER BY name"
    ) { row in
      let name = try row.text(0)
      return HoldingsSet.AccountRow(
        name: name,
        baseCurrency: try row.currency(1),
        kind: try row.value(2, as: AccountKind.self),
        benchmark: try row.optionalText(3),
        tags: found[name] ?? []
      )
    }
  }

  private func positions() throws -> [HoldingsSet.PositionRow] {
    try rows(
      "position",
      keys: 2,
      """
      SELECT a.name, i.symbol, p.quantity_e8 FROM position AS p
      JOIN account AS a ON a.id = p.account JOIN instrument AS i ON i.id = p.instrument
      ORDER BY a.name, i.symbol
      """
    ) { row in
      HoldingsSet.PositionRow(
        account: try row.text(0),
        symbol: try row.text(1),
        quantity: Quantity(units: try row.integer(2, in: Int64.min + 1...Int64.max))
      )
    }
  }

  private func cash() throws -> [HoldingsSet.CashRow] {
    try rows(
      "cash",
      keys: 2,
      """
      SELECT a.name, c.currency, c.amount_e4 FROM cash AS c JOIN account AS a ON a.id = c.account
      ORDER BY a.name, c.currency
      """
    ) { row in
      let amount = Amount(units: try row.integer(2, in: Int64.min + 1...Int64.max))
      return HoldingsSet.CashRow(
        account: try row.text(0),
        money: Money(amount, try row.currency(1))
      )
    }
  }

  private func prices() throws -> [HoldingsSet.PriceRow] {
    try rows(
      "price",
      keys: 3,
      """
      SELECT i.symbol, p.at, p.available, p.price_e8 FROM price AS p
      JOIN instrument AS i ON i.id = p.instrument ORDER BY i.symbol, p.at, p.available
      """
    ) { row in
      HoldingsSet.PriceRow(
        symbol: try row.text(0),
        quote: Quote(
          price: Price(units: try row.integer(3, in: 1...Int64.max)),
          at: try row.instant(1),
          available: try row.instant(2)
        )
      )
    }
  }

  private func rates() throws -> [HoldingsSet.RateRow] {
    try rows(
      "fx_rate",
      keys: 3,
      "SELECT currency, at, available, rate_e8 FROM fx_rate ORDER BY currency, at, available"
    ) { row in
      HoldingsSet.RateRow(
        currency: try row.currency(0),
        quote: RateQuote(
          rate: Number(units: try row.integer(3, in: 1...Int64.max)),
          at: try row.instant(1),
          available: try row.instant(2)
        )
      )
    }
  }

  private func rows<Value>(
    _ table: String,
    keys: Int32,
    _ sql: String,
    _ value: (Statement) throws -> Value
  ) throws -> [Value] {
    let statement = try Statement(connection, table: table, keyColumns: keys, sql)
    var values: [Value] = []
    while try statement.step() { values.append(try value(statement)) }
    return values
  }
}
