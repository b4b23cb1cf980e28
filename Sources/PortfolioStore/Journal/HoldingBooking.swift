internal import GRDB
internal import Portfolio
internal import Quantities

/// What a trade did to the lots of a holding.
struct LotChange {
  var removed: [Lot] = []
  var added: [Lot] = []
}

/// Changes the holdings and cash of one account.
struct HoldingBooking {
  let journal: JournalWriter
  let account: Int64

  private var database: Database { journal.database }

  func pay(_ money: Money) throws {
    let held = try journal.identifier(
      "SELECT amount_e4 FROM cash WHERE account = ? AND currency = ?",
      [account, money.currency.description]
    )
    if held == nil, money.amount.isZero { return }
    let sum = try Amount(units: held ?? 0).adding(money.amount)
    try database.execute(
      sql: """
        INSERT INTO cash (account, currency, amount_e4) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET amount_e4 = excluded.amount_e4
        """,
      arguments: [account, money.currency.description, sum.units]
    )
  }

  /// Books `quantity` (signed). Lots follow where they sum to the holding and a price is known; else what
  /// the holding cost is not known from then on.
  func trade(
    _ quantity: Quantity,
    of instrument: Int64,
    at price: Price?,
    on moment: Instant,
    _ method: LotMethod
  ) throws -> LotChange {
    let before = try held(instrument)
    let lots = try self.lots(of: instrument)
    let after = try before.adding(quantity)
    guard try lots.quantity() == before else {
      try set(instrument, after, LotList())
      return LotChange(removed: lots.lots)
    }
    var next = lots
    let opensLot =
      before.isZero || before.isNegative == quantity.isNegative
      || (!after.isZero && after.isNegative != before.isNegative)
    if opensLot, price == nil {
      next = LotList()
    } else {
      _ = try next.trade(quantity, at: price ?? .zero, on: moment, method)
    }
    try set(instrument, after, next)
    return LotChange(removed: lots.lots, since: next.lots)
  }

  /// Takes back a trade and what it did to lots. Where they were changed by other means since, what the
  /// holding cost is not known from then on.
  func takeBack(_ quantity: Quantity, of instrument: Int64, _ change: LotChange) throws {
    let after = try held(instrument).subtracting(quantity)
    var lots = try self.lots(of: instrument).lots
    for lot in change.added {
      if let index = lots.firstIndex(of: lot) { lots.remove(at: index) }
    }
    let list = LotList(lots + change.removed)
    let isKnown = try list.quantity() == after
    try set(instrument, after, isKnown ? list : LotList())
  }

  func held(_ instrument: Int64) throws -> Quantity {
    let units = try journal.identifier(
      "SELECT quantity_e8 FROM position WHERE account = ? AND instrument = ?",
      [account, instrument]
    )
    return Quantity(units: units ?? 0)
  }

  func lots(of instrument: Int64) throws -> LotList {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT opened, quantity_e8, cost_e8 FROM lot WHERE account = ? AND instrument = ?
        ORDER BY number
        """,
      arguments: [account, instrument]
    )
    return LotList(rows.map(Lot.init))
  }

  func set(_ instrument: Int64, _ quantity: Quantity, _ list: LotList) throws {
    try database.execute(
      sql: "DELETE FROM lot WHERE account = ? AND instrument = ?",
      arguments: [account, instrument]
    )
    if quantity.isZero {
      try database.execute(
        sql: "DELETE FROM position WHERE account = ? AND instrument = ?",
        arguments: [account, instrument]
      )
      return
    }
    try database.execute(
      sql: """
        INSERT INTO position (account, instrument, quantity_e8) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET quantity_e8 = excluded.quantity_e8
        """,
      arguments: [account, instrument, quantity.units]
    )
    for (index, lot) in list.lots.enumerated() {
      try database.execute(
        sql: """
          INSERT INTO lot (account, instrument, number, opened, quantity_e8, cost_e8)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          account, instrument, index + 1, lot.opened.secondsSinceEpoch, lot.quantity.units,
          lot.cost.units,
        ]
      )
    }
  }
}

extension Lot {
  /// A row of its opening, quantity and cost.
  init(_ row: Row) {
    self.init(
      opened: Instant(secondsSinceEpoch: row[0] ?? 0),
      quantity: Quantity(units: row[1] ?? 0),
      cost: Price(units: row[2] ?? 0)
    )
  }
}

extension LotChange {
  /// What differs between the lots before and after; what is in both stays.
  init(removed before: [Lot], since after: [Lot]) {
    var rest = after
    for lot in before {
      if let index = rest.firstIndex(of: lot) {
        rest.remove(at: index)
      } else {
        removed.append(lot)
      }
    }
    added = rest
  }
}
