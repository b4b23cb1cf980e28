extension Migration1 {
  /// Prices, rates and corporate actions, each with the moment it could be known.
  static let market: [String] = [
    """
    CREATE TABLE price (
      instrument INTEGER NOT NULL REFERENCES instrument,
      at INTEGER NOT NULL \(instant("at")),
      available INTEGER NOT NULL \(instant("available")),
      price_e8 INTEGER NOT NULL CHECK (price_e8 > 0),
      \(readableInstant("at")),
      \(readableInstant("available")),
      \(readable("price")),
      PRIMARY KEY (instrument, at, available),
      CHECK (available >= at)
    ) STRICT, WITHOUT ROWID
    """,
    // The reference to the file's one numeraire keeps every rate in it; the CHECK refuses the
    // numeraire itself, and so every inverse rate.
    """
    CREATE TABLE fx_rate (
      currency TEXT NOT NULL \(currency("currency")),
      numeraire TEXT NOT NULL REFERENCES portfolio (numeraire) ON UPDATE RESTRICT,
      at INTEGER NOT NULL \(instant("at")),
      available INTEGER NOT NULL \(instant("available")),
      rate_e8 INTEGER NOT NULL CHECK (rate_e8 > 0),
      \(readableInstant("at")),
      \(readableInstant("available")),
      \(readable("rate")),
      PRIMARY KEY (currency, at, available),
      CHECK (currency <> numeraire),
      CHECK (available >= at)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE corporate_action (
      id INTEGER PRIMARY KEY,
      instrument INTEGER NOT NULL REFERENCES instrument,
      at INTEGER NOT NULL \(instant("at")),
      kind TEXT NOT NULL CHECK (kind IN ('split', 'symbol_change')),
      units_after INTEGER CHECK (units_after BETWEEN 1 AND 1000000),
      units_before INTEGER CHECK (units_before BETWEEN 1 AND 1000000),
      former_symbol TEXT,
      \(readableInstant("at")),
      UNIQUE (instrument, at, kind),
      CHECK (CASE kind
        WHEN 'split' THEN units_after IS NOT NULL AND units_before IS NOT NULL
          AND former_symbol IS NULL
        ELSE units_after IS NULL AND units_before IS NULL AND length(former_symbol) > 0 END)
    ) STRICT
    """,
  ]
}
