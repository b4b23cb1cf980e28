internal import Quantities

/// Reads what a watch keeps.
struct WatchReader {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  func mark(of rulebook: String) throws -> WatchMark? {
    let rows = try Statement(
      connection,
      table: "watch",
      keyColumns: 1,
      "SELECT rulebook, at, alerts FROM watch WHERE rulebook = ?1"
    )
    try rows.bind(rulebook, at: 1)
    guard try rows.step() else { return nil }
    var mark = WatchMark(
      at: try rows.instant(1),
      alerts: try rows.integer(2, in: 0...Int64.max),
      world: [],
      accounts: [:]
    )
    try readStates(of: rulebook, into: &mark)
    return mark
  }

  private func readStates(of rulebook: String, into mark: inout WatchMark) throws {
    let rows = try Statement(
      connection,
      table: "watch_state",
      keyColumns: 2,
      """
      SELECT s.account, s.kind, s.subject, s.value, a.name
      FROM watch_state AS s LEFT JOIN account AS a ON a.id = s.account
      WHERE s.rulebook = ?1 ORDER BY s.account, s.kind, s.subject
      """
    )
    try rows.bind(rulebook, at: 1)
    while try rows.step() {
      let row = WatchRow(
        kind: try rows.text(1),
        subject: try rows.text(2),
        value: try rows.text(3)
      )
      if try rows.integer(0) == 0 {
        mark.world.append(row)
      } else if let account = try rows.optionalText(4) {
        mark.accounts[account, default: []].append(row)
      }
    }
  }

  func takenFiles() throws -> Set<String> {
    let rows = try Statement(
      connection,
      table: "watch_file",
      keyColumns: 1,
      "SELECT digest FROM watch_file"
    )
    var digests: Set<String> = []
    while try rows.step() { digests.insert(try rows.text(0)) }
    return digests
  }

  /// What is to be delivered to `target`, oldest first, without what it refused.
  func undelivered(
    to target: OutboxEntry.Target,
    dueAt moment: Instant?,
    limit: Int
  ) throws -> [OutboxEntry] {
    let rows = try Statement(
      connection,
      table: "outbox",
      keyColumns: 1,
      """
      SELECT id, alert, content, attempts, due FROM outbox
      WHERE delivered IS NULL AND target = ?1 AND due <= ?2 ORDER BY id LIMIT ?3
      """
    )
    try rows.bind(target.rawValue, at: 1)
    let latest = OutboxEntry.never.secondsSinceEpoch - 1
    try rows.bind(min(moment?.secondsSinceEpoch ?? latest, latest), at: 2)
    try rows.bind(Int64(clamping: limit), at: 3)
    var entries: [OutboxEntry] = []
    while try rows.step() {
      entries.append(
        OutboxEntry(
          number: try rows.integer(0),
          alert: try rows.text(1),
          target: target,
          content: try rows.text(2),
          attempts: Int(try rows.integer(3, in: 0...1_000_000_000)),
          due: try rows.instant(4)
        )
      )
    }
    return entries
  }

  func refusedCount(by target: OutboxEntry.Target) throws -> Int {
    let rows = try Statement(
      connection,
      table: "outbox",
      keyColumns: 0,
      "SELECT count(*) FROM outbox WHERE delivered IS NULL AND target = ?1 AND due = ?2"
    )
    try rows.bind(target.rawValue, at: 1)
    try rows.bind(OutboxEntry.never.secondsSinceEpoch, at: 2)
    guard try rows.step() else { return 0 }
    return Int(try rows.integer(0, in: 0...1_000_000_000))
  }
}
