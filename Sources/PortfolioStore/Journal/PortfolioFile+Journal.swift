internal import GRDB
public import Portfolio
public import Quantities

/// What writes to the journal. Each is one transaction: all of it is in the file, or nothing.
extension PortfolioFile {
  /// What became of a run that was applied.
  public struct AppliedEntry: Hashable, Sendable {
    public var run: Int64
    /// Orders and conversions.
    public var orders: Int
    /// Whether the same proposal was applied before: then nothing was done.
    public var isRepeated: Bool
  }

  /// Records a run as sent, or where `isFilled` as filled in whole at the prices of the proposal.
  ///
  /// - Parameters:
  ///   - market: what `record` refers to.
  ///   - state: the state of the file that the run was worked out from.
  /// - Throws: `.changedMeanwhile` when anything was written since.
  public static func apply(
    _ record: RunRecord,
    in market: Market,
    ifStill state: FileState,
    isFilled: Bool,
    lots method: LotMethod = .fifo,
    by author: EntryAuthor,
    to path: String
  ) throws -> AppliedEntry {
    try write(to: path, by: author) { journal in
      if let run = try applied(record.proposal, journal) {
        return AppliedEntry(run: run, orders: 0, isRepeated: true)
      }
      guard state == journal.state else { throw PortfolioFileError.changedMeanwhile(path: path) }
      var writer = RunWriter(journal, market: market)
      let (run, orders) = try writer.write(record)
      if isFilled {
        let booking = FillBooking(journal: journal, method: method, entry: run)
        for order in orders { try booking.fillAsSent(order, at: author.recorded) }
      }
      return AppliedEntry(run: run, orders: orders.count, isRepeated: false)
    }
  }

  private static func applied(_ proposal: String, _ journal: JournalWriter) throws -> Int64? {
    try journal.identifier(
      """
      SELECT id FROM run WHERE proposal = ?
        AND NOT EXISTS (SELECT 1 FROM entry WHERE undoes = run.id) LIMIT 1
      """,
      [proposal]
    )
  }

  // MARK: Fills

  /// What became of a file of executions.
  public struct FillsOutcome: Hashable, Sendable {
    public struct Refused: Hashable, Sendable {
      public var row: Int
      public var reason: JournalRefusal
    }

    /// Nothing when no row was new.
    public var entry: Int64?
    public var booked = 0
    /// Known already, and not booked again.
    public var repeated = 0
    public var refused: [Refused] = []
  }

  /// Books executions. A row that does not fit is refused with its reason, and the others are booked; a row
  /// that was booked before, by its reference or else by all that it says, is passed over.
  public static func record(
    fills rows: [FillRow],
    lots method: LotMethod = .fifo,
    by author: EntryAuthor,
    in path: String
  ) throws -> FillsOutcome {
    try write(to: path, by: author) { journal in
      let matching = FillMatching(journal: journal)
      var outcome = FillsOutcome()
      var seen: [FillRow: Int] = [:]
      for row in rows.sorted(by: { ($0.at, $0.row) < ($1.at, $1.row) }) {
        var key = row
        key.row = 0
        seen[key, default: 0] += 1
        let reference = matching.reference(of: row, occurrence: seen[key] ?? 1)
        if try matching.isBooked(reference) {
          outcome.repeated += 1
          continue
        }
        do {
          let open = try matching.order(for: row)
          let entry = try outcome.entry ?? journal.enter(.fills)
          outcome.entry = entry
          try FillBooking(journal: journal, method: method, entry: entry).book(
            FillBooking.Execution(
              order: open.row,
              at: row.at,
              quantity: row.quantity,
              price: row.price,
              fee: row.fee,
              reference: reference
            ),
            of: open
          )
          outcome.booked += 1
        } catch let refusal as JournalRefusal {
          outcome.refused.append(FillsOutcome.Refused(row: row.row, reason: refusal))
        }
      }
      return outcome
    }
  }

  // MARK: Cancelling and undoing

  /// Withdraws what is open of a run's orders.
  ///
  /// - Returns: the entry, and how many orders were open.
  /// - Throws: `JournalRefusal` when there is no such run or nothing of it is open.
  public static func cancel(
    run: Int64,
    by author: EntryAuthor,
    in path: String
  ) throws -> (entry: Int64, orders: Int) {
    try write(to: path, by: author) { journal in
      try journal.require(run, [.run], "run")
      let open = try Int.fetchOne(
        journal.database,
        sql: "SELECT count(*) FROM change WHERE run = ? AND state = 'sent'",
        arguments: [run]
      )
      guard let open, open > 0 else {
        throw JournalRefusal(
          "nothing of run \(run) is open",
          help: "look at it with `tranche journal \(path) \(run)`"
        )
      }
      let entry = try journal.enter(.cancel)
      try journal.database.execute(
        sql: """
          UPDATE change SET state = 'cancelled', closed_by = ? WHERE run = ? AND state = 'sent'
          """,
        arguments: [entry, run]
      )
      return (entry, open)
    }
  }

  /// Takes back a run with all its fills, an import of fills, or a cancellation, by an entry of its own.
  ///
  /// - Throws: `JournalRefusal` when a later entry stands on it.
  public static func undo(
    _ entry: Int64,
    by author: EntryAuthor,
    in path: String
  ) throws -> Int64 {
    try write(to: path, by: author) { journal in
      try Undoing(journal: journal).undo(entry)
    }
  }

  // MARK: Names and instruments

  /// Gives what the journal knows of a rulebook, rule or step a new name.
  ///
  /// - Throws: `JournalRefusal` when nothing is known by the old name, or something by the new.
  public static func rename(
    _ former: JournalKey,
    to present: JournalKey,
    by author: EntryAuthor,
    in path: String
  ) throws -> Int64 {
    try write(to: path, by: author) { journal in
      try RecordedNames(journal: journal).check(former, present)
      let entry = try journal.enter(.rename)
      try journal.database.execute(
        sql: "INSERT INTO renamed_key (entry, former, present) VALUES (?, ?, ?)",
        arguments: [entry, former.description, present.description]
      )
      return entry
    }
  }

  /// Records a split of `new` units for every `old`, and restates what is held.
  public static func split(
    _ symbol: String,
    into new: Int64,
    for old: Int64,
    at moment: Instant,
    by author: EntryAuthor,
    in path: String
  ) throws -> Int64 {
    try write(to: path, by: author) { journal in
      try InstrumentActions(journal: journal).split(symbol, into: new, for: old, at: moment)
    }
  }

  /// Records that an instrument has a new symbol.
  public static func changeSymbol(
    _ old: String,
    to new: String,
    at moment: Instant,
    by author: EntryAuthor,
    in path: String
  ) throws -> Int64 {
    try write(to: path, by: author) { journal in
      try InstrumentActions(journal: journal).rename(old, to: new, at: moment)
    }
  }

  private static func write<Result>(
    to path: String,
    by author: EntryAuthor,
    _ body: (JournalWriter) throws -> Result
  ) throws -> Result {
    try WriteTransaction.run(on: path) { database, state in
      try body(JournalWriter(database: database, path: path, state: state, author: author))
    }
  }
}
