/// Version 4: a run keeps what it read of the portfolio file, so that it can be worked out again after
/// holdings, tags and prices have changed; what runs wrote down of accounts is ordered by account first, like
/// all that is read account by account.
enum Migration4 {
  static let statements: [String] = [
    "ALTER TABLE run ADD COLUMN image TEXT REFERENCES document",
    """
    CREATE TABLE new_run_input (
      account INTEGER NOT NULL DEFAULT 0,
      run INTEGER NOT NULL REFERENCES run,
      kind TEXT NOT NULL CHECK (kind IN ('position', 'cash', 'price', 'rate', 'fact', 'catalyst')),
      subject TEXT NOT NULL,
      value_e8 INTEGER,
      amount_e4 INTEGER,
      state TEXT,
      at INTEGER \(Migration1.instant("at")),
      available INTEGER \(Migration1.instant("available")),
      \(Migration1.readable("value")),
      \(Migration1.readable("amount", digits: 4)),
      PRIMARY KEY (account, run, kind, subject)
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO new_run_input (account, run, kind, subject, value_e8, amount_e4, state, at, available)
    SELECT account, run, kind, subject, value_e8, amount_e4, state, at, available FROM run_input
    """,
    "DROP TABLE run_input",
    "ALTER TABLE new_run_input RENAME TO run_input",
  ]
}
