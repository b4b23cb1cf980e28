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

  func undelivered(dueAt moment: Instant?, limit: Int) throws -> [OutboxEntry] {
    let rows = try Statement(
      connection,
      table: "outbox",
      keyColumns: 1,
      """
      SELECT id, alert, target, content, attempts, due FROM outbox
      WHERE delivered IS NULL AND due <= ?1 ORDER BY id LIMIT ?2
      """
    )
    try rows.bind(moment?.secondsSinceEpoch ?? .max, at: 1)
    try rows.bind(Int64(clamping: limit), at: 2)
    var entries: [OutboxEntry] = []
    while try rows.step() {
      entries.append(
        OutboxEntry(
          number: try rows.integer(0),
          alert: try rows.text(1),
          target: try rows.value(2, as: OutboxEntry.Target.self),
          content: try rows.text(3),
          attempts: Int(try rows.integer(4, in: 0...1_000_000_000)),
          due: try rows.instant(5)
        )
      )
    }
    return entries
  }
}
