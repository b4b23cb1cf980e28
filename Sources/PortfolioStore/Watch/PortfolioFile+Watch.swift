internal import GRDB
internal import Portfolio
public import Quantities

/// What a watch keeps in the portfolio file.
extension PortfolioFile {
  /// Brings the file up to the present schema, so that a watch can be kept in it.
  public static func prepareForWatch(_ path: String) throws {
    try WriteTransaction.run(on: path) { _, _ in }
  }

  /// How far the watch of a rulebook has come; nothing when there was none.
  public func watchMark(of rulebook: String) throws -> WatchMark? {
    try WatchReader(connection).mark(of: rulebook)
  }

  /// The digests of the files of inboxes that were taken.
  public func takenFiles() throws -> Set<String> { try WatchReader(connection).takenFiles() }

  /// What is not delivered yet, oldest first, without what was refused; at most `limit`, to `targets`, of those that
  /// are due at `moment` if it is given.
  public func undelivered(
    to targets: [OutboxEntry.Target] = OutboxEntry.Target.allCases,
    dueAt moment: Instant? = nil,
    limit: Int = .max
  ) throws -> [OutboxEntry] {
    let reader = WatchReader(connection)
    let found = try targets.flatMap {
      try reader.undelivered(to: $0, dueAt: moment, limit: limit)
    }
    return Array(found.sorted { $0.number < $1.number }.prefix(limit))
  }

  /// How many alerts `target` refused, which are kept and not tried again.
  public func refusedCount(by target: OutboxEntry.Target) throws -> Int {
    try WatchReader(connection).refusedCount(by: target)
  }

  /// Makes what `target` refused due at `moment`.
  ///
  /// - Returns: the state of the file before it.
  public static func retryRefused(
    by target: OutboxEntry.Target,
    at moment: Instant,
    in path: String
  ) throws -> FileState {
    try WriteTransaction.run(on: path) { database, state in
      try WatchWriter(Connection(database, path: path)).retryRefused(by: target, at: moment)
      return state
    }
  }

  /// Writes what a look of a watch found, in one transaction.
  ///
  /// - Returns: the state of the file before it: another than the one that the look was at tells that somebody else
  ///   wrote meanwhile.
  public static func record(_ record: WatchRecord, in path: String) throws -> FileState {
    try WriteTransaction.run(on: path) { database, state in
      try WatchWriter(Connection(database, path: path)).write(record)
      return state
    }
  }

  /// Writes what became of attempts to deliver, by the numbers of the entries, at `moment`.
  public static func record(
    _ outcomes: [Int64: DeliveryOutcome],
    at moment: Instant,
    in path: String
  ) throws -> FileState {
    try WriteTransaction.run(on: path) { database, state in
      let writer = try WatchWriter(Connection(database, path: path))
      for (number, outcome) in outcomes.sorted(by: { $0.key < $1.key }) {
        try writer.write(outcome, of: number, at: moment)
      }
      return state
    }
  }
}
