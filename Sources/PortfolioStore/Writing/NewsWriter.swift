internal import Portfolio
internal import Quantities

/// Adds revisions of news items inside a transaction that the caller holds.
///
/// Rows are only ever added. A revision that says what the file has already is passed over, so that an import can be
/// repeated.
struct NewsWriter {
  private(set) var counts = NewsImportCounts()
  private let options: NewsImportOptions
  private let connection: Connection
  private let known: Statement
  private let insert: Statement
  private let insertSubject: Statement
  private let insertText: Statement
  private var nextNumber: Int64

  init(_ connection: Connection, _ options: NewsImportOptions) throws {
    self.connection = connection
    self.options = options
    let last = try Statement(connection, table: "item", keyColumns: 0, "SELECT max(id) FROM item")
    nextNumber = (try last.step() ? (try last.isNull(0) ? 0 : last.integer(0)) : 0) + 1
    known = try Statement(
      connection,
      table: "item",
      keyColumns: 0,
      """
      SELECT revision, content_hash, available, quarantine IS NOT NULL FROM item
      WHERE provider = ?1 AND identifier = ?2 ORDER BY revision
      """
    )
    insert = try Statement(
      connection,
      table: "item",
      keyColumns: 0,
      """
      INSERT INTO item (id, provider, identifier, revision, is_deleted, title, summary, body, url, source, owner,
        published, received, available, time_quality, sentiment_e8, impact_e8, label, score_is_from_label,
        has_content, content_hash, quarantine)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
      """
    )
    insertSubject = try Statement(
      connection,
      table: "item_subject",
      keyColumns: 0,
      """
      INSERT OR IGNORE INTO item_subject (item, kind, name, relevance_e8, sentiment_e8, relevance_raw)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """
    )
    insertText = try Statement(
      connection,
      table: "item_text",
      keyColumns: 0,
      "INSERT INTO item_text (rowid, title, summary, body) VALUES (?1, ?2, ?3, ?4)"
    )
  }

  mutating func write(_ offered: DigestedItem) throws {
    var item = quarantinedIfOfTheFuture(offered.item)
    let digest = offered.digest
    switch try place(of: &item, digest) {
    case .new: counts.new += 1
    case .revised: counts.revised += 1
    case .known:
      counts.known += 1
      return
    case .outdated:
      counts.outdated += 1
      return
    case .conflict:
      counts.conflictCount += 1
      if counts.conflicts.count < 100 {
        counts.conflicts.append(
          NewsImportCounts.Conflict(
            provider: item.provider,
            identifier: item.identifier,
            revision: item.revision
          )
        )
      }
      return
    }
    if item.quarantine != nil { counts.quarantined += 1 }
    if !options.withBodies, !item.body.isEmpty {
      counts.withoutBody += 1
      item.body = ""
    }
    try add(item, digest)
  }

  /// An item from after the import has a wrong time; a day is for clocks and zones that differ.
  private func quarantinedIfOfTheFuture(_ item: Item) -> Item {
    guard item.quarantine == nil, let available = item.available,
      available.secondsSinceEpoch > options.now.secondsSinceEpoch + Instant.secondsPerDay
    else { return item }
    var item = item
    item.quarantine = "it is from \(available), after it was imported (\(options.now))"
    return item
  }

  // MARK: Revisions

  private enum Place { case new, revised, known, outdated, conflict }

  private struct Revision {
    var number: Int
    var digest: String?
    var available: Int64?
    var isQuarantined: Bool
  }

  /// Where the item belongs among the revisions of its identifier, which gives it its number.
  private func place(of item: inout Item, _ digest: String) throws -> Place {
    let revisions = try revisions(of: item)
    guard let last = revisions.last else {
      if item.revision == Item.unnumbered { item.revision = 1 }
      return .new
    }
    let isMended = last.isQuarantined && item.quarantine == nil
    if item.revision == Item.unnumbered {
      return number(&item, digest, after: last, among: revisions, isMended: isMended)
    }
    guard let same = revisions.first(where: { $0.number == item.revision }) else {
      return .revised
    }
    if isMended, same.isQuarantined {
      item.revision = last.number + 1
      return .revised
    }
    // What was mended has a number of its own.
    return revisions.contains { $0.digest == digest } ? .known : .conflict
  }

  /// A revision without a number comes after the last one if it says something else. If its own times do not say
  /// that it is later, it counts from now on: nobody knew it before.
  private func number(
    _ item: inout Item,
    _ digest: String,
    after last: Revision,
    among revisions: [Revision],
    isMended: Bool
  ) -> Place {
    let available = item.available?.secondsSinceEpoch
    let isLater = (available ?? .min) > (last.available ?? .max)
    if !isMended {
      if last.digest == digest { return .known }
      if !isLater, revisions.contains(where: { $0.digest == digest }) { return .known }
      if let available, let latest = last.available, available < latest { return .outdated }
    }
    if !isLater {
      let now = max(options.now.secondsSinceEpoch, last.available ?? .min, available ?? .min)
      item.received = Instant(secondsSinceEpoch: now)
      item.available = item.received
      if item.timeQuality == .none { item.timeQuality = .receivedOnly }
    }
    item.revision = last.number + 1
    return .revised
  }

  private func revisions(of item: Item) throws -> [Revision] {
    known.reset()
    try known.bind(item.provider, at: 1)
    try known.bind(item.identifier, at: 2)
    var revisions: [Revision] = []
    while try known.step() {
      revisions.append(
        Revision(
          number: Int(try known.integer(0, in: 1...1_000_000_000)),
          digest: try known.optionalText(1),
          available: try known.optionalInteger(2, in: Instant.storable),
          isQuarantined: try known.flag(3)
        )
      )
    }
    return revisions
  }

  // MARK: Rows

  private mutating func add(_ item: Item, _ digest: String) throws {
    let number = nextNumber
    nextNumber += 1
    try bind(item, number, digest)
    try run(insert)
    for subject in item.subjects {
      try insertSubject.bind(number, at: 1)
      try insertSubject.bind(subject.kind.rawValue, at: 2)
      try insertSubject.bind(subject.name, at: 3)
      try insertSubject.bind(subject.relevance?.units, at: 4)
      try insertSubject.bind(subject.sentiment?.units, at: 5)
      try insertSubject.bind(subject.relevanceRaw, at: 6)
      try run(insertSubject)
    }
    guard options.withIndex else { return }
    try insertText.bind(number, at: 1)
    try insertText.bind(item.title, at: 2)
    try insertText.bind(item.summary, at: 3)
    try insertText.bind(item.body, at: 4)
    try run(insertText)
  }

  private func bind(_ item: Item, _ number: Int64, _ digest: String) throws {
    try insert.bind(number, at: 1)
    try insert.bind(item.provider, at: 2)
    try insert.bind(item.identifier, at: 3)
    try insert.bind(Int64(item.revision), at: 4)
    try insert.bind(item.isDeleted ? 1 : 0, at: 5)
    try insert.bind(item.title, at: 6)
    try insert.bind(item.summary, at: 7)
    try insert.bind(item.body, at: 8)
    try insert.bind(item.url, at: 9)
    try insert.bind(item.source, at: 10)
    try insert.bind(item.owner, at: 11)
    try insert.bind(item.published?.secondsSinceEpoch, at: 12)
    try insert.bind(item.received?.secondsSinceEpoch, at: 13)
    try insert.bind(item.available?.secondsSinceEpoch, at: 14)
    try insert.bind(item.timeQuality.rawValue, at: 15)
    try insert.bind(item.sentiment?.units, at: 16)
    try insert.bind(item.impact?.units, at: 17)
    try insert.bind(item.label, at: 18)
    try insert.bind(item.scoreIsFromLabel ? 1 : 0, at: 19)
    try insert.bind(item.hasContent ? 1 : 0, at: 20)
    try insert.bind(digest, at: 21)
    try insert.bind(item.quarantine, at: 22)
  }

  private func run(_ statement: Statement) throws {
    defer { statement.reset() }
    _ = try statement.step()
  }
}
