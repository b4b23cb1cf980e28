internal import Portfolio
internal import Quantities

/// Reads what runs did to one account after the other; `JournalFold` makes figures of it.
struct JournalReader {
  private let instruments: InstrumentIndex
  private let lots: [Quantity]
  private let runs: [Int64: Instant]
  private let applied: AccountRows
  private let states: AccountRows
  private let changes: AccountRows
  private let causes: AccountRows
  private let fills: AccountRows

  /// Nothing when the file has no run at all.
  init?(_ connection: Connection, instruments: InstrumentIndex, market: Market) throws {
    let rows = try Statement(connection, table: "run", keyColumns: 1, "SELECT id, at FROM run")
    var runs: [Int64: Instant] = [:]
    while try rows.step() { runs[try rows.integer(0)] = try rows.instant(1) }
    if runs.isEmpty { return nil }
    try JournalReader.refuseCorporateActions(connection)
    self.runs = runs
    self.instruments = instruments
    lots = market.instruments.map(\.lot)
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
    states = try rowsByAccount(
      "rule_state",
      "run, rule, member, is_active, has_exited",
      "run, rule, member"
    )
    changes = try rowsByAccount(
      "change",
      "id, run, instrument, action, quantity_e8, value_e4, state",
      "id"
    )
    causes = try rowsByAccount("change_cause", "change, rule, step, goal_e8", "change, number")
    fills = try rowsByAccount("fill", "change, quantity_e8", "change, number")
  }

  func journal(of id: Int64, account: Account) throws -> Journal {
    var fold = JournalFold(lots: lots)
    try applied.forEach(of: id) { row in fold.runs.append(try run(row, 1)) }
    try states.forEach(of: id) { row in
      let member = try row.text(3)
      fold.states.append(
        JournalFold.State(
          run: try run(row, 1),
          key: Journal.StateKey(rule: try row.text(2), member: member.isEmpty ? nil : member),
          isActive: try row.flag(4),
          hasExited: try row.flag(5)
        )
      )
    }
    try changes.forEach(of: id) { row in
      // Conversions of currency change no holding.
      if try row.text(4) != "convert" { fold.changes[try row.integer(1)] = try change(row) }
    }
    try causes.forEach(of: id) { row in
      let cause = JournalFold.Cause(
        rule: try row.text(2),
        step: try row.text(3),
        goal: try row.optionalInteger(4, in: 1...Int64.max).map { Quantity(units: $0) }
      )
      guard cause.step.isEmpty || cause.goal != nil else { throw row.badRow("a step has no goal") }
      fold.changes[try row.integer(1)]?.causes.append(cause)
    }
    try fills.forEach(of: id) { row in
      let quantity = Quantity(units: try row.integer(2, in: 1...Int64.max))
      fold.changes[try row.integer(1)]?.fills.append(quantity)
    }
    return try fold.journal(of: account)
  }

  private func run(_ row: Statement, _ column: Int32) throws -> JournalFold.Run {
    let id = try row.integer(column)
    guard let at = runs[id] else { throw row.badRow("there is no run \(id)") }
    return JournalFold.Run(at: at, id: id)
  }

  private func change(_ row: Statement) throws -> JournalFold.Change {
    guard let instrument = instruments[try row.integer(3)] else {
      throw row.badRow("there is no such instrument")
    }
    return JournalFold.Change(
      run: try run(row, 2),
      instrument: instrument,
      action: try row.value(4, as: JournalFold.Action.self),
      quantity: Quantity(units: try row.integer(5, in: 1...Int64.max)),
      value: Amount(units: try row.integer(6, in: 0...Int64.max)),
      state: try row.value(7, as: JournalFold.ChangeState.self),
      overflow: row.badRow("its fills do not fit a quantity")
    )
  }

  /// Splits and symbol changes are not yet worked into earlier fills: figures would be wrong.
  private static func refuseCorporateActions(_ connection: Connection) throws {
    let rows = try Statement(
      connection,
      table: "corporate_action",
      keyColumns: 1,
      """
      SELECT i.symbol FROM corporate_action AS c JOIN instrument AS i ON i.id = c.instrument
      WHERE EXISTS (SELECT 1 FROM change WHERE instrument = c.instrument) LIMIT 1
      """
    )
    guard try rows.step() else { return }
    throw PortfolioFileError.notSupported(
      path: connection.path,
      what: "`\(try rows.text(0))` was split or renamed, and its journal is not adjusted for that"
    )
  }
}
