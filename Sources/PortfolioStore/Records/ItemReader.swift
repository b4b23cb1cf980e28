internal import Portfolio
internal import Quantities

/// Reads news items by revision.
struct ItemReader {
  private let connection: Connection

  /// The last that had been taken in.
  private let last: Int64

  /// - Parameter last: the number of the last item that counts; nothing for all.
  init(_ connection: Connection, upTo last: Int64? = nil) {
    self.connection = connection
    self.last = last ?? .max
  }

  /// The latest revision of each item that counts at `asOf`, withdrawn items left out.
  func items(asOf: Instant) throws -> [Item] {
    var items: [Item] = []
    for item in try revisions(asOf: asOf) {
      if let last = items.last, last.provider == item.provider,
        last.identifier == item.identifier
      {
        items.removeLast()
      }
      items.append(item)
    }
    items.removeAll { $0.isDeleted }
    return items
  }

  /// Every revision that counts at `asOf`, ascending by provider, identifier and revision.
  func revisions(asOf: Instant) throws -> [Item] {
    try counted(asOf: asOf).items
  }

  /// The same with their numbers.
  func counting(asOf: Instant) throws -> [StoredItem] { stored(try counted(asOf: asOf)) }

  private func counted(asOf: Instant) throws -> (numbers: [Int64], items: [Item]) {
    let rows = try statement(
      "quarantine IS NULL AND (available IS NULL OR available <= ?1) AND id <= ?2"
    )
    try rows.bind(asOf.secondsSinceEpoch, at: 1)
    try rows.bind(last, at: 2)
    return try read(rows)
  }

  /// Every revision that does not count, in the same order.
  func quarantined() throws -> [StoredItem] {
    stored(try read(try statement("quarantine IS NOT NULL")))
  }

  /// Every revision of the item that the row `number` is one of, quarantined ones among them.
  func revisions(ofItem number: Int64) throws -> [StoredItem] {
    let rows = try statement(
      "(provider, identifier) = (SELECT provider, identifier FROM item WHERE id = ?1)"
    )
    try rows.bind(number, at: 1)
    return stored(try read(rows))
  }

  private func statement(_ condition: String) throws -> Statement {
    try Statement(
      connection,
      table: "item",
      keyColumns: 3,
      """
      SELECT provider, identifier, revision, id, is_deleted, title, summary, body, url, source,
        owner, published, received, available, time_quality, sentiment_e8, impact_e8, label,
        score_is_from_label, has_content, quarantine
      FROM item WHERE \(condition)
      ORDER BY provider, identifier, revision
      """
    )
  }

  /// Numbers apart from items: an item is a dozen texts, and is not copied without need.
  private func read(_ rows: Statement) throws -> (numbers: [Int64], items: [Item]) {
    var numbers: [Int64] = []
    var items: [Item] = []
    while try rows.step() {
      numbers.append(try rows.integer(3))
      items.append(try ItemReader.item(rows))
    }
    try readSubjects(of: numbers, into: &items)
    return (numbers, items)
  }

  private func stored(_ read: (numbers: [Int64], items: [Item])) -> [StoredItem] {
    zip(read.numbers, read.items).map { StoredItem(number: $0, item: $1) }
  }

  private static func item(_ row: Statement) throws -> Item {
    Item(
      identifier: try row.text(1),
      provider: try row.text(0),
      revision: Int(try row.integer(2, in: 1...1_000_000_000)),
      isDeleted: try row.flag(4),
      title: try row.text(5),
      summary: try row.text(6),
      body: try row.text(7),
      url: try row.optionalText(8),
      source: try row.text(9),
      owner: try row.text(10),
      published: try row.optionalInstant(11),
      received: try row.optionalInstant(12),
      available: try row.optionalInstant(13),
      timeQuality: try row.value(14, as: TimeQuality.self),
      sentiment: try score(row, 15, from: -Number.scale),
      impact: try score(row, 16, from: 0),
      label: try row.optionalText(17),
      scoreIsFromLabel: try row.flag(18),
      hasContent: try row.flag(19),
      quarantine: try row.optionalText(20)
    )
  }

  /// In one scan of all subjects that may be theirs: items are read by the thousand.
  private func readSubjects(of numbers: [Int64], into items: inout [Item]) throws {
    guard let first = numbers.min(), let last = numbers.max() else { return }
    let rows = try Statement(
      connection,
      table: "item_subject",
      keyColumns: 3,
      """
      SELECT item, kind, name, relevance_e8, sentiment_e8, \(try rawRelevance()) FROM item_subject
      WHERE item BETWEEN ?1 AND ?2 ORDER BY item, kind, name
      """
    )
    try rows.bind(first, at: 1)
    try rows.bind(last, at: 2)
    let places = Dictionary(zip(numbers, numbers.indices)) { first, _ in first }
    while try rows.step() {
      guard let place = places[try rows.integer(0)] else { continue }
      let subject = ItemSubject(
        kind: try rows.value(1, as: ItemSubject.Kind.self),
        name: try rows.text(2),
        relevance: try ItemReader.score(rows, 3, from: 0),
        relevanceRaw: try rows.optionalText(5),
        sentiment: try ItemReader.score(rows, 4, from: -Number.scale)
      )
      items[place].subjects.append(subject)
    }
  }

  /// Files of version 4 and older have no such column.
  private func rawRelevance() throws -> String {
    let column = try Statement(
      connection,
      table: "item_subject",
      keyColumns: 0,
      "SELECT 1 FROM pragma_table_info('item_subject') WHERE name = 'relevance_raw'"
    )
    return try column.step() ? "relevance_raw" : "NULL"
  }

  private static func score(_ row: Statement, _ column: Int32, from least: Int64) throws -> Number?
  {
    try row.optionalInteger(column, in: least...Number.scale).map { Number(units: $0) }
  }
}
