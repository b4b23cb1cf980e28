public import Portfolio
public import Quantities

/// What an applied run left for working it out again.
public struct RecordedRun: Sendable {
  public var number: Int64
  /// The moment that was evaluated.
  public var at: Instant
  /// The command line, without the program's name.
  public var options: String
  /// Of the proposal as it was written.
  public var outputHash: String
  /// The files of the rulebook, and those of the news that were given.
  public var documents: [RunRecord.Document]
  /// What was read of each account, by its name.
  public var digests: [String: String]

  /// What the file held besides news and journal.
  let image: [UInt8]
  let lastItem: Int64
  let lastAct: Int64

  /// - Throws: `JournalRefusal` when there is no such run, or an earlier version recorded it.
  init(_ number: Int64, _ connection: Connection) throws {
    guard let entry = try EntryReader(connection: connection).entries(number).first else {
      throw JournalRefusal(
        "the journal has no entry \(number)",
        help: "list them with `tranche journal \(connection.path)`"
      )
    }
    let rows = try Statement(
      connection,
      table: "run",
      keyColumns: 1,
      "SELECT id, at, options, output_hash, last_item, last_act FROM run WHERE id = ?1"
    )
    try rows.bind(number, at: 1)
    guard entry.kind == .run, try rows.step() else {
      throw JournalRefusal(
        "entry \(number) is no run",
        help: "look at it with `tranche journal \(connection.path) \(number)`"
      )
    }
    self.number = number
    at = try rows.instant(1)
    options = try rows.text(2)
    outputHash = try rows.text(3)
    lastItem = try rows.integer(4)
    lastAct = try rows.integer(5)
    image = try RecordedRun.image(number, connection)
    documents = try RecordedRun.documents(number, connection)
    digests = try RecordedRun.digests(number, connection)
  }

  private static func image(_ number: Int64, _ connection: Connection) throws -> [UInt8] {
    let columns = try Statement(
      connection,
      table: "run",
      keyColumns: 1,
      "SELECT name FROM pragma_table_info('run') WHERE name = 'image'"
    )
    if try columns.step() {
      let rows = try Statement(
        connection,
        table: "document",
        keyColumns: 1,
        "SELECT d.hash, d.content FROM run AS r JOIN document AS d ON d.hash = r.image WHERE r.id = ?1"
      )
      try rows.bind(number, at: 1)
      if try rows.step() { return rows.bytes(1) }
    }
    throw JournalRefusal(
      "run \(number) can't be worked out again: it was recorded without the holdings that it read",
      help: "runs of this version keep them; look at it with "
        + "`tranche journal \(connection.path) \(number)`"
    )
  }

  private static func documents(
    _ number: Int64,
    _ connection: Connection
  ) throws -> [RunRecord.Document] {
    let rows = try Statement(
      connection,
      table: "run_document",
      keyColumns: 1,
      """
      SELECT r.name, d.content FROM run_document AS r JOIN document AS d ON d.hash = r.document
      WHERE r.run = ?1 ORDER BY r.name
      """
    )
    try rows.bind(number, at: 1)
    var found: [RunRecord.Document] = []
    while try rows.step() {
      found.append(RunRecord.Document(name: try rows.text(0), content: rows.bytes(1)))
    }
    return found
  }

  private static func digests(
    _ number: Int64,
    _ connection: Connection
  ) throws -> [String: String] {
    let rows = try Statement(
      connection,
      table: "run_account",
      keyColumns: 1,
      """
      SELECT a.name, r.digest FROM run_account AS r JOIN account AS a ON a.id = r.account
      WHERE r.run = ?1
      """
    )
    try rows.bind(number, at: 1)
    var found: [String: String] = [:]
    while try rows.step() { found[try rows.text(0)] = try rows.text(1) }
    return found
  }
}
