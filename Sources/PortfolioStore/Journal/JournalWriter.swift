internal import GRDB
internal import Portfolio
internal import Quantities

/// Writes entries of the journal inside a transaction that the caller holds.
struct JournalWriter {
  let database: Database
  let path: String
  /// In which the file was found.
  let state: FileState
  let author: EntryAuthor

  /// Makes an entry and gives its number.
  func enter(_ kind: RecordedEntry.Kind, undoing entry: Int64? = nil) throws -> Int64 {
    try database.execute(
      sql: "INSERT INTO entry (kind, recorded, who, note, undoes) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        kind.rawValue, author.recorded.secondsSinceEpoch, author.who, author.note, entry,
      ]
    )
    return database.lastInsertedRowID
  }

  /// The only value of a query, or nothing.
  func identifier(_ sql: String, _ arguments: StatementArguments) throws -> Int64? {
    try Int64.fetchOne(database, sql: sql, arguments: arguments)
  }

  func account(_ name: String) throws -> Int64 {
    if let id = try identifier("SELECT id FROM account WHERE name = ?", [name]) { return id }
    throw unknown("account", name, try String.fetchAll(database, sql: "SELECT name FROM account"))
  }

  func instrument(_ symbol: String) throws -> Int64 {
    if let id = try identifier("SELECT id FROM instrument WHERE symbol = ?", [symbol]) {
      return id
    }
    throw unknown(
      "instrument",
      symbol,
      try String.fetchAll(database, sql: "SELECT symbol FROM instrument")
    )
  }

  private func unknown(_ kind: String, _ name: String, _ known: [String]) -> JournalRefusal {
    let near = nearestName(to: name, among: known).map { "did you mean `\($0)`?" }
    return JournalRefusal(
      "there is no \(kind) `\(name)`",
      help: near ?? "look with `tranche portfolio show`"
    )
  }

  /// The runs that count, by number.
  func isCounting(_ entry: Int64) throws -> Bool {
    try identifier("SELECT 1 FROM entry WHERE undoes = ?", [entry]) == nil
  }

  /// Refuses a number that is no entry of one of these kinds, or one that was undone.
  func require(_ entry: Int64, _ kinds: [RecordedEntry.Kind], _ what: String) throws {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT kind FROM entry WHERE id = ?",
      arguments: [entry]
    )
    let known: String? = row?[0]
    guard let known else {
      throw JournalRefusal(
        "the journal has no entry \(entry)",
        help: "list them with `tranche journal \(path)`"
      )
    }
    guard kinds.contains(where: { $0.rawValue == known }) else {
      throw JournalRefusal(
        "entry \(entry) is no \(what)",
        help: "look at it with `tranche journal \(path) \(entry)`"
      )
    }
    if try !isCounting(entry) {
      throw JournalRefusal(
        "entry \(entry) was undone",
        help: "look at it with `tranche journal \(path) \(entry)`"
      )
    }
  }
}

/// Why the journal does not take something. Nothing was written.
public struct JournalRefusal: Error, Hashable, Sendable {
  public var message: String
  public var help: String

  init(_ message: String, help: String) {
    self.message = message
    self.help = help
  }
}
