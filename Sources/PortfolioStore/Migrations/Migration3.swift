/// Version 3: the journal as a list of entries that is only ever added to.
///
/// - Every act that changes the journal is one `entry`: a run, an import of fills, a cancellation, a split,
///   a new symbol, a renamed rule, an undoing. A run has its entry's number. What was undone stays, and
///   counts no more.
/// - A run keeps the documents it was made from, each stored once whatever number of runs used it.
/// - An order may have no price: a close of what never had one.
/// - A fill says what money it moved and which lots it added or took, so that it can be undone exactly.
/// - A person may report a rumour, a report or several independent ones of a catalyst.
enum Migration3 {
  static let statements: [String] =
    entries + runs + changes + fills + others + acts

  private static let entries: [String] = [
    """
    CREATE TABLE entry (
      id INTEGER PRIMARY KEY CHECK (id >= 1),
      kind TEXT NOT NULL CHECK (kind IN ('run', 'fills', 'cancel', 'split', 'symbol', 'rename',
        'undo')),
      recorded INTEGER NOT NULL \(Migration1.instant("recorded")),
      who TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      undoes INTEGER UNIQUE REFERENCES entry,
      \(Migration1.readableInstant("recorded")),
      CHECK ((kind = 'undo') = (undoes IS NOT NULL))
    ) STRICT
    """,
    "INSERT INTO entry (id, kind, recorded, who, note) SELECT id, 'run', recorded, who, note FROM run",
  ]

  private static let runs: [String] = [
    """
    CREATE TABLE new_run (
      id INTEGER PRIMARY KEY REFERENCES entry,
      at INTEGER NOT NULL \(Migration1.instant("at")),
      rulebook TEXT NOT NULL \(Migration1.name("rulebook")),
      rulebook_hash TEXT NOT NULL,
      proposal TEXT NOT NULL,
      output_hash TEXT NOT NULL DEFAULT '',
      options TEXT NOT NULL DEFAULT '',
      last_item INTEGER NOT NULL DEFAULT 0,
      last_act INTEGER NOT NULL DEFAULT 0,
      \(Migration1.readableInstant("at"))
    ) STRICT
    """,
    """
    INSERT INTO new_run (id, at, rulebook, rulebook_hash, proposal)
    SELECT id, at, rulebook, rulebook_hash, proposal FROM run
    """,
    "DROP TABLE run",
    "ALTER TABLE new_run RENAME TO run",
    "CREATE INDEX run_by_proposal ON run (proposal)",
    """
    CREATE TABLE document (
      hash TEXT PRIMARY KEY \(Migration1.name("hash")),
      content BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE run_document (
      run INTEGER NOT NULL REFERENCES run,
      name TEXT NOT NULL \(Migration1.name("name", upTo: 2000)),
      document TEXT NOT NULL REFERENCES document,
      PRIMARY KEY (run, name)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE run_account ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
  ]

  private static let changes: [String] = [
    """
    CREATE TABLE new_change (
      account INTEGER NOT NULL REFERENCES account,
      id INTEGER NOT NULL UNIQUE CHECK (id >= 1),
      run INTEGER NOT NULL REFERENCES run,
      instrument INTEGER REFERENCES instrument,
      currency TEXT \(Migration1.currency("currency")),
      action TEXT NOT NULL CHECK (action IN ('buy', 'sell', 'short', 'cover', 'convert')),
      quantity_e8 INTEGER NOT NULL CHECK (quantity_e8 > 0),
      price_e8 INTEGER CHECK (price_e8 > 0),
      value_e4 INTEGER CHECK (value_e4 >= 0),
      fee_e4 INTEGER NOT NULL DEFAULT 0 CHECK (fee_e4 >= 0),
      tolerance_e8 INTEGER CHECK (tolerance_e8 > 0),
      sold_currency TEXT \(Migration1.currency("sold_currency")),
      sold_e4 INTEGER CHECK (sold_e4 > 0),
      state TEXT NOT NULL DEFAULT 'sent' CHECK (state IN ('sent', 'filled', 'cancelled')),
      closed_by INTEGER REFERENCES entry,
      \(Migration1.readable("quantity")),
      \(Migration1.readable("price")),
      \(Migration1.readable("value", digits: 4)),
      \(Migration1.readable("fee", digits: 4)),
      PRIMARY KEY (account, id),
      CHECK ((action = 'convert') = (instrument IS NULL)),
      CHECK ((action = 'convert') = (currency IS NOT NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO new_change (account, id, run, instrument, currency, action, quantity_e8, price_e8,
      value_e4, tolerance_e8, sold_currency, sold_e4, state)
    SELECT account, id, run, instrument, currency, action, quantity_e8, price_e8, value_e4, tolerance_e8,
      sold_currency, sold_e4, state FROM change
    """,
    "DROP TABLE change",
    "ALTER TABLE new_change RENAME TO change",
    "CREATE INDEX change_by_run ON change (run)",
  ]

  private static let fills: [String] = [
    """
    CREATE TABLE new_fill (
      account INTEGER NOT NULL,
      change INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number >= 1),
      entry INTEGER NOT NULL REFERENCES entry,
      at INTEGER NOT NULL \(Migration1.instant("at")),
      quantity_e8 INTEGER NOT NULL CHECK (quantity_e8 > 0),
      price_e8 INTEGER CHECK (price_e8 > 0),
      fee_e4 INTEGER NOT NULL DEFAULT 0,
      amount_e4 INTEGER NOT NULL DEFAULT 0,
      reference TEXT CHECK (length(reference) > 0),
      \(Migration1.readableInstant("at")),
      \(Migration1.readable("quantity")),
      \(Migration1.readable("price")),
      \(Migration1.readable("fee", digits: 4)),
      \(Migration1.readable("amount", digits: 4)),
      PRIMARY KEY (account, change, number),
      FOREIGN KEY (account, change) REFERENCES change
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO new_fill (account, change, number, entry, at, quantity_e8, price_e8, fee_e4)
    SELECT f.account, f.change, f.number, c.run, f.at, f.quantity_e8, f.price_e8, f.fee_e4
    FROM fill AS f JOIN change AS c ON c.account = f.account AND c.id = f.change
    """,
    "DROP TABLE fill",
    "ALTER TABLE new_fill RENAME TO fill",
    "CREATE INDEX fill_by_entry ON fill (entry)",
    """
    CREATE TABLE fill_lot (
      account INTEGER NOT NULL,
      change INTEGER NOT NULL,
      fill INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number >= 1),
      is_added INTEGER NOT NULL CHECK (is_added IN (0, 1)),
      opened INTEGER NOT NULL \(Migration1.instant("opened")),
      quantity_e8 INTEGER NOT NULL CHECK (quantity_e8 <> 0),
      cost_e8 INTEGER NOT NULL CHECK (cost_e8 >= 0),
      \(Migration1.readable("quantity")),
      \(Migration1.readable("cost")),
      PRIMARY KEY (account, change, fill, number),
      FOREIGN KEY (account, change, fill) REFERENCES fill
    ) STRICT, WITHOUT ROWID
    """,
  ]

  private static let others: [String] = [
    "ALTER TABLE corporate_action ADD COLUMN entry INTEGER REFERENCES entry",
    """
    CREATE TABLE renamed_key (
      entry INTEGER PRIMARY KEY REFERENCES entry,
      former TEXT NOT NULL \(Migration1.name("former", upTo: 1000)),
      present TEXT NOT NULL \(Migration1.name("present", upTo: 1000))
    ) STRICT
    """,
  ]

  private static let acts: [String] =
    [
      """
      CREATE TABLE new_catalyst_act (
        id INTEGER PRIMARY KEY,
        catalyst TEXT NOT NULL \(Migration1.name("catalyst")),
        member TEXT CHECK (length(member) > 0),
        kind TEXT NOT NULL CHECK (kind IN ('rumour', 'report', 'corroborate', 'confirm', 'deny',
          'retract', 'outcome')),
        outcome TEXT CHECK (length(outcome) > 0),
        at INTEGER NOT NULL \(Migration1.instant("at")),
        recorded INTEGER NOT NULL \(Migration1.instant("recorded")),
        who TEXT NOT NULL DEFAULT '',
        evidence TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        \(Migration1.readableInstant("at")),
        \(Migration1.readableInstant("recorded")),
        CHECK ((kind = 'outcome') = (outcome IS NOT NULL))
      ) STRICT
      """,
      """
      INSERT INTO new_catalyst_act (id, catalyst, member, kind, outcome, at, recorded, who, evidence,
        note)
      SELECT id, catalyst, member, kind, outcome, at, recorded, who, evidence, note FROM catalyst_act
      """,
      "DROP TRIGGER catalyst_act_no_delete",
      "DROP TABLE catalyst_act",
      "ALTER TABLE new_catalyst_act RENAME TO catalyst_act",
    ] + Migration1.appendOnly("catalyst_act")
}
