extension Migration1 {
  /// For people: what is held and what it is worth, in ordinary decimals.
  ///
  /// The program never reads these: its own figures are exact, and know what was available when.
  static let views: [String] = [
    """
    CREATE VIEW latest_price AS
    SELECT i.symbol, i.currency, p.price, p.at_utc, p.available_utc, p.instrument, p.price_e8
    FROM instrument AS i
    CROSS JOIN price AS p ON p.instrument = i.id AND (p.at, p.available) =
      (SELECT q.at, q.available FROM price AS q WHERE q.instrument = i.id
       ORDER BY q.at DESC, q.available DESC LIMIT 1)
    """,
    """
    CREATE VIEW latest_rate AS
    SELECT r.currency, r.numeraire, r.rate, r.at_utc, r.available_utc
    FROM fx_rate AS r
    WHERE (r.at, r.available) =
      (SELECT q.at, q.available FROM fx_rate AS q WHERE q.currency = r.currency
       ORDER BY q.at DESC, q.available DESC LIMIT 1)
    UNION ALL
    SELECT numeraire, numeraire, 1.0, NULL, NULL FROM portfolio
    """,
    """
    CREATE VIEW holdings AS
    SELECT a.name AS account, i.symbol, i.name, i.kind, h.quantity, l.price, i.currency,
      l.at_utc AS price_at,
      CASE i.kind WHEN 'future' THEN 0.0 ELSE h.quantity * l.price * i.multiplier END AS value,
      a.base_currency,
      CASE i.kind WHEN 'future' THEN 0.0
        ELSE h.quantity * l.price * i.multiplier * own.rate / base.rate END AS base_value
    FROM position AS h
    JOIN account AS a ON a.id = h.account
    JOIN instrument AS i ON i.id = h.instrument
    LEFT JOIN latest_price AS l ON l.instrument = i.id
    LEFT JOIN latest_rate AS own ON own.currency = i.currency
    LEFT JOIN latest_rate AS base ON base.currency = a.base_currency
    """,
    """
    CREATE VIEW exposure AS
    SELECT a.name AS account, i.symbol, i.kind, i.leverage,
      h.quantity * l.price * i.multiplier * i.leverage AS exposure, i.currency,
      h.quantity * l.price * i.multiplier * i.leverage * own.rate / base.rate AS base_exposure,
      a.base_currency
    FROM position AS h
    JOIN account AS a ON a.id = h.account
    JOIN instrument AS i ON i.id = h.instrument
    LEFT JOIN latest_price AS l ON l.instrument = i.id
    LEFT JOIN latest_rate AS own ON own.currency = i.currency
    LEFT JOIN latest_rate AS base ON base.currency = a.base_currency
    """,
  ]
}
