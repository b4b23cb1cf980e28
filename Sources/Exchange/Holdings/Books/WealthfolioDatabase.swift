internal import Portfolio
internal import Quantities

/// The database of Wealthfolio since May 2026, when lots and positions became tables. Accounts that follow
/// transactions hold their open lots; those that follow holdings hold the positions of their last snapshot.
enum WealthfolioDatabase: BookFormat {
  static let title = "a Wealthfolio database (SQLite, since May 2026)"
  static let gives: Set<HoldingsField> = [
    .quantity, .cash, .name, .kind, .lots, .price, .priceHistory, .rates, .splits,
    .tags,
  ]
  static let marks: Set<String> = ["accounts", "assets", "holdings_snapshots", "lots", "quotes"]
  static let tables = [
    TableRequest("accounts", key: "id", ["name", "currency", "tracking_mode", "is_archived"]),
    TableRequest(
      "assets",
      key: "id",
      ["kind", "name", "display_code", "quote_ccy", "instrument_type", "instrument_symbol"]
    ),
    TableRequest(
      "lots",
      key: "id",
      [
        "account_id", "asset_id", "open_date", "cost_per_unit", "remaining_quantity", "split_ratio",
        "is_closed",
      ],
      optional: ["currency"]
    ),
    TableRequest(
      "holdings_snapshots",
      key: "id",
      ["account_id", "snapshot_date", "cash_balances"]
    ),
    TableRequest(
      "snapshot_positions",
      key: "id",
      [
        "snapshot_id", "asset_id", "quantity", "average_cost", "contract_multiplier",
        "is_alternative",
      ]
    ),
    TableRequest("quotes", key: "id", ["asset_id", "day", "source", "close", "currency"]),
    TableRequest(
      "activities",
      key: "id",
      ["asset_id", "activity_type", "activity_date", "amount", "status"],
      optional: ["activity_type_override"]
    ),
    TableRequest("taxonomies", key: "id", ["name"]),
    TableRequest("taxonomy_categories", key: "id", ["taxonomy_id", "name", "parent_id"]),
    TableRequest(
      "asset_taxonomy_assignments",
      key: "id",
      ["asset_id", "taxonomy_id", "category_id", "weight"]
    ),
  ]

  static func statement(of tables: Tables, name: String) -> BrokerStatement {
    WealthfolioReader.statement(of: tables, name: name)
  }
}

private struct WealthfolioReader: BookReader {
  var statement: BrokerStatement
  private let tables: Tables
  private var assets: [String: Tables.Row] = [:]
  private var accounts: [String: Tables.Row] = [:]
  /// By asset, what is said of its type.
  private var types: [String: String] = [:]

  init(_ tables: Tables, file: String) {
    self.tables = tables
    statement = BrokerStatement(book: file)
    for row in tables["assets"] { assets[row.key] = row }
    for row in tables["accounts"] where row["is_archived"] != "1" { accounts[row.key] = row }
  }

  mutating func read() {
    takeAccounts()
    takeTaxonomies()
    for lot in tables["lots"] where lot["is_closed"] != "1" { takeLot(lot) }
    takeSnapshots()
    takeQuotes()
    takeSplits()
  }

  private mutating func takeAccounts() {
    for row in tables["accounts"] where accounts[row.key] != nil {
      statement.accounts.append(
        BrokerStatement.Account(
          line: statement.line(for: row.place),
          name: DisplayText.clean(row["name"]),
          baseCurrency: row["currency"]
        )
      )
    }
  }

  // MARK: Assets

  private func symbol(of asset: Tables.Row) -> String {
    let names = [asset["display_code"], asset["instrument_symbol"], asset["name"]]
    return DisplayText.clean(names.first { !$0.isEmpty } ?? "")
  }

  private func kind(of asset: Tables.Row) -> BrokerStatement.Kind {
    guard asset["kind"] == "INVESTMENT" else {
      return .refused("of the kind \(shown(asset["kind"].lowercased()))")
    }
    let type = (types[asset.key] ?? "").lowercased()
    switch asset["instrument_type"] {
    case "CRYPTO": return .known(.crypto)
    case "BOND": return .known(.bond)
    case "OPTION": return .refused("an option")
    case "METAL": return .known(.stock)
    default: return .known(type.contains("etf") || type.contains("fund") ? .fund : .stock)
    }
  }

  /// What an asset is as a whole becomes its tag, by the topmost category; a holding that is a part of each of several categories
  /// can't be said with tags, which count all of it.
  private mutating func takeTaxonomies() {
    let names = Dictionary(tables["taxonomies"].map { ($0.key, $0["name"]) }) { first, _ in first }
    var categories: [[String]: Tables.Row] = [:]
    for row in tables["taxonomy_categories"] { categories[[row["taxonomy_id"], row.key]] = row }
    for row in tables["asset_taxonomy_assignments"] {
      guard let asset = assets[row["asset_id"]], let taxonomy = names[row["taxonomy_id"]],
        let category = categories[[row["taxonomy_id"], row["category_id"]]]
      else { continue }
      if row["taxonomy_id"] == "instrument_type" { types[asset.key] = category["name"] }
      if row["weight"] != "10000" { continue }
      var top = category
      for _ in 0..<20 {
        guard let above = categories[[row["taxonomy_id"], top["parent_id"]]] else { break }
        top = above
      }
      statement.tags.append(
        BrokerStatement.Tag(
          line: 0,
          symbol: symbol(of: asset),
          dimension: taxonomy,
          value: DisplayText.clean(top["name"])
        )
      )
    }
  }

  // MARK: Holdings

  private func holding(
    of asset: Tables.Row,
    in account: Tables.Row,
    _ line: Int
  ) -> BrokerStatement.Holding {
    BrokerStatement.Holding(
      line: line,
      account: DisplayText.clean(account["name"]),
      kind: kind(of: asset),
      symbol: symbol(of: asset),
      name: DisplayText.clean(asset["name"]),
      number: asset.key,
      currency: asset["quote_ccy"],
      quantity: ""
    )
  }

  private mutating func takeLot(_ row: Tables.Row) {
    guard let account = accounts[row["account_id"]], account["tracking_mode"] != "HOLDINGS" else {
      return
    }
    let line = statement.line(for: row.place)
    guard let asset = assets[row["asset_id"]] else {
      statement.refuse(line, nil, "there is no asset `\(shown(row["asset_id"]))`")
      return
    }
    // Lots count in the units of their first day; the ratio is that of all splits since.
    let ratio = DecimalFraction(row["split_ratio"].isEmpty ? "1" : row["split_ratio"])
    let units = DecimalFraction(row["remaining_quantity"])
    let cost = DecimalFraction(row["cost_per_unit"])
    guard let ratio, let units, let held = units.times(ratio), !ratio.isZero else {
      statement.refuse(line, "remaining_quantity", "the lot has no number of units")
      return
    }
    var lot = holding(of: asset, in: account, line)
    lot.isLot = true
    lot.quantity = held
    lot.cost = cost.flatMap { $0.divided(by: ratio) } ?? ""
    lot.cost = self.cost(lot.cost, in: row["currency"], as: asset["quote_ccy"])
    lot.opened = FlexQuery.date(row["open_date"])
    statement.holdings.append(lot)
  }

  /// A lot counts in the currency that it was paid in, which may be the hundredfold of what the asset is quoted in;
  /// empty where it is another one.
  private func cost(_ cost: String, in paid: String, as quoted: String) -> String {
    if paid.isEmpty || paid == quoted { return cost }
    if MinorUnits.whole(of: quoted) == paid {
      return DecimalFraction(cost).flatMap { amount in
        DecimalFraction("100").flatMap { amount.times($0) }
      } ?? ""
    }
    return MinorUnits.whole(of: paid) == quoted ? BrokerNumber.hundredth(cost) : ""
  }

  private mutating func takeSnapshots() {
    var last: [String: Tables.Row] = [:]
    for row in tables["holdings_snapshots"] where accounts[row["account_id"]] != nil {
      let there = last[row["account_id"]]?["snapshot_date"] ?? ""
      if row["snapshot_date"] > there { last[row["account_id"]] = row }
    }
    let owners = Dictionary(last.map { ($0.value.key, $0.key) }) { first, _ in first }
    for row in tables["snapshot_positions"] {
      guard let account = owners[row["snapshot_id"]].flatMap({ accounts[$0] }),
        account["tracking_mode"] == "HOLDINGS"
      else { continue }
      let line = statement.line(for: row.place)
      guard let asset = assets[row["asset_id"]] else {
        statement.refuse(line, nil, "there is no asset `\(shown(row["asset_id"]))`")
        continue
      }
      var position = holding(of: asset, in: account, line)
      position.quantity = row["quantity"]
      position.multiplier = row["contract_multiplier"]
      statement.holdings.append(position)
    }
    for (account, row) in last.sorted(by: { $0.key < $1.key }) {
      takeCash(row, DisplayText.clean(accounts[account]?["name"] ?? ""))
    }
  }

  /// `{"USD":"12.5"}`.
  private mutating func takeCash(_ row: Tables.Row, _ account: String) {
    let line = statement.line(for: row.place)
    guard let members = try? JSONReader.read(Array(row["cash_balances"].utf8)).members else {
      statement.refuse(line, "cash_balances", "the balances can't be read")
      return
    }
    for member in members {
      let amount: String
      switch member.value.kind {
      case .string(let text), .number(let text): amount = text
      default: amount = ""
      }
      if DecimalFraction(amount)?.isZero ?? false { continue }
      statement.cash.append(
        BrokerStatement.Cash(
          line: line,
          account: account,
          currency: member.name,
          amount: amount,
          isPart: true
        )
      )
    }
  }

  // MARK: Prices

  /// A price that a person wrote comes before those that were fetched.
  private mutating func takeQuotes() {
    let manual = tables["quotes"].filter { $0["source"].uppercased() == "MANUAL" }
    let fetched = tables["quotes"].filter { $0["source"].uppercased() != "MANUAL" }
    for row in manual + fetched {
      guard let asset = assets[row["asset_id"]] else { continue }
      guard let date = FlexQuery.date(row["day"]) else {
        statement.refuse(statement.line(for: row.place), "day", "the quote has no day")
        continue
      }
      if asset["kind"] == "FX" {
        statement.rates.append(
          BrokerStatement.Rate(
            line: 0,
            from: asset["instrument_symbol"],
            to: row["currency"],
            rate: row["close"],
            date: date
          )
        )
        continue
      }
      statement.prices.append(
        BrokerStatement.Price(
          line: statement.line(for: row.place),
          symbol: symbol(of: asset),
          currency: row["currency"],
          price: row["close"],
          date: date
        )
      )
    }
  }

  /// A split's amount is how many units there are for one.
  private mutating func takeSplits() {
    for row in tables["activities"] {
      let override = row["activity_type_override"]
      guard (override.isEmpty ? row["activity_type"] : override) == "SPLIT",
        row["status"].isEmpty || row["status"] == "POSTED",
        let asset = assets[row["asset_id"]], let date = FlexQuery.date(row["activity_date"]),
        let ratio = DecimalFraction(row["amount"])?.parts
      else { continue }
      statement.splits.append(
        BrokerStatement.Split(
          line: 0,
          symbol: symbol(of: asset),
          date: date,
          unitsAfter: ratio.above,
          unitsBefore: ratio.below
        )
      )
    }
  }
}
