extension Migration1 {
  /// What applied runs did. Accounts come first in the keys, so that an account is read in one go.
  static let journal: [String] = [
    """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL \(instant("at")),
      recorded INTEGER NOT NULL \(instant("recorded")),
      rulebook TEXT NOT NULL \(name("rulebook")),
      rulebook_hash TEXT NOT NULL,
      proposal TEXT NOT NULL UNIQUE,
      who TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      \(readableInstant("at")),
      \(readableInstant("recorded"))
    ) STRICT
    """,
    """
    CREATE TABLE run_account (
      account INTEGER NOT NULL REFERENCES account,
      run INTEGER NOT NULL REFERENCES run,
      nav_e4 INTEGER,
      \(readable("nav", digits: 4)),
      PRIMARY KEY (account, run)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE run_input (
      run INTEGER NOT NULL REFERENCES run,
      account INTEGER NOT NULL DEFAULT 0,
      kind TEXT NOT NULL CHECK (kind IN ('position', 'cash', 'price', 'rate', 'fact', 'catalyst')),
      subject TEXT NOT NULL,
      value_e8 INTEGER,
      amount_e4 INTEGER,
      state TEXT,
      at INTEGER \(instant("at")),
      available INTEGER \(instant("available")),
      \(readable("value")),
      \(readable("amount", digits: 4)),
      PRIMARY KEY (run, account, kind, subject)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE change (
      account INTEGER NOT NULL REFERENCES account,
      id INTEGER NOT NULL UNIQUE CHECK (id >= 1),
      run INTEGER NOT NULL REFERENCES run,
      instrument INTEGER REFERENCES instrument,
      currency TEXT \(currency("currency")),
      action TEXT NOT NULL CHECK (action IN ('buy', 'sell', 'short', 'cover', 'convert')),
      quantity_e8 INTEGER NOT NULL CHECK (quantity_e8 > 0),
      price_e8 INTEGER NOT NULL CHECK (price_e8 > 0),
      value_e4 INTEGER NOT NULL CHECK (value_e4 >= 0),
      state TEXT NOT NULL DEFAULT 'sent' CHECK (state IN ('sent', 'filled', 'cancelled')),
      \(readable("quantity")),
      \(readable("price")),
      \(readable("value", digits: 4)),
      PRIMARY KEY (account, id),
      CHECK ((action = 'convert') = (instrument IS NULL)),
      CHECK ((action = 'convert') = (currency IS NOT NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE change_cause (
      account INTEGER NOT NULL,
      change INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number >= 1),
      rule TEXT NOT NULL \(name("rule")),
      step TEXT NOT NULL DEFAULT '',
      goal_e8 INTEGER CHECK (goal_e8 > 0),
      \(readable("goal")),
      PRIMARY KEY (account, change, number),
      UNIQUE (account, change, rule, step),
      FOREIGN KEY (account, change) REFERENCES change,
      CHECK (step = '' OR goal_e8 IS NOT NULL)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE fill (
      account INTEGER NOT NULL,
      change INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number >= 1),
      at INTEGER NOT NULL \(instant("at")),
      quantity_e8 INTEGER NOT NULL CHECK (quantity_e8 > 0),
      price_e8 INTEGER NOT NULL CHECK (price_e8 > 0),
      fee_e4 INTEGER NOT NULL DEFAULT 0,
      \(readableInstant("at")),
      \(readable("quantity")),
      \(readable("price")),
      \(readable("fee", digits: 4)),
      PRIMARY KEY (account, change, number),
      FOREIGN KEY (account, change) REFERENCES change
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE rule_state (
      account INTEGER NOT NULL REFERENCES account,
      run INTEGER NOT NULL REFERENCES run,
      rule TEXT NOT NULL \(name("rule")),
      member TEXT NOT NULL DEFAULT '',
      is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
      has_exited INTEGER NOT NULL DEFAULT 0 CHECK (has_exited IN (0, 1)),
      PRIMARY KEY (account, run, rule, member)
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
