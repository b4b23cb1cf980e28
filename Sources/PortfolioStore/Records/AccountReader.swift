internal import Portfolio
internal import Quantities

/// Reads accounts with their holdings one after the other, ascending by name.
struct AccountReader {
  private let connection: Connection
  private let numeraire: Currency
  private let instruments: InstrumentIndex
  private let between: Statement
  private let tags: AccountRows
  /// The same rows twice: all of an account at once, and one by one, which knows the row that a message names.
  private let held: AccountPairs
  /// What was read of them already.
  private let ahead: HoldingsAhead?
  private let positions: AccountRows
  private let cash: AccountRows
  /// Nothing when nobody asks what holdings cost.
  private let costs: CostReader?
  /// Nothing when no run counts, whatever the account.
  private let journal: JournalReader?
  /// Whose journal is wanted.
  private let rulebook: String

  init(
    _ connection: Connection,
    instruments: InstrumentIndex,
    journal: JournalReader?,
    rulebook: String = "",
    withCosts: Bool = false,
    ahead: HoldingsAhead? = nil
  ) throws {
    self.ahead = ahead
    self.connection = connection
    numeraire = try MarketReader(connection).numeraire()
    self.instruments = instruments
    self.journal = journal
    self.rulebook = rulebook
    between = try Statement(
      connection,
      table: "account",
      keyColumns: 1,
      AccountReader.columns + " WHERE name BETWEEN ?1 AND ?2 ORDER BY name"
    )
    tags = AccountRows(
      try Statement(
        connection,
        table: "account_tag",
        keyColumns: 3,
        """
        SELECT account, dimension, value FROM account_tag WHERE account >= ?1
        ORDER BY account, dimension, value
        """
      )
    )
    held = try AccountPairs(
      connection,
      table: "position",
      first: "instrument",
      second: "quantity_e8"
    )
    positions = AccountRows(
      try Statement(
        connection,
        table: "position",
        keyColumns: 2,
        """
        SELECT account, instrument, quantity_e8 FROM position WHERE account >= ?1
        ORDER BY account, instrument
        """
      )
    )
    cash = AccountRows(
      try Statement(
        connection,
        table: "cash",
        keyColumns: 2,
        """
        SELECT account, currency, amount_e4 FROM cash WHERE account >= ?1
        ORDER BY account, currency
        """
      )
    )
    costs = withCosts ? try CostReader(connection) : nil
  }

  static func names(_ connection: Connection) throws -> [String] {
    let rows = try Statement(
      connection,
      table: "account",
      keyColumns: 1,
      "SELECT name FROM account ORDER BY name"
    )
    var names: [String] = []
    while try rows.step() { names.append(try rows.text(0)) }
    return names
  }

  /// The first and the last name of each `size` accounts, in order of name, and how many accounts there are.
  static func ranges(
    of size: Int,
    _ connection: Connection
  ) throws -> (ranges: [(String, String)], count: Int) {
    let all = try Statement(
      connection,
      table: "account",
      keyColumns: 0,
      """
      SELECT (SELECT count(*) FROM account), (SELECT min(name) FROM account),
        (SELECT max(name) FROM account)
      """
    )
    guard try all.step() else { return ([], 0) }
    let count = Int(try all.integer(0))
    guard count > 0 else { return ([], 0) }
    // SQLite itself goes past the names between: there may be a hundred thousand.
    let rows = try Statement(
      connection,
      table: "account",
      keyColumns: 1,
      "SELECT name FROM account WHERE name >= ?1 ORDER BY name LIMIT 2 OFFSET \(size - 1)"
    )
    var ranges: [(String, String)] = []
    var first = try all.text(1)
    while true {
      rows.reset()
      try rows.bind(first, at: 1)
      guard try rows.step() else {
        ranges.append((first, try all.text(2)))
        break
      }
      ranges.append((first, try rows.text(0)))
      guard try rows.step() else { break }
      let next = try rows.text(0)
      guard first.byteOrder(against: next) < 0 else {
        throw rows.badRow("it is there twice or out of order")
      }
      first = next
    }
    return (ranges, count)
  }

  func forEach(named names: [String], body: (Account, Journal) throws -> Void) throws {
    if names.isEmpty { return try forEachOfAll(body) }
    let known = try AccountReader.names(connection)
    let wanted = Set(names)
    if let unknown = wanted.subtracting(known).min() {
      throw PortfolioFileError.unknownAccount(
        name: unknown,
        nearest: nearestName(to: unknown, among: known),
        known: known
      )
    }
    let rows = try Statement(
      connection,
      table: "account",
      keyColumns: 1,
      AccountReader.columns + " WHERE name = ?1"
    )
    for name in known where wanted.contains(name) {
      rows.reset()
      try rows.bind(name, at: 1)
      var isThere = false
      try give(rows) { account, journal in
        isThere = true
        try body(account, journal)
      }
      guard isThere else {
        throw PortfolioFileError.badRow(
          path: connection.path,
          table: "account",
          row: "name `\(name)`",
          problem: "the index of names does not agree with the table"
        )
      }
    }
  }

  /// Those whose names lie between two names, both included.
  func forEach(
    from first: String,
    through last: String,
    body: (Account, Journal) throws -> Void
  ) throws {
    try give(try accounts(from: first, through: last), to: body)
  }

  private static let columns = "SELECT name, id, base_currency, kind FROM account"

  private func forEachOfAll(_ body: (Account, Journal) throws -> Void) throws {
    let rows = try Statement(
      connection,
      table: "account",
      keyColumns: 1,
      AccountReader.columns + " ORDER BY name"
    )
    try give(rows, to: body)
  }

  /// Hands on one account after the other, ascending by name, in columns that are used again.
  func forEachInColumns(
    from first: String,
    through last: String,
    body: (AccountColumns, Journal?) throws -> Void
  ) throws {
    try read(try accounts(from: first, through: last), body)
  }

  private func accounts(from first: String, through last: String) throws -> Statement {
    between.reset()
    try between.bind(first, at: 1)
    try between.bind(last, at: 2)
    return between
  }

  private func give(_ rows: Statement, to body: (Account, Journal) throws -> Void) throws {
    try read(rows) { columns, journal in try body(columns.account, journal ?? Journal()) }
  }

  private func read(
    _ rows: Statement,
    _ body: (AccountColumns, Journal?) throws -> Void
  ) throws {
    var columns = AccountColumns(baseCurrency: numeraire)
    var last: String?
    while try rows.step() {
      let name = try rows.text(0)
      if let last, last.byteOrder(against: name) >= 0 {
        throw rows.badRow("it is there twice or out of order")
      }
      last = name
      let id = try rows.integer(1)
      columns.removeAllButHoldings()
      columns.name = name
      columns.baseCurrency = try rows.currency(2)
      columns.kind = try rows.value(3, as: AccountKind.self)
      try readTags(of: id, into: &columns)
      try readPositions(of: id, into: &columns)
      try readCash(of: id, into: &columns)
      let journal = try journal.flatMap {
        try $0.journal(of: id, account: columns.account, rulebook: rulebook)
      }
      try body(columns, journal)
    }
  }

  private func readTags(of account: Int64, into columns: inout AccountColumns) throws {
    try tags.forEach(of: account) { row in
      columns.tags.append(Tag(dimension: try row.text(1), value: try row.text(2)))
    }
  }

  private func readPositions(of account: Int64, into columns: inout AccountColumns) throws {
    if costs == nil, try readPairs(of: account, into: &columns) { return }
    columns.instruments.removeAll(keepingCapacity: true)
    columns.quantities.removeAll(keepingCapacity: true)
    try readRows(of: account, into: &columns)
  }

  /// Whether every row was as it should be.
  private func readPairs(of account: Int64, into columns: inout AccountColumns) throws -> Bool {
    if let pairs = ahead?.pairs(of: account) { return take(pairs, into: &columns) }
    guard let pairs = try held.pairs(of: account) else { return false }
    return take(pairs[...], into: &columns)
  }

  private func take(
    _ pairs: ArraySlice<AccountPairs.Pair>,
    into columns: inout AccountColumns
  ) -> Bool {
    columns.resizeHoldings(to: pairs.count)
    return columns.instruments.withUnsafeMutableBufferPointer { indices in
      columns.quantities.withUnsafeMutableBufferPointer { quantities in
        for (place, pair) in pairs.enumerated() {
          guard let index = instruments[pair.first], pair.second != 0, pair.second != .min else {
            return false
          }
          indices[place] = index
          quantities[place] = Quantity(units: pair.second)
        }
        return true
      }
    }
  }

  private func readRows(of account: Int64, into columns: inout AccountColumns) throws {
    var held: [Int64: Quantity] = [:]
    var ids: [Int64] = []
    var last = Int64.min
    try positions.forEach(of: account) { row in
      let id = try row.integer(1)
      guard id > last else { throw row.badRow("it is there twice or out of order") }
      last = id
      guard let index = instruments[id] else { throw row.badRow("there is no such instrument") }
      let quantity = Quantity(units: try row.integer(2))
      guard !quantity.isZero, quantity.units != .min else {
        throw row.badRow("`quantity_e8` is 0 or too large")
      }
      columns.instruments.append(index)
      columns.quantities.append(quantity)
      if costs != nil {
        ids.append(id)
        held[id] = quantity
      }
    }
    guard let costs else { return }
    let known = try costs.costs(of: account, held: held)
    columns.costs = ids.map { known[$0] }
  }

  private func readCash(of account: Int64, into columns: inout AccountColumns) throws {
    try cash.forEach(of: account) { row in
      let currency = try row.currency(1)
      if let last = columns.cash.last, last.currency >= currency {
        throw row.badRow("it is there twice or out of order")
      }
      let amount = Amount(units: try row.integer(2, in: Int64.min + 1...Int64.max))
      columns.cash.append(Money(amount, currency))
    }
  }
}
