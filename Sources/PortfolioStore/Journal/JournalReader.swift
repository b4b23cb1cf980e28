internal import Portfolio
internal import Quantities

/// Reads what runs did to one account after the other; `JournalEvents` makes a ledger of it.
struct JournalReader {
  private struct RunRow {
    let at: Instant
    let recorded: Instant
    let rulebook: String
  }

  private let instruments: InstrumentIndex
  private let market: Market
  private let runs: [Int64: RunRow]
  private let applied: AccountRows
  private let inputs: AccountRows
  private let states: AccountRows
  private let steps: AccountRows
  private let trims: AccountRows
  private let changes: AccountRows
  private let causes: AccountRows
  private let fills: AccountRows

  /// Nothing when the file has no run at all.
  init?(_ connection: Connection, instruments: InstrumentIndex, market: Market) throws {
    let rows = try Statement(
      connection,
      table: "run",
      keyColumns: 1,
      "SELECT id, at, recorded, rulebook FROM run"
    )
    var runs: [Int64: RunRow] = [:]
    while try rows.step() {
      runs[try rows.integer(0)] = RunRow(
        at: try rows.instant(1),
        recorded: try rows.instant(2),
        rulebook: try rows.text(3)
      )
    }
    if runs.isEmpty { return nil }
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
      sold_currency, sold_e4
      """,
      "id"
    )
    causes = try rowsByAccount(
      "change_cause",
      "change, rule, step, goal_e8, is_hedge",
      "change, number"
    )
    fills = try rowsByAccount("fill", "change, at, quantity_e8", "change, number")
  }

  func journal(of id: Int64, account: Account, rulebook: String) throws -> Journal {
    var events = JournalEvents()
    try applied.forEach(of: id) { row in try readRun(row, into: &events) }
    try inputs.forEach(of: id) { row in try readInput(row, into: &events) }
    try states.forEach(of: id) { row in try readState(row, into: &events) }
    try steps.forEach(of: id) { row in try readStep(row, into: &events) }
    try trims.forEach(of: id) { row in try readTrim(row, into: &events) }
    try changes.forEach(of: id) { row in
      _ = try run(row, 2, in: &events)
      events.changes[try row.integer(1)] = try change(row)
    }
    try causes.forEach(of: id) { row in try readCause(row, into: &events) }
    try fills.forEach(of: id) { row in
      let quantity = Quantity(units: try row.integer(3, in: 1...Int64.max))
      events.changes[try row.integer(1)]?.fills.append((try row.instant(2), quantity))
    }
    return try events.ledger(of: account, in: market).journal(of: rulebook)
  }

  // MARK: Runs

  /// The run that a row names, made known to `events` if it was not.
  private func run(
    _ row: Statement,
    _ column: Int32,
    in events: inout JournalEvents
  ) throws -> Int64 {
    let id = try row.integer(column)
    guard let run = runs[id] else { throw row.badRow("there is no run \(id)") }
    if events.runs[id] == nil {
      events.runs[id] = JournalEvents.Run(
        applied: AppliedRun(rulebook: run.rulebook, at: run.at),
        recorded: run.recorded
      )
    }
    return id
  }

  private func readRun(_ row: Statement, into events: inout JournalEvents) throws {
    _ = try run(row, 1, in: &events)
  }

  /// A run that wrote down any balance or holding wrote down all holdings.
  private func readInput(_ row: Statement, into events: inout JournalEvents) throws {
    let kind = try row.text(2)
    guard kind == "position" || kind == "cash" else { return }
    let run = try run(row, 1, in: &events)
    var held = events.runs[run]?.held ?? [:]
    if kind == "position" {
      let symbol = try row.text(3)
      guard let instrument = place(of: symbol, before: runs[run]?.recorded) else {
        throw row.badRow("there is no instrument `\(symbol)`")
      }
      held[instrument] = Quantity(units: try row.integer(4, in: Int64.min + 1...Int64.max))
    }
    events.runs[run]?.held = held
  }

  /// Where an instrument stands that was called `symbol` before `moment`.
  private func place(of symbol: String, before moment: Instant?) -> Int? {
    let renamed = market.corporateActions.first { _, actions in
      actions.contains { action in
        action.kind == .symbolChange(formerSymbol: symbol)
          && moment.map { $0 < action.at } ?? false
      }
    }
    return renamed?.key ?? market.indexBySymbol[symbol]
  }

  private func readState(_ row: Statement, into events: inout JournalEvents) throws {
    let run = try run(row, 1, in: &events)
    let member = try row.text(3)
    let key = Journal.StateKey(
      rule: try row.text(2),
      member: member.isEmpty ? nil : member
    )
    events.runs[run]?.applied.states[key] = try row.flag(4)
    if try row.flag(5) { events.runs[run]?.applied.exits.insert(key) }
  }

  private func readStep(_ row: Statement, into events: inout JournalEvents) throws {
    let run = try run(row, 1, in: &events)
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
    let run = try run(row, 1, in: &events)
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

  private enum Action: String { case buy, sell, short, cover, convert }

  private func change(_ row: Statement) throws -> JournalEvents.Change {
    let quantity = Quantity(units: try row.integer(5, in: 1...Int64.max))
    let price = Price(units: try row.integer(6, in: 1...Int64.max))
    let value = Amount(units: try row.integer(7, in: 0...Int64.max))
    let state = try row.value(8, as: JournalEvents.Change.State.self)
    let tolerance = try row.optionalInteger(9, in: 1...Int64.max).map { Quantity(units: $0) }
    var change = JournalEvents.Change(
      run: try row.integer(2),
      state: state,
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
