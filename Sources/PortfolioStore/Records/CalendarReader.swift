internal import Portfolio
internal import Quantities

/// Reads dated events of instruments, as they were known at a moment.
enum CalendarReader {
  /// The kinds of event that there are, ascending.
  static func kinds(_ connection: Connection) throws -> [String] {
    let rows = try Statement(
      connection,
      table: "calendar",
      keyColumns: 1,
      "SELECT DISTINCT kind FROM calendar ORDER BY kind"
    )
    var kinds: [String] = []
    while try rows.step() { kinds.append(try rows.text(0)) }
    return kinds
  }

  static func events(
    _ connection: Connection,
    kinds: [String],
    asOf: Instant
  ) throws -> [CalendarEvent] {
    let rows = try Statement(
      connection,
      table: "calendar",
      keyColumns: 1,
      """
      SELECT c.id, i.symbol, c.kind, c.at, c.known_since, c.outcome, c.outcome_known
      FROM calendar AS c JOIN instrument AS i ON i.id = c.instrument
      WHERE c.kind = ?1 AND c.known_since <= ?2 ORDER BY i.symbol, c.at, c.known_since
      """
    )
    var events: [CalendarEvent] = []
    for kind in kinds {
      rows.reset()
      try rows.bind(kind, at: 1)
      try rows.bind(asOf.secondsSinceEpoch, at: 2)
      while try rows.step() {
        let outcome = try rows.optionalText(5)
        let known = try rows.optionalInstant(6)
        guard (outcome == nil) == (known == nil) else {
          throw rows.badRow("`outcome` and `outcome_known` do not go together")
        }
        let isKnown = known.map { $0 <= asOf } ?? false
        events.append(
          CalendarEvent(
            symbol: try rows.text(1),
            kind: try rows.text(2),
            at: try rows.instant(3),
            knownSince: try rows.instant(4),
            outcome: isKnown ? outcome : nil,
            outcomeKnown: isKnown ? known : nil
          )
        )
      }
    }
    return events
  }
}
