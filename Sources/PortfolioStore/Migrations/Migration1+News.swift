extension Migration1 {
  /// News items by revision, what they are about, and the index of their words.
  static let news: [String] = newsTables + appendOnly("item") + appendOnly("item_subject")

  private static let newsTables: [String] = [
    """
    CREATE TABLE item (
      id INTEGER PRIMARY KEY,
      provider TEXT NOT NULL \(name("provider")),
      identifier TEXT NOT NULL \(name("identifier", upTo: 2000)),
      revision INTEGER NOT NULL DEFAULT 1 CHECK (revision BETWEEN 1 AND 1000000000),
      is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
      title TEXT NOT NULL,
      summary TEXT NOT NULL DEFAULT '',
      body TEXT NOT NULL DEFAULT '',
      url TEXT,
      source TEXT NOT NULL DEFAULT '',
      owner TEXT NOT NULL DEFAULT '',
      published INTEGER \(instant("published")),
      received INTEGER \(instant("received")),
      available INTEGER \(instant("available")),
      time_quality TEXT NOT NULL DEFAULT 'exact' CHECK (time_quality IN ('exact', 'assumed_zone',
        'received_only', 'none')),
      sentiment_e8 INTEGER CHECK (sentiment_e8 BETWEEN -100000000 AND 100000000),
      impact_e8 INTEGER CHECK (impact_e8 BETWEEN 0 AND 100000000),
      label TEXT,
      score_is_from_label INTEGER NOT NULL DEFAULT 0 CHECK (score_is_from_label IN (0, 1)),
      has_content INTEGER NOT NULL DEFAULT 1 CHECK (has_content IN (0, 1)),
      content_hash TEXT,
      quarantine TEXT CHECK (length(quarantine) > 0),
      \(readableInstant("published")),
      \(readableInstant("received")),
      \(readableInstant("available")),
      \(readable("sentiment")),
      \(readable("impact")),
      UNIQUE (provider, identifier, revision),
      CHECK (published IS NULL OR available IS NULL OR available >= published),
      CHECK (received IS NULL OR available IS NULL OR available >= received)
    ) STRICT
    """,
    "CREATE INDEX item_by_available ON item (available)",
    """
    CREATE TABLE item_subject (
      item INTEGER NOT NULL REFERENCES item,
      kind TEXT NOT NULL CHECK (kind IN ('symbol', 'theme')),
      name TEXT NOT NULL \(name("name")),
      relevance_e8 INTEGER CHECK (relevance_e8 BETWEEN 0 AND 100000000),
      sentiment_e8 INTEGER CHECK (sentiment_e8 BETWEEN -100000000 AND 100000000),
      \(readable("relevance")),
      \(readable("sentiment")),
      PRIMARY KEY (item, kind, name)
    ) STRICT, WITHOUT ROWID
    """,
    // The words stand in `item`; this only finds candidates. It is filled by the import, so that
    // an import without it stays fast.
    """
    CREATE VIRTUAL TABLE item_text USING fts5 (
      title, summary, body, content = 'item', content_rowid = 'id',
      tokenize = 'unicode61 remove_diacritics 0'
    )
    """,
  ]
}
