internal import GRDB
internal import Portfolio
internal import Quantities

/// Records what an issuer did to an instrument: a split, a new symbol.
struct InstrumentActions {
  let journal: JournalWriter

  private var database: Database { journal.database }

  /// Every holding and lot of `symbol` counts in the new units from now on; open orders and the journal are
  /// restated when they are read.
  func split(_ symbol: String, into new: Int64, for old: Int64, at moment: Instant) throws -> Int64
  {
    let instrument = try journal.instrument(symbol)
    try refuseFuture(moment)
    try refuseRecorded(symbol, instrument, moment, "split")
    let entry = try journal.enter(.split)
    try database.execute(
      sql: """
        INSERT INTO corporate_action (instrument, at, kind, units_after, units_before, entry)
        VALUES (?, ?, 'split', ?, ?, ?)
        """,
      arguments: [instrument, moment.secondsSinceEpoch, new, old, entry]
    )
    let ratio = try Ratio(Int128(new), over: Int128(old))
    let accounts = try Int64.fetchAll(
      database,
      sql: "SELECT account FROM position WHERE instrument = ? ORDER BY account",
      arguments: [instrument]
    )
    for account in accounts { try split(instrument, of: account, by: ratio) }
    try restateVolume(of: instrument, by: ratio)
    return entry
  }

  private func split(_ instrument: Int64, of account: Int64, by ratio: Ratio) throws {
    let holdings = HoldingBooking(journal: journal, account: account)
    let before = try holdings.held(instrument)
    let after = try Quantity(try before.ratio.multiplied(by: ratio), rounding: .towardZero)
    var lots = try holdings.lots(of: instrument)
    if try lots.quantity() == before {
      try lots.split(by: ratio, to: after)
    } else {
      lots = LotList()
    }
    try holdings.set(instrument, after, lots)
  }

  private func restateVolume(of instrument: Int64, by ratio: Ratio) throws {
    let volume = try journal.identifier(
      "SELECT average_daily_volume_e8 FROM instrument WHERE id = ?",
      [instrument]
    )
    guard let volume else { return }
    let restated = try Quantity(
      try Quantity(units: volume).ratio.multiplied(by: ratio),
      rounding: .towardZero
    )
    try database.execute(
      sql: "UPDATE instrument SET average_daily_volume_e8 = ? WHERE id = ?",
      arguments: [restated.units, instrument]
    )
  }

  /// From `moment` on what was called `old` is called `new`; holdings, history and the journal go with it.
  func rename(_ old: String, to new: String, at moment: Instant) throws -> Int64 {
    let instrument = try journal.instrument(old)
    try refuseFuture(moment)
    try refuseRecorded(old, instrument, moment, "symbol_change")
    if try journal.identifier("SELECT id FROM instrument WHERE symbol = ?", [new]) != nil {
      throw JournalRefusal(
        "there is an instrument `\(new)` already",
        help: "if it is the same, move its holdings by an import and remove it first"
      )
    }
    let entry = try journal.enter(.symbol)
    try database.execute(
      sql: "UPDATE instrument SET symbol = ? WHERE id = ?",
      arguments: [new, instrument]
    )
    for (table, column) in [("instrument", "underlying"), ("account", "benchmark")] {
      try database.execute(
        sql: "UPDATE \(table) SET \(column) = ? WHERE \(column) = ?",
        arguments: [new, old]
      )
    }
    try database.execute(
      sql: """
        INSERT INTO corporate_action (instrument, at, kind, former_symbol, entry)
        VALUES (?, ?, 'symbol_change', ?, ?)
        """,
      arguments: [instrument, moment.secondsSinceEpoch, old, entry]
    )
    return entry
  }

  private func refuseFuture(_ moment: Instant) throws {
    guard moment > journal.author.recorded else { return }
    throw JournalRefusal(
      "\(moment) has not come yet",
      help: "record it on that day: holdings count in the new units from then on"
    )
  }

  private func refuseRecorded(
    _ symbol: String,
    _ instrument: Int64,
    _ moment: Instant,
    _ kind: String
  ) throws {
    let found = try journal.identifier(
      "SELECT id FROM corporate_action WHERE instrument = ? AND at = ? AND kind = ?",
      [instrument, moment.secondsSinceEpoch, kind]
    )
    guard found != nil else { return }
    throw JournalRefusal(
      "such a change of `\(symbol)` at \(moment) is recorded already",
      help: "holdings were restated then; nothing was done"
    )
  }
}
