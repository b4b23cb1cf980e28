/// Version 2: what a run records beside its orders, so that the journal can be folded exactly.
///
/// - A step opens in a run even when no order comes of it, and may be found filled by one that sends
///   none; a `trim … by` measures what was held when it began.
/// - A hedge shares a fill with the other hedges of its instrument.
/// - A conversion says what was sold, an order the least that counts as missing.
enum Migration2 {
  static let statements: [String] = [
    """
    CREATE TABLE run_step (
      account INTEGER NOT NULL REFERENCES account,
      run INTEGER NOT NULL REFERENCES run,
      rule TEXT NOT NULL \(Migration1.name("rule")),
      step TEXT NOT NULL \(Migration1.name("step")),
      instrument INTEGER NOT NULL REFERENCES instrument,
      goal_e8 INTEGER CHECK (goal_e8 >= 0),
      is_filled INTEGER NOT NULL DEFAULT 0 CHECK (is_filled IN (0, 1)),
      \(Migration1.readable("goal")),
      PRIMARY KEY (account, run, rule, step, instrument),
      CHECK (goal_e8 IS NOT NULL OR is_filled = 1)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE run_trim (
      account INTEGER NOT NULL REFERENCES account,
      run INTEGER NOT NULL REFERENCES run,
      rule TEXT NOT NULL \(Migration1.name("rule")),
      instrument INTEGER NOT NULL REFERENCES instrument,
      quantity_e8 INTEGER NOT NULL CHECK (quantity_e8 >= 0),
      \(Migration1.readable("quantity")),
      PRIMARY KEY (account, run, rule, instrument)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE change ADD COLUMN tolerance_e8 INTEGER CHECK (tolerance_e8 > 0)",
    "ALTER TABLE change ADD COLUMN sold_currency TEXT \(Migration1.currency("sold_currency"))",
    "ALTER TABLE change ADD COLUMN sold_e4 INTEGER CHECK (sold_e4 > 0)",
    """
    ALTER TABLE change_cause ADD COLUMN is_hedge INTEGER NOT NULL DEFAULT 0
    CHECK (is_hedge IN (0, 1))
    """,
  ]
}
