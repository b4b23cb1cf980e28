internal import Quantities

/// Writes what a watch keeps, inside a transaction that the caller holds.
struct WatchWriter {
  /// Delivered alerts stay this long, for who wonders what was sent.
  static let secondsKept: Int64 = 7 * 86_400

  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  func write(_ record: WatchRecord) throws {
    try run("watch", WatchWriter.mark) {
      try $0.bind(record.rulebook, at: 1)
      try $0.bind(record.rulebookHash, at: 2)
      try $0.bind(record.at.secondsSinceEpoch, at: 3)
      try $0.bind(record.alerts, at: 4)
    }
    try writeStates(record)
    for file in record.files { try write(file, at: record.at) }
    for alert in record.outbox {
      for target in record.targets { try write(alert, for: target, at: record.at) }
    }
  }

  private static let mark = """
    INSERT INTO watch (rulebook, rulebook_hash, at, alerts) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (rulebook) DO UPDATE
    SET rulebook_hash = excluded.rulebook_hash, at = excluded.at, alerts = excluded.alerts
    """

  // MARK: States

  private func writeStates(_ record: WatchRecord) throws {
    let remove = try statement(
      "watch_state",
      "DELETE FROM watch_state WHERE rulebook = ?1 AND account = ?2"
    )
    let insert = try statement(
      "watch_state",
      """
      INSERT INTO watch_state (rulebook, account, kind, subject, value)
      VALUES (?1, ?2, ?3, ?4, ?5)
      """
    )
    func replace(_ account: Int64, _ rows: [WatchRow]) throws {
      try remove.bind(record.rulebook, at: 1)
      try remove.bind(account, at: 2)
      try finish(remove)
      for row in rows {
        try insert.bind(record.rulebook, at: 1)
        try insert.bind(account, at: 2)
        try insert.bind(row.kind, at: 3)
        try insert.bind(row.subject, at: 4)
        try insert.bind(row.value, at: 5)
        try finish(insert)
      }
    }
    if let world = record.world { try replace(0, world) }
    let find = try statement("account", "SELECT id FROM account WHERE name = ?1")
    for (name, rows) in record.accounts.sorted(by: { $0.key < $1.key }) {
      try find.bind(name, at: 1)
      defer { find.reset() }
      // One that was taken out meanwhile stands no more.
      guard try find.step() else { continue }
      try replace(try find.integer(0), rows)
    }
  }

  // MARK: Files and the outbox

  private func write(_ file: WatchRecord.TakenFile, at moment: Instant) throws {
    try run(
      "watch_file",
      """
      INSERT OR IGNORE INTO watch_file (digest, name, taken, items, mistakes)
      VALUES (?1, ?2, ?3, ?4, ?5)
      """
    ) {
      try $0.bind(file.digest, at: 1)
      try $0.bind(file.name, at: 2)
      try $0.bind(moment.secondsSinceEpoch, at: 3)
      try $0.bind(Int64(file.items), at: 4)
      try $0.bind(Int64(file.mistakes), at: 5)
    }
  }

  private func write(
    _ alert: WatchRecord.Alert,
    for target: OutboxEntry.Target,
    at moment: Instant
  ) throws {
    try run(
      "outbox",
      """
      INSERT OR IGNORE INTO outbox (alert, target, made, content, due) VALUES (?1, ?2, ?3, ?4, ?3)
      """
    ) {
      try $0.bind(alert.id, at: 1)
      try $0.bind(target.rawValue, at: 2)
      try $0.bind(moment.secondsSinceEpoch, at: 3)
      try $0.bind(alert.content, at: 4)
    }
  }

  func write(_ outcome: DeliveryOutcome, of entry: Int64, at moment: Instant) throws {
    switch outcome {
    case .delivered:
      try run(
        "outbox",
        """
        UPDATE outbox SET attempts = attempts + 1, delivered = ?2, failure = NULL
        WHERE id = ?1 AND delivered IS NULL
        """
      ) {
        try $0.bind(entry, at: 1)
        try $0.bind(moment.secondsSinceEpoch, at: 2)
      }
      try run("outbox", "DELETE FROM outbox WHERE delivered < ?1") {
        try $0.bind(moment.secondsSinceEpoch - WatchWriter.secondsKept, at: 1)
      }
    case .failed(let reason, let again): try fail(entry, reason, due: again)
    case .refused(let reason): try fail(entry, reason, due: OutboxEntry.never)
    }
  }

  private func fail(_ entry: Int64, _ reason: String, due: Instant) throws {
    try run(
      "outbox",
      """
      UPDATE outbox SET attempts = attempts + 1, due = ?2, failure = ?3
      WHERE id = ?1 AND delivered IS NULL
      """
    ) {
      try $0.bind(entry, at: 1)
      try $0.bind(due.secondsSinceEpoch, at: 2)
      try $0.bind(reason, at: 3)
    }
  }

  /// Makes what `target` refused due again.
  func retryRefused(by target: OutboxEntry.Target, at moment: Instant) throws {
    try run(
      "outbox",
      "UPDATE outbox SET due = ?3 WHERE delivered IS NULL AND target = ?1 AND due = ?2"
    ) {
      try $0.bind(target.rawValue, at: 1)
      try $0.bind(OutboxEntry.never.secondsSinceEpoch, at: 2)
      try $0.bind(moment.secondsSinceEpoch, at: 3)
    }
  }

  // MARK: Statements

  private func statement(_ table: String, _ sql: String) throws -> Statement {
    try Statement(connection, table: table, keyColumns: 0, sql)
  }

  private func run(_ table: String, _ sql: String, _ bind: (Statement) throws -> Void) throws {
    let statement = try statement(table, sql)
    try bind(statement)
    try finish(statement)
  }

  private func finish(_ statement: Statement) throws {
    defer { statement.reset() }
    _ = try statement.step()
  }
}
