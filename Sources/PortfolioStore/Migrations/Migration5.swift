/// Version 5: what a watch has told, so that it goes on where it was; what it has still to deliver; which files of an
/// inbox it took. Relevances of news also as the provider wrote them.
enum Migration5 {
  static let statements: [String] = [
    """
    CREATE TABLE watch (
      rulebook TEXT NOT NULL PRIMARY KEY \(Migration1.name("rulebook")),
      rulebook_hash TEXT NOT NULL,
      at INTEGER NOT NULL \(Migration1.instant("at")),
      alerts INTEGER NOT NULL DEFAULT 0 CHECK (alerts >= 0),
      \(Migration1.readableInstant("at"))
    ) STRICT, WITHOUT ROWID
    """,
    // Account 0 is the world.
    """
    CREATE TABLE watch_state (
      rulebook TEXT NOT NULL REFERENCES watch,
      account INTEGER NOT NULL DEFAULT 0,
      kind TEXT NOT NULL CHECK (kind IN ('rule', 'step', 'limit', 'catalyst')),
      subject TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (rulebook, account, kind, subject)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE watch_file (
      digest TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      taken INTEGER NOT NULL \(Migration1.instant("taken")),
      items INTEGER NOT NULL CHECK (items >= 0),
      mistakes INTEGER NOT NULL CHECK (mistakes >= 0),
      \(Migration1.readableInstant("taken"))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY,
      alert TEXT NOT NULL CHECK (length(alert) > 0),
      target TEXT NOT NULL CHECK (target IN ('command', 'webhook')),
      made INTEGER NOT NULL \(Migration1.instant("made")),
      content TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      due INTEGER NOT NULL \(Migration1.instant("due")),
      delivered INTEGER \(Migration1.instant("delivered")),
      failure TEXT,
      \(Migration1.readableInstant("made")),
      \(Migration1.readableInstant("due")),
      \(Migration1.readableInstant("delivered")),
      UNIQUE (alert, target)
    ) STRICT
    """,
    "CREATE INDEX outbox_by_due ON outbox (due) WHERE delivered IS NULL",
    "ALTER TABLE item_subject ADD COLUMN relevance_raw TEXT",
  ]
}
