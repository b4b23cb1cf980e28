import GRDB
import Portfolio
import PortfolioStore
import Quantities
import Testing

@Suite struct SchemaTests {
  @Test func everyTableOfTheDesignIsThere() throws {
    let scratch = try Scratch()
    let path = scratch.path("new.sqlite")
    try PortfolioFile.create(at: path, numeraire: try currency("EUR"))
    let lines = try contents(of: path)
    let names = [
      "account", "account_tag", "calendar", "cash", "catalyst_act", "change", "change_cause",
      "corporate_action", "document", "entry", "fill", "fill_lot", "fx_rate", "instrument", "item",
      "item_subject", "lot",
      "portfolio", "position", "price", "renamed_key", "rule_state", "run", "run_account",
      "run_document", "run_input", "run_step",
      "run_trim", "outbox", "tag", "watch", "watch_file", "watch_state",
    ]
    for name in names {
      let table = try #require(lines.first { $0.hasPrefix("table \(name) ") }, "\(name)")
      #expect(table.contains("STRICT"), "\(name) is STRICT")
    }
    #expect(lines.contains { $0.hasPrefix("table item_text CREATE VIRTUAL TABLE") })
    for view in ["holdings", "latest_price", "exposure"] {
      #expect(lines.contains { $0.hasPrefix("view \(view) ") }, "\(view)")
    }
    #expect(lines.contains("application_id 1414680131"))
    #expect(lines.contains("user_version 5"))
    #expect(lines.contains("journal_mode delete"))
    #expect(try PortfolioFile.open(at: path).numeraire() == currency("EUR"))
    #expect(try PortfolioFile.open(at: path).accountNames().isEmpty)
  }

  @Test(arguments: [
    "INSERT INTO position VALUES (1, 1, 0)",
    "INSERT INTO position VALUES (1, 2, 'many')",
    "INSERT INTO position VALUES (99, 1, 100000000)",
    "INSERT INTO position VALUES (1, 99, 100000000)",
    "INSERT INTO account (name, base_currency) VALUES ('', 'USD')",
    "INSERT INTO account (name, base_currency) VALUES ('growth', 'USD')",
    "INSERT INTO account (name, base_currency) VALUES ('x', 'usd')",
    "INSERT INTO account (name, base_currency, kind) VALUES ('x', 'USD', 'savings')",
    "INSERT INTO instrument (symbol, currency, kind) VALUES ('X', 'USD', 'thing')",
    "INSERT INTO instrument (symbol, currency, leverage_e8) VALUES ('X', 'USD', -100000000)",
    "INSERT INTO instrument (symbol, currency, kind) VALUES ('X', 'USD', 'inverse_fund')",
    "INSERT INTO instrument (symbol, currency, kind, leverage_e8, beta_e8) "
      + "VALUES ('X', 'USD', 'inverse_fund', -100000000, -1)",
    "INSERT INTO instrument (symbol, currency, lot_e8) VALUES ('X', 'USD', 0)",
    "INSERT INTO price (instrument, at, available, price_e8) VALUES (1, 10, 9, 100)",
    "INSERT INTO price (instrument, at, available, price_e8) VALUES (1, 10, 10, 0)",
    "INSERT INTO fx_rate (currency, numeraire, at, available, rate_e8) "
      + "VALUES ('USD', 'USD', 1, 1, 1)",
    "INSERT INTO fx_rate (currency, numeraire, at, available, rate_e8) "
      + "VALUES ('USD', 'EUR', 1, 1, 1)",
    "INSERT INTO portfolio VALUES (2, 'EUR')",
    "UPDATE portfolio SET numeraire = 'EUR'",
    "INSERT INTO item (provider, identifier, title, sentiment_e8) VALUES ('p', 'x', 't', 370000000)",
    "INSERT INTO item (provider, identifier, title, published, available) "
      + "VALUES ('p', 'x', 't', 10, 9)",
    "UPDATE item SET title = 'rewritten'",
    "DELETE FROM catalyst_act",
    "DELETE FROM item_subject",
    "INSERT INTO catalyst_act (catalyst, kind, at, recorded) VALUES ('c', 'outcome', 1, 1)",
    "INSERT INTO corporate_action (instrument, at, kind) VALUES (1, 1, 'split')",
  ])
  func theFileRefuses(_ statement: String) throws {
    let scratch = try Scratch()
    let path = scratch.path("full.sqlite")
    try buildFull(at: path)
    let queue = try DatabaseQueue(path: path)
    let error = #expect(throws: DatabaseError.self) {
      try queue.write { try $0.execute(sql: statement) }
    }
    #expect(error?.resultCode == .SQLITE_CONSTRAINT)
  }

  @Test func viewsGiveDecimals() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let queue = try DatabaseQueue(path: path)
    let row = try queue.read { database in
      try Row.fetchOne(
        database,
        sql: "SELECT quantity, price, value, round(base_value, 4), price_at FROM holdings "
          + "WHERE account = 'growth' AND symbol = 'ASML.AS'"
      )
    }
    let found = try #require(row)
    #expect(
      found == [
        "quantity": 85.0, "price": 920.0, "value": 78_200.0,
        "round(base_value, 4)": 91_494.0, "price_at": "2025-12-12T00:00:00Z",
      ]
    )
    let exposure = try queue.read { database in
      try Double.fetchOne(
        database,
        sql: "SELECT round(sum(base_exposure)) FROM exposure WHERE account = 'growth'"
      )
    }
    #expect(exposure == 904_636)
  }

  /// The price of each instrument is found by its key, not by reading the history.
  @Test func latestPriceUsesTheKey() throws {
    let scratch = try Scratch()
    let path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    let queue = try DatabaseQueue(path: path)
    let plan = try queue.read { database in
      try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN SELECT * FROM latest_price")
        .map { row -> String in row["detail"] }
    }
    #expect(!plan.contains { $0.hasPrefix("SCAN p") || $0.hasPrefix("SCAN q") }, "\(plan)")
    #expect(plan.contains { $0.contains("(instrument=? AND at=? AND available=?)") }, "\(plan)")
  }
}
