internal import GRDB
internal import Portfolio
internal import Quantities

extension HoldingsWriter {
  mutating func write(corporateActions rows: [CorporateAction]) throws {
    let insert = try statement(
      """
      INSERT INTO corporate_action
        (instrument, at, kind, units_after, units_before, former_symbol) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (instrument, at, kind) DO UPDATE SET units_after = excluded.units_after,
        units_before = excluded.units_before, former_symbol = excluded.former_symbol
      """
    )
    for row in rows {
      let label = "\(row.symbol), \(row.at)"
      let id = try instrument(row.symbol, "corporate_action", label)
      let at = row.at.secondsSinceEpoch
      let values: [(any DatabaseValueConvertible)?] =
        switch row.kind {
        case .split(let after, let before): [id, at, "split", after, before, nil]
        case .symbolChange(let former): [id, at, "symbol_change", nil, nil, former]
        }
      try run(insert, values, "corporate_action", label)
      counts.corporateActions += 1
    }
  }

  mutating func write(calendar rows: [CalendarEvent]) throws {
    let insert = try statement(
      """
      INSERT INTO calendar (instrument, kind, at, known_since, outcome, outcome_known)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (instrument, kind, at, known_since) DO UPDATE SET outcome = excluded.outcome,
        outcome_known = excluded.outcome_known
      """
    )
    for row in rows {
      let label = "\(row.symbol), \(row.kind), \(row.at)"
      try run(
        insert,
        [
          try instrument(row.symbol, "calendar", label), row.kind, row.at.secondsSinceEpoch,
          row.knownSince.secondsSinceEpoch, row.outcome, row.outcomeKnown?.secondsSinceEpoch,
        ],
        "calendar",
        label
      )
      counts.calendar += 1
    }
  }
}
