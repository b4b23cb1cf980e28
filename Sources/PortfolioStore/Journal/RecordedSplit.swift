internal import GRDB
internal import Quantities

/// A split of an instrument that counts.
struct RecordedSplit {
  let at: Instant
  /// The entry that recorded it; nothing when it was imported.
  let entry: Int64?
  let unitsForOne: Ratio

  /// Ascending by moment.
  static func all(of instrument: Int64, _ database: Database) throws -> [RecordedSplit] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT at, entry, units_after, units_before FROM corporate_action AS c WHERE instrument = ?
          AND kind = 'split' AND NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = c.entry)
        ORDER BY at
        """,
      arguments: [instrument]
    ).map { row in
      let (after, before): (Int64, Int64) = (row[2] ?? 1, row[3] ?? 1)
      return RecordedSplit(
        at: Instant(secondsSinceEpoch: row[0] ?? 0),
        entry: row[1],
        unitsForOne: try Ratio(Int128(after), over: Int128(before))
      )
    }
  }

  /// Whether what an entry wrote down is in the units of before.
  func isAfter(entry: Int64, recorded: Instant) -> Bool {
    self.entry.map { $0 > entry } ?? (at > recorded)
  }
}

extension Quantity {
  /// In the units after `splits`, towards zero.
  func restated(for splits: [RecordedSplit]) throws -> Quantity {
    if splits.isEmpty { return self }
    var ratio = self.ratio
    for split in splits { ratio = try ratio.multiplied(by: split.unitsForOne) }
    return try Quantity(ratio, rounding: .towardZero)
  }
}

extension Price {
  /// Of one unit after `splits`, half-even.
  func restated(for splits: [RecordedSplit]) throws -> Price {
    if splits.isEmpty { return self }
    var ratio = self.ratio
    for split in splits { ratio = try ratio.divided(by: split.unitsForOne) }
    return try Price(ratio, rounding: .halfEven)
  }
}
