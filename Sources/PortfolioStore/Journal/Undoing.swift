internal import GRDB
internal import Portfolio
internal import Quantities

/// Takes back an entry: what it booked is booked the other way round, and it counts no more.
struct Undoing {
  let journal: JournalWriter

  private var database: Database { journal.database }

  /// - Returns: the number of the entry that undoes it.
  func undo(_ entry: Int64) throws -> Int64 {
    try journal.require(entry, [.run, .fills, .cancel], "run, import of fills or cancellation")
    try refuseIfStoodOn(entry)
    for fill in try fills(of: entry) { try takeBack(fill) }
    // Orders that the entry closed are open again, unless they are its own.
    try database.execute(
      sql: "UPDATE change SET state = 'sent', closed_by = NULL WHERE closed_by = ?",
      arguments: [entry]
    )
    let undoing = try journal.enter(.undo, undoing: entry)
    try database.execute(
      sql: """
        UPDATE change SET state = 'cancelled', closed_by = coalesce(closed_by, ?) WHERE run = ?
        """,
      arguments: [undoing, entry]
    )
    return undoing
  }

  /// A later run of the same accounts was worked out from what this entry did; so was a later split of
  /// what it traded.
  private func refuseIfStoodOn(_ entry: Int64) throws {
    let row = try Row.fetchOne(
      database,
      sql: """
        WITH own (account, instrument) AS (
          SELECT account, instrument FROM change WHERE run = ?1 OR closed_by = ?1
          UNION SELECT c.account, c.instrument FROM fill AS f
            JOIN change AS c ON c.account = f.account AND c.id = f.change WHERE f.entry = ?1
          UNION SELECT account, NULL FROM run_account WHERE run = ?1
        )
        SELECT e.id, e.kind FROM entry AS e WHERE e.id > ?1
          AND NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = e.id)
          AND (e.id IN (SELECT run FROM run_account WHERE account IN (SELECT account FROM own))
            OR e.id IN (SELECT entry FROM corporate_action
              WHERE instrument IN (SELECT instrument FROM own))
            OR e.kind = 'rename')
        ORDER BY e.id LIMIT 1
        """,
      arguments: [entry]
    )
    guard let row else { return }
    let (later, kind): (Int64, String) = (row[0] ?? 0, row[1] ?? "")
    throw JournalRefusal(
      "entry \(entry) can't be undone: entry \(later) (\(kind)) stands on it",
      help: kind == "run" ? "undo entry \(later) first" : "record what is so in a new entry"
    )
  }

  private struct BookedFill {
    let order: OrderRow
    let number: Int64
    let instrument: Int64?
    let quantity: Quantity
    let isBought: Bool
    /// Of the money it moved.
    let currency: Currency
    let amount: Amount
    /// Of a conversion.
    let bought: Currency?
  }

  /// The last one first. Of a run every fill of its orders, whichever entry recorded it.
  private func fills(of entry: Int64) throws -> [BookedFill] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT f.account, f.change, f.number, c.instrument, f.quantity_e8, c.action, f.amount_e4,
          coalesce(i.currency, c.sold_currency), c.currency, f.at
        FROM fill AS f JOIN change AS c ON c.account = f.account AND c.id = f.change
        LEFT JOIN instrument AS i ON i.id = c.instrument
        WHERE (f.entry = ?1 OR c.run = ?1)
          AND NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = f.entry)
        ORDER BY f.entry DESC, f.change DESC, f.number DESC
        """,
      arguments: [entry]
    )
    return try rows.compactMap { row in
      guard let currency = Currency(row[7] ?? "") else { return nil }
      let action: String = row[5] ?? ""
      let instrument: Int64? = row[3]
      let at = Instant(secondsSinceEpoch: row[9] ?? 0)
      let splits = try instrument.map { try RecordedSplit.all(of: $0, database) } ?? []
      return BookedFill(
        order: OrderRow(account: row[0] ?? 0, number: row[1] ?? 0),
        number: row[2] ?? 0,
        instrument: instrument,
        quantity: try Quantity(units: row[4] ?? 0).restated(for: splits.filter { $0.at > at }),
        isBought: action == "buy" || action == "cover",
        currency: currency,
        amount: Amount(units: row[6] ?? 0),
        bought: action == "convert" ? Currency(row[8] ?? "") : nil
      )
    }
  }

  private func takeBack(_ fill: BookedFill) throws {
    let holdings = HoldingBooking(journal: journal, account: fill.order.account)
    try holdings.pay(Money(try fill.amount.negated(), fill.currency))
    if let bought = fill.bought {
      let amount = try Amount(fill.quantity.ratio, rounding: .halfEven)
      return try holdings.pay(Money(try amount.negated(), bought))
    }
    guard let instrument = fill.instrument else { return }
    let signed = fill.isBought ? fill.quantity : try fill.quantity.negated()
    try holdings.takeBack(signed, of: instrument, try lots(of: fill))
  }

  private func lots(of fill: BookedFill) throws -> LotChange {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT opened, quantity_e8, cost_e8, is_added FROM fill_lot
        WHERE account = ? AND change = ? AND fill = ? ORDER BY number
        """,
      arguments: [fill.order.account, fill.order.number, fill.number]
    )
    var change = LotChange()
    for row in rows {
      let isAdded: Int64 = row[3] ?? 0
      if isAdded == 1 { change.added.append(Lot(row)) } else { change.removed.append(Lot(row)) }
    }
    return change
  }
}
