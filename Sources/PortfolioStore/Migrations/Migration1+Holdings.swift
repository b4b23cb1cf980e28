extension Migration1 {
  /// Accounts, instruments and what is held.
  static let holdings: [String] = [
    """
    CREATE TABLE portfolio (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      numeraire TEXT NOT NULL UNIQUE \(currency("numeraire"))
    ) STRICT
    """,
    """
    CREATE TABLE account (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE \(name("name")),
      base_currency TEXT NOT NULL \(currency("base_currency")),
      kind TEXT NOT NULL DEFAULT 'cash' CHECK (kind IN ('cash', 'margin')),
      benchmark TEXT
    ) STRICT
    """,
    """
    CREATE TABLE account_tag (
      account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
      dimension TEXT NOT NULL \(name("dimension")),
      value TEXT NOT NULL \(name("value")),
      PRIMARY KEY (account, dimension, value)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE instrument (
      id INTEGER PRIMARY KEY,
      symbol TEXT NOT NULL UNIQUE \(name("symbol", upTo: 40)),
      name TEXT NOT NULL DEFAULT '',
      kind TEXT NOT NULL DEFAULT 'stock' CHECK (kind IN ('stock', 'fund', 'leveraged_fund',
        'inverse_fund', 'future', 'bond', 'crypto', 'cash_like')),
      currency TEXT NOT NULL \(currency("currency")),
      multiplier_e8 INTEGER NOT NULL DEFAULT 100000000 CHECK (multiplier_e8 > 0),
      leverage_e8 INTEGER NOT NULL DEFAULT 100000000 CHECK (CASE kind
        WHEN 'inverse_fund' THEN leverage_e8 < 0
        WHEN 'leveraged_fund' THEN leverage_e8 > 100000000
        ELSE leverage_e8 = 100000000 END),
      underlying TEXT,
      beta_e8 INTEGER CHECK (beta_e8 >= 0 OR kind NOT IN ('leveraged_fund', 'inverse_fund')),
      lot_e8 INTEGER NOT NULL DEFAULT 100000000 CHECK (lot_e8 > 0),
      average_daily_volume_e8 INTEGER CHECK (average_daily_volume_e8 >= 0),
      \(readable("multiplier")),
      \(readable("leverage")),
      \(readable("beta")),
      \(readable("lot")),
      \(readable("average_daily_volume"))
    ) STRICT
    """,
    """
    CREATE TABLE tag (
      instrument INTEGER NOT NULL REFERENCES instrument ON DELETE CASCADE,
      dimension TEXT NOT NULL \(name("dimension")),
      value TEXT NOT NULL \(name("value")),
      PRIMARY KEY (instrument, dimension, value)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE position (
      account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
      instrument INTEGER NOT NULL REFERENCES instrument,
      quantity_e8 INTEGER NOT NULL CHECK (quantity_e8 <> 0),
      \(readable("quantity")),
      PRIMARY KEY (account, instrument)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE lot (
      account INTEGER NOT NULL,
      instrument INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number >= 1),
      opened INTEGER NOT NULL \(instant("opened")),
      quantity_e8 INTEGER NOT NULL CHECK (quantity_e8 <> 0),
      cost_e8 INTEGER NOT NULL CHECK (cost_e8 >= 0),
      \(readableInstant("opened")),
      \(readable("quantity")),
      \(readable("cost")),
      PRIMARY KEY (account, instrument, number),
      FOREIGN KEY (account, instrument) REFERENCES position ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE cash (
      account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
      currency TEXT NOT NULL \(currency("currency")),
      amount_e4 INTEGER NOT NULL,
      \(readable("amount", digits: 4)),
      PRIMARY KEY (account, currency)
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
