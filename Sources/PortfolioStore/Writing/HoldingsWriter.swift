internal import GRDB
internal import Portfolio
internal import Quantities

/// Writes the sections of a holdings set inside a transaction that the caller holds.
struct HoldingsWriter {
  private let database: Database
  private let path: String
  var counts = ImportCounts()
  private var accounts: [String: Int64] = [:]
  private var instruments: [String: Int64] = [:]

  init(_ database: Database, path: String) throws {
    self.database = database
    self.path = path
    accounts = try identifiers("SELECT name, id FROM account")
    instruments = try identifiers("SELECT symbol, id FROM instrument")
  }

  /// Rows go in ascending order of their keys, so that the same set always makes the same file.
  mutating func write(_ set: HoldingsSet) throws {
    try write(accounts: set.accounts ?? [])
    try write(instruments: set.instruments ?? [])
    if let tags = set.tags { try write(tags: tags, named: set.instruments ?? []) }
    try replaceHoldings(set)
    try write(prices: set.prices ?? [])
    try write(rates: set.rates ?? [], numeraire: set.numeraire)
    try write(corporateActions: set.corporateActions ?? [])
    try write(calendar: set.calendar ?? [])
    try checkLots()
    counts.suspectedSplits = try suspectedSplits(around: set.prices ?? [])
  }

  // MARK: Accounts and instruments

  private mutating func write(accounts rows: [HoldingsSet.AccountRow]) throws {
    let upsert = try database.makeStatement(
      sql: """
        INSERT INTO account (name, base_currency, kind, benchmark) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET base_currency = excluded.base_currency,
          kind = excluded.kind, benchmark = excluded.benchmark
        """
    )
    let tag = try database.makeStatement(sql: "INSERT INTO account_tag VALUES (?, ?, ?)")
    for row in rows.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      try run(
        upsert,
        [row.name, row.baseCurrency.description, row.kind.rawValue, row.benchmark],
        "account",
        row.name
      )
      let id = try identifier("SELECT id FROM account WHERE name = ?", row.name)
      accounts[row.name] = id
      try database.execute(sql: "DELETE FROM account_tag WHERE account = ?", arguments: [id])
      for value in row.tags.sorted() {
        try run(tag, [id, value.dimension, value.value], "account_tag", "\(row.name), \(value)")
      }
      counts.accounts += 1
    }
  }

  private mutating func write(instruments rows: [Instrument]) throws {
    let upsert = try database.makeStatement(sql: HoldingsWriter.upsertInstrument)
    for row in rows.sorted(by: { $0.symbol.utf8.lexicographicallyPrecedes($1.symbol.utf8) }) {
      try run(
        upsert,
        [
          row.symbol, row.name, row.kind.rawValue, row.currency.description, row.multiplier.units,
          row.leverage.units, row.underlying, row.beta?.units, row.lot.units,
          row.averageDailyVolume?.units,
        ],
        "instrument",
        row.symbol
      )
      instruments[row.symbol] = try identifier(
        "SELECT id FROM instrument WHERE symbol = ?",
        row.symbol
      )
      counts.instruments += 1
    }
  }

  private static let upsertInstrument = """
    INSERT INTO instrument (symbol, name, kind, currency, multiplier_e8, leverage_e8, underlying,
      beta_e8, lot_e8, average_daily_volume_e8)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (symbol) DO UPDATE SET name = excluded.name, kind = excluded.kind,
      currency = excluded.currency, multiplier_e8 = excluded.multiplier_e8,
      leverage_e8 = excluded.leverage_e8, underlying = excluded.underlying,
      beta_e8 = excluded.beta_e8, lot_e8 = excluded.lot_e8,
      average_daily_volume_e8 = excluded.average_daily_volume_e8
    """

  private mutating func write(tags rows: [HoldingsSet.TagRow], named: [Instrument]) throws {
    for symbol in Set(rows.map(\.symbol) + named.map(\.symbol)) {
      let id = try instrument(symbol, "tag", symbol)
      try database.execute(sql: "DELETE FROM tag WHERE instrument = ?", arguments: [id])
    }
    let insert = try database.makeStatement(sql: "INSERT INTO tag VALUES (?, ?, ?)")
    for row in rows {
      let label = "\(row.symbol), \(row.tag)"
      let id = try instrument(row.symbol, "tag", label)
      try run(insert, [id, row.tag.dimension, row.tag.value], "tag", label)
      counts.tags += 1
    }
  }

  // MARK: Holdings

  private mutating func replaceHoldings(_ set: HoldingsSet) throws {
    let named = (set.accounts ?? []).map(\.name)
    if let positions = set.positions {
      // Lots go with their positions.
      try clear("position", accounts: named + positions.map(\.account))
      try write(positions: positions)
    }
    if let lots = set.lots {
      if set.positions == nil { try clear("lot", accounts: named + lots.map(\.account)) }
      try write(lots: lots)
    }
    if let cash = set.cash {
      try clear("cash", accounts: named + cash.map(\.account))
      try write(cash: cash)
    }
  }

  private func clear(_ table: String, accounts names: [String]) throws {
    for name in Set(names) {
      let id = try account(name, table, name)
      try database.execute(sql: "DELETE FROM \(table) WHERE account = ?", arguments: [id])
    }
  }

  private mutating func write(positions rows: [HoldingsSet.PositionRow]) throws {
    let insert = try database.makeStatement(
      sql: "INSERT INTO position (account, instrument, quantity_e8) VALUES (?, ?, ?)"
    )
    for row in rows {
      let label = "\(row.account), \(row.symbol)"
      let key = (
        try account(row.account, "position", label), try instrument(row.symbol, "position", label)
      )
      try run(insert, [key.0, key.1, row.quantity.units], "position", label)
      counts.positions += 1
    }
  }

  private mutating func write(lots rows: [HoldingsSet.LotRow]) throws {
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO lot (account, instrument, number, opened, quantity_e8, cost_e8)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    )
    var numbers: [[String]: Int] = [:]
    for row in rows.sorted(by: HoldingsWriter.precedes) {
      let label = "\(row.account), \(row.symbol), \(row.opened)"
      let number = numbers[[row.account, row.symbol], default: 0] + 1
      numbers[[row.account, row.symbol]] = number
      try run(
        insert,
        [
          try account(row.account, "lot", label), try instrument(row.symbol, "lot", label), number,
          Instant(startOf: row.opened).secondsSinceEpoch, row.quantity.units, row.cost.units,
        ],
        "lot",
        label
      )
      counts.lots += 1
    }
  }

  private static func precedes(_ left: HoldingsSet.LotRow, _ right: HoldingsSet.LotRow) -> Bool {
    if left.account != right.account { return left.account < right.account }
    if left.symbol != right.symbol { return left.symbol < right.symbol }
    return (left.opened, left.cost, left.quantity) < (right.opened, right.cost, right.quantity)
  }

  private mutating func write(cash rows: [HoldingsSet.CashRow]) throws {
    let insert = try database.makeStatement(
      sql: "INSERT INTO cash (account, currency, amount_e4) VALUES (?, ?, ?)"
    )
    for row in rows {
      let label = "\(row.account), \(row.money.currency)"
      let id = try account(row.account, "cash", label)
      let money = row.money
      try run(insert, [id, money.currency.description, money.amount.units], "cash", label)
      counts.cash += 1
    }
  }

  // MARK: Prices and rates

  private mutating func write(prices rows: [HoldingsSet.PriceRow]) throws {
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO price (instrument, at, available, price_e8) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET price_e8 = excluded.price_e8
        """
    )
    for row in rows {
      let label = "\(row.symbol), \(row.quote.at)"
      let id = try instrument(row.symbol, "price", label)
      let quote = row.quote
      try run(
        insert,
        [
          id, quote.at.secondsSinceEpoch, quote.available.secondsSinceEpoch, quote.price.units,
        ],
        "price",
        label
      )
      counts.prices += 1
    }
  }

  private mutating func write(rates rows: [HoldingsSet.RateRow], numeraire: Currency?) throws {
    let present = try String.fetchOne(database, sql: "SELECT numeraire FROM portfolio")
    guard let present else {
      throw PortfolioFileError.badRow(
        path: path,
        table: "portfolio",
        row: "1",
        problem: "it is missing"
      )
    }
    if let wanted = numeraire?.description, wanted != present {
      // Before the first rate nothing depends on the choice.
      guard try Int.fetchOne(database, sql: "SELECT count(*) FROM fx_rate") == 0 else {
        throw PortfolioFileError.otherNumeraire(path: path, inFile: present, inSet: wanted)
      }
      try database.execute(sql: "UPDATE portfolio SET numeraire = ?", arguments: [wanted])
    }
    let unit = numeraire?.description ?? present
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO fx_rate (currency, numeraire, at, available, rate_e8) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET rate_e8 = excluded.rate_e8
        """
    )
    for row in rows {
      let label = "\(row.currency), \(row.quote.at)"
      let quote = row.quote
      try run(
        insert,
        [
          row.currency.description, unit, quote.at.secondsSinceEpoch,
          quote.available.secondsSinceEpoch, quote.rate.units,
        ],
        "fx_rate",
        label
      )
      counts.rates += 1
    }
  }

  /// The lots of a position, where there are any, sum to it.
  private func checkLots() throws {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT a.name, i.symbol FROM lot AS l
        JOIN position AS p ON p.account = l.account AND p.instrument = l.instrument
        JOIN account AS a ON a.id = l.account JOIN instrument AS i ON i.id = l.instrument
        GROUP BY l.account, l.instrument HAVING sum(l.quantity_e8) <> p.quantity_e8 LIMIT 1
        """
    )
    guard let row else { return }
    let account: String = row[0] ?? ""
    let symbol: String = row[1] ?? ""
    throw PortfolioFileError.refusedRow(
      path: path,
      table: "lot",
      row: "\(account), \(symbol)",
      problem: "the lots do not sum to the position"
    )
  }
}

// MARK: - Statements

extension HoldingsWriter {
  func statement(_ sql: String) throws -> GRDB.Statement { try database.makeStatement(sql: sql) }

  /// Runs `statement` and names the row when SQLite refuses it.
  func run(
    _ statement: GRDB.Statement,
    _ values: [(any DatabaseValueConvertible)?],
    _ table: String,
    _ row: String
  ) throws {
    do {
      try statement.execute(arguments: StatementArguments(values))
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw PortfolioFileError.refusedRow(
        path: path,
        table: table,
        row: row,
        problem: "it breaks a rule of the file (\(error.message ?? "constraint"))"
      )
    }
  }

  private func account(_ name: String, _ table: String, _ row: String) throws -> Int64 {
    if let id = accounts[name] { return id }
    throw unknown("account", name, among: accounts.keys, table, row)
  }

  func instrument(_ symbol: String, _ table: String, _ row: String) throws -> Int64 {
    if let id = instruments[symbol] { return id }
    throw unknown("instrument", symbol, among: instruments.keys, table, row)
  }

  private func unknown(
    _ kind: String,
    _ name: String,
    among known: some Sequence<String>,
    _ table: String,
    _ row: String
  ) -> PortfolioFileError {
    let near = nearestName(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
    return .refusedRow(
      path: path,
      table: table,
      row: row,
      problem: "there is no \(kind) `\(name)`\(near)"
    )
  }

  private func identifier(_ sql: String, _ name: String) throws -> Int64 {
    guard let id = try Int64.fetchOne(database, sql: sql, arguments: [name]) else {
      throw PortfolioFileError.damaged(path: path, detail: "`\(name)` is not found again")
    }
    return id
  }

  private func identifiers(_ sql: String) throws -> [String: Int64] {
    var found: [String: Int64] = [:]
    for row in try Row.fetchAll(database, sql: sql) {
      if let name: String = row[0], let id: Int64 = row[1] { found[name] = id }
    }
    return found
  }
}
