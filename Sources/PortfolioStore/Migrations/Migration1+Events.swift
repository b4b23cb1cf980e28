extension Migration1 {
  /// Dated events of instruments, and what persons did to catalysts.
  static let events: [String] = eventTables + appendOnly("catalyst_act")

  private static let eventTables: [String] = [
    """
    CREATE TABLE calendar (
      id INTEGER PRIMARY KEY,
      instrument INTEGER NOT NULL REFERENCES instrument,
      kind TEXT NOT NULL \(name("kind")),
      at INTEGER NOT NULL \(instant("at")),
      known_since INTEGER NOT NULL \(instant("known_since")),
      outcome TEXT CHECK (length(outcome) > 0),
      outcome_known INTEGER \(instant("outcome_known")),
      \(readableInstant("at")),
      \(readableInstant("known_since")),
      UNIQUE (instrument, kind, at, known_since),
      CHECK ((outcome IS NULL) = (outcome_known IS NULL))
    ) STRICT
    """,
    """
    CREATE TABLE catalyst_act (
      id INTEGER PRIMARY KEY,
      catalyst TEXT NOT NULL \(name("catalyst")),
      member TEXT CHECK (length(member) > 0),
      kind TEXT NOT NULL CHECK (kind IN ('confirm', 'deny', 'retract', 'outcome')),
      outcome TEXT CHECK (length(outcome) > 0),
      at INTEGER NOT NULL \(instant("at")),
      recorded INTEGER NOT NULL \(instant("recorded")),
      who TEXT NOT NULL DEFAULT '',
      evidence TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      \(readableInstant("at")),
      \(readableInstant("recorded")),
      CHECK ((kind = 'outcome') = (outcome IS NOT NULL))
    ) STRICT
    """,
  ]
}
