internal import Portfolio
internal import Quantities

/// Reads the journal for people: entries, orders, fills.
struct EntryReader {
  let connection: Connection

  /// Whether the file was ever written to by a version that keeps entries.
  func hasEntries() throws -> Bool {
    let rows = try Statement(
      connection,
      table: "sqlite_master",
      keyColumns: 1,
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'entry'"
    )
    return try rows.step()
  }

  /// Ascending by number; with `number` that one alone.
  func entries(_ number: Int64?) throws -> [RecordedEntry] {
    guard try hasEntries() else { return [] }
    let rows = try statement(
      "entry",
      """
      SELECT e.id, e.kind, e.recorded, e.who, e.note, e.undoes, u.id FROM entry AS e
      LEFT JOIN entry AS u ON u.undoes = e.id WHERE ?1 IN (0, e.id) ORDER BY e.id
      """
    )
    try rows.bind(number ?? 0, at: 1)
    var found: [RecordedEntry] = []
    while try rows.step() {
      let id = try rows.integer(0)
      let kind = try rows.value(1, as: RecordedEntry.Kind.self)
      found.append(
        RecordedEntry(
          number: id,
          kind: kind,
          recorded: try rows.instant(2),
          who: try rows.text(3),
          note: try rows.text(4),
          undoes: rows.isNull(5) ? nil : try rows.integer(5),
          undoneBy: rows.isNull(6) ? nil : try rows.integer(6),
          run: kind == .run ? try run(id) : nil,
          orders: try orders(of: id),
          change: try change(of: id, kind)
        )
      )
    }
    return found
  }

  private func run(_ id: Int64) throws -> RecordedEntry.Run? {
    let rows = try statement(
      "run",
      "SELECT at, rulebook, rulebook_hash, proposal, options FROM run WHERE id = ?1"
    )
    try rows.bind(id, at: 1)
    guard try rows.step() else { return nil }
    return RecordedEntry.Run(
      at: try rows.instant(0),
      rulebook: try rows.text(1),
      rulebookHash: try rows.text(2),
      proposal: try rows.text(3),
      options: try rows.text(4),
      documents: try texts(
        "run_document",
        "SELECT name FROM run_document WHERE run = ?1 ORDER BY name",
        id
      ),
      accounts: try texts(
        "run_account",
        """
        SELECT a.name FROM run_account AS r JOIN account AS a ON a.id = r.account
        WHERE r.run = ?1 ORDER BY a.name
        """,
        id
      )
    )
  }

  private func texts(_ table: String, _ sql: String, _ id: Int64) throws -> [String] {
    let rows = try statement(table, sql)
    try rows.bind(id, at: 1)
    var found: [String] = []
    while try rows.step() { found.append(try rows.text(0)) }
    return found
  }

  private func change(of id: Int64, _ kind: RecordedEntry.Kind) throws -> String {
    let sql: String
    switch kind {
    case .split, .symbol:
      sql = """
        SELECT CASE c.kind WHEN 'split'
          THEN i.symbol || ' ' || c.units_after || ' for ' || c.units_before
          ELSE c.former_symbol || ' is ' || i.symbol END
          || ' from ' || replace(c.at_utc, 'T00:00:00Z', '')
        FROM corporate_action AS c JOIN instrument AS i ON i.id = c.instrument WHERE c.entry = ?1
        """
    case .rename:
      sql = "SELECT former || ' is ' || present FROM renamed_key WHERE entry = ?1"
    case .run, .fills, .cancel, .undo: return ""
    }
    return try texts("entry", sql, id).first ?? ""
  }

  // MARK: Orders

  private func orders(of entry: Int64) throws -> [RecordedOrder] {
    let rows = try statement(
      "change",
      """
      SELECT c.account, c.id, c.run, a.name, c.action, coalesce(i.symbol, c.currency), c.quantity_e8,
        c.price_e8, coalesce(i.currency, c.sold_currency), c.state
      FROM change AS c JOIN account AS a ON a.id = c.account
      LEFT JOIN instrument AS i ON i.id = c.instrument
      WHERE c.run = ?1 OR c.closed_by = ?1
        OR c.id IN (SELECT change FROM fill WHERE entry = ?1) ORDER BY c.id
      """
    )
    try rows.bind(entry, at: 1)
    var found: [RecordedOrder] = []
    while try rows.step() {
      let id = try rows.integer(1)
      found.append(
        RecordedOrder(
          number: id,
          run: try rows.integer(2),
          account: try rows.text(3),
          action: try rows.text(4),
          symbol: try rows.text(5),
          quantity: Quantity(units: try rows.integer(6, in: 1...Int64.max)),
          price: try rows.optionalInteger(7, in: 1...Int64.max).map { Price(units: $0) },
          currency: try rows.text(8),
          state: try rows.value(9, as: RecordedOrder.State.self),
          causes: try texts(
            "change_cause",
            """
            SELECT CASE step WHEN '' THEN rule ELSE rule || '.' || step END FROM change_cause
            WHERE change = ?1 ORDER BY number
            """,
            id
          ),
          fills: try fills(of: id)
        )
      )
    }
    return found
  }

  private func fills(of order: Int64) throws -> [RecordedOrder.Fill] {
    let rows = try statement(
      "fill",
      """
      SELECT f.entry, f.at, f.quantity_e8, f.price_e8, f.fee_e4, f.amount_e4 FROM fill AS f
      WHERE f.change = ?1 AND NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = f.entry)
      ORDER BY f.number
      """
    )
    try rows.bind(order, at: 1)
    var found: [RecordedOrder.Fill] = []
    while try rows.step() {
      found.append(
        RecordedOrder.Fill(
          entry: try rows.integer(0),
          at: try rows.instant(1),
          quantity: Quantity(units: try rows.integer(2, in: 1...Int64.max)),
          price: try rows.optionalInteger(3, in: 1...Int64.max).map { Price(units: $0) },
          fee: Amount(units: try rows.integer(4)),
          amount: Amount(units: try rows.integer(5))
        )
      )
    }
    return found
  }

  private func statement(_ table: String, _ sql: String) throws -> Statement {
    try Statement(connection, table: table, keyColumns: 1, sql)
  }
}
