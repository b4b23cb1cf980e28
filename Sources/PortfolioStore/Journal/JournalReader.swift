internal import Portfolio
internal import Quantities

/// Reads what runs did to one account after the other; `JournalEvents` makes a ledger of it.
struct JournalReader {
  private struct RunRow {
    let at: Instant
    let rulebook: String
  }

  private let instruments: InstrumentIndex
  private let market: Market
  private let entries: JournalEntries
  /// Those that count.
  private let runs: [Int64: RunRow]
  private let applied: AccountRows
  private let inputs: AccountRows
  private let states: AccountRows
  private let steps: AccountRows
  private let trims: AccountRows
  private let changes: AccountRows
  private let causes: AccountRows
  private let fills: AccountRows

  /// Nothing when the file has no run at all. Its tables are then not looked at: files of earlier
  /// versions lack some.
  ///
  /// - Parameter end: the first entry that does not count; nothing for all.
  init?(
    _ connection: Connection,
    instruments: InstrumentIndex,
    market: Market,
    before end: Int64? = nil
  ) throws {
    guard try JournalReader.hasRuns(connection) else { return nil }
    let entries = try JournalEntries(
      connection,
      instruments: instruments,
      market: market,
      before: end
    )
    let rows = try Statement(
      connection,
      table: "run",
      keyColumns: 1,
      "SELECT id, at, rulebook FROM run"
    )
    var runs: [Int64: RunRow] = [:]
    while try rows.step() {
      let id = try rows.integer(0)
      guard entries.counts(id) else { continue }
      runs[id] = RunRow(at: try rows.instant(1), rulebook: try rows.text(2))
    }
    self.entries = entries
    self.runs = runs
    self.instruments = instruments
    self.market = market
    func rowsByAccount(_ table: String, _ columns: String, _ key: String) throws -> AccountRows {
      AccountRows(
        try Statement(
          connection,
          table: table,
          keyColumns: 2,
          "SELECT account, \(columns) FROM \(table) WHERE account >= ?1 ORDER BY account, \(key)"
        )
      )
    }
    applied = try rowsByAccount("run_account", "run", "run")
    inputs = try rowsByAccount("run_input", "run, kind, subject, value_e8", "run, kind, subject")
    states = try rowsByAccount(
      "rule_state",
      "run, rule, member, is_active, has_exited",
      "run, rule, member"
    )
    steps = try rowsByAccount(
      "run_step",
      "run, rule, step, instrument, goal_e8, is_filled",
      "run, rule, step, instrument"
    )
    trims = try rowsByAccount(
      "run_trim",
      "run, rule, instrument, quantity_e8",
      "run, rule, instrument"
    )
    changes = try rowsByAccount(
      "change",
      """
      id, run, instrument, action, quantity_e8, price_e8, value_e4, state, tolerance_e8, currency,
      sold_currency, sold_e4, closed_by
      """,
      "id"
    )
    causes = try rowsByAccount(
      "change_cause",
      "change, rule, step, goal_e8, is_hedge",
      "change, number"
    )
    fills = try rowsByAccount("fill", "change, entry, at, quantity_e8", "change, number")
  }

  private static func hasRuns(_ connection: Connection) throws -> Bool {
    let rows = try Statement(connection, table: "run", keyColumns: 1, "SELECT id FROM run LIMIT 1")
    return try rows.step()
  }

  /// Nothing where no run that counts touched the account, as of most of a large book; `account` is not asked for then.
  func journal(
    of id: Int64,
    account: @autoclosure () -> Account,
    rulebook: String
  ) throws -> Journal? {
    let events = try events(of: id)
    if events.runs.isEmpty { return nil }
    return try events.ledger(of: account(), in: market).journal(of: rulebook)
  }

  func ledger(of id: Int64, account: Account) throws -> Ledger {
    try events(of: id).ledger(of: account, in: market)
  }

  /// What an account holds by what its entries say; nothing where no run wrote down what was held.
  func heldByEntries(of id: Int64) throws -> [Int: Quantity]? {
    try events(of: id).told(in: market).held
  }

  private func events(of id: Int64) throws -> JournalEvents {
    var events = JournalEvents(entries: entries)
    try applied.forEach(of: id) { row in _ = try run(row, 1, in: &events) }
    try inputs.forEach(of: id) { row in try readInput(row, into: &events) }
    try states.forEach(of: id) { row in try readState(row, into: &events) }
    try steps.forEach(of: id) { row in try readStep(row, into: &events) }
    try trims.forEach(of: id) { row in try readTrim(row, into: &events) }
    try changes.forEach(of: id) { row in
      guard try run(row, 2, in: &events) != nil else { return }
      events.changes[try row.integer(1)] = try change(row)
    }
    try causes.forEach(of: id) { row in try readCause(row, into: &events) }
    try fills.forEach(of: id) { row in try readFill(row, into: &events) }
    return events
  }

  // MARK: Runs

  /// The run that a row names, made known to `events` if it was not; nothing when it does not count.
  private func run(
    _ row: Statement,
    _ column: Int32,
    in events: inout JournalEvents
  ) throws -> Int64? {
    let id = try row.integer(column)
    guard let run = runs[id] else { return nil }
    if events.runs[id] == nil {
      events.runs[id] = JournalEvents.Run(
        applied: AppliedRun(rulebook: run.rulebook, at: run.at)
      )
    }
    return id
  }

  /// A run that wrote down any balance or holding wrote down all holdings.
  private func readInput(_ row: Statement, into events: inout JournalEvents) throws {
    let kind = try row.text(2)
    guard kind == "position" || kind == "cash" else { return }
    guard let run = try run(row, 1, in: &events) else { return }
    var held = events.runs[run]?.held ?? [:]
    if kind == "position" {
      let symbol = try row.text(3)
      guard let instrument = place(of: symbol, before: run) else {
        throw row.badRow("there is no instrument `\(symbol)`")
      }
      held[instrument] = Quantity(units: try row.integer(4, in: Int64.min + 1...Int64.max))
    }
    events.runs[run]?.held = held
  }

  /// Where an instrument stands that was called `symbol` when an entry was recorded.
  private func place(of symbol: String, before entry: Int64) -> Int? {
    let renamed = market.corporateActions.first { instrument, actions in
      actions.contains { action in
        action.kind == .symbolChange(formerSymbol: symbol)
          && entries.entry(of: action, instrument).map { entry < $0 } ?? false
      }
    }
    return renamed?.key ?? market.indexBySymbol[symbol]
  }

  private func readState(_ row: Statement, into events: inout JournalEvents) throws {
    guard let run = try run(row, 1, in: &events) else { return }
    let member = try row.text(3)
    let key = Journal.StateKey(
      rule: try row.text(2),
      member: member.isEmpty ? nil : member
    )
    events.runs[run]?.applied.states[key] = try row.flag(4)
    if try row.flag(5) { events.runs[run]?.applied.exits.insert(key) }
  }

  private func readStep(_ row: Statement, into events: inout JournalEvents) throws {
    guard let run = try run(row, 1, in: &events) else { return }
    let key = Journal.StepKey(
      rule: try row.text(2),
      step: try row.text(3),
      instrument: try instrument(row, 4)
    )
    if let goal = try row.optionalInteger(5, in: 0...Int64.max) {
      events.runs[run]?.applied.opened[key] = Quantity(units: goal)
    }
    if try row.flag(6) { events.runs[run]?.applied.filled.insert(key) }
  }

  private func readTrim(_ row: Statement, into events: inout JournalEvents) throws {
    guard let run = try run(row, 1, in: &events) else { return }
    let key = Journal.HoldingKey(rule: try row.text(2), instrument: try instrument(row, 3))
    let quantity = Quantity(units: try row.integer(4, in: 0...Int64.max))
    events.runs[run]?.applied.trimBases[key] = quantity
  }

  private func instrument(_ row: Statement, _ column: Int32) throws -> Int {
    guard let instrument = instruments[try row.integer(column)] else {
      throw row.badRow("there is no such instrument")
    }
    return instrument
  }

  // MARK: Changes

  private enum Action: String, CaseIterable { case buy, sell, short, cover, convert }

  private func change(_ row: Statement) throws -> JournalEvents.Change {
    let quantity = Quantity(units: try row.integer(5, in: 1...Int64.max))
    let price = try row.optionalInteger(6, in: 1...Int64.max).map { Price(units: $0) }
    let value = try row.optionalInteger(7, in: 0...Int64.max).map { Amount(units: $0) }
    let tolerance = try row.optionalInteger(9, in: 1...Int64.max).map { Quantity(units: $0) }
    var change = JournalEvents.Change(
      run: try row.integer(2),
      isClosed: try isClosed(row),
      overflow: row.badRow("its fills do not fit a quantity")
    )
    let action = try row.value(4, as: Action.self)
    if action == .convert {
      change.conversion = CurrencyConversion(
        bought: Money(try Amount(quantity.ratio, rounding: .halfEven), try row.currency(10)),
        sold: Money(
          Amount(units: try row.integer(12, in: 1...Int64.max)),
          try row.currency(11)
        )
      )
      return change
    }
    let place = try instrument(row, 3)
    let instrument = market.instruments[place]
    change.order = Order(
      instrument: place,
      quantity: action == .buy || action == .cover ? quantity : try quantity.negated(),
      isIncrease: action == .buy || action == .short,
      price: price,
      currency: instrument.currency,
      value: value,
      lot: instrument.lot,
      tolerance: tolerance
    )
    return change
  }

  private enum State: String, CaseIterable { case sent, filled, cancelled }

  /// Whether it was filled or cancelled by an entry that counts.
  private func isClosed(_ row: Statement) throws -> Bool {
    if try row.value(8, as: State.self) == .sent { return false }
    return try row.optionalInteger(13, in: 1...Int64.max).map(entries.counts) ?? true
  }

  private func readFill(_ row: Statement, into events: inout JournalEvents) throws {
    let entry = try row.integer(2)
    guard entries.counts(entry) else { return }
    events.changes[try row.integer(1)]?.fills.append(
      JournalEvents.Fill(
        entry: entry,
        at: try row.instant(3),
        quantity: Quantity(units: try row.integer(4, in: 1...Int64.max))
      )
    )
  }

  private func readCause(_ row: Statement, into events: inout JournalEvents) throws {
    let step = try row.text(3)
    let goal = try row.optionalInteger(4, in: 1...Int64.max).map { Quantity(units: $0) }
    guard step.isEmpty || goal != nil else { throw row.badRow("a step has no goal") }
    events.changes[try row.integer(1)]?.order?.credits.append(
      Order.Credit(
        rule: try row.text(2),
        step: step.isEmpty ? nil : step,
        missing: goal,
        isHedge: try row.flag(5)
      )
    )
  }
}
