internal import Portfolio
internal import Quantities

/// A book of GnuCash as SQLite. What stands below one account that holds no securities itself is a portfolio's
/// account: the securities below it, and the money in it and in the bank and cash accounts below it.
enum GnuCashBook: BookFormat {
  static let title = "a GnuCash book (SQLite)"
  static let gives: Set<HoldingsField> = [
    .quantity, .cash, .name, .kind, .lots, .price, .priceHistory, .rates, .splits,
  ]
  static let marks: Set<String> = ["gnclock", "commodities", "splits", "transactions"]
  static let tables = [
    TableRequest("commodities", key: "guid", ["namespace", "mnemonic", "fullname"]),
    TableRequest(
      "accounts",
      key: "guid",
      ["name", "account_type", "commodity_guid", "parent_guid"]
    ),
    TableRequest("transactions", key: "guid", ["currency_guid", "post_date"]),
    TableRequest(
      "splits",
      key: "guid",
      [
        "tx_guid", "account_guid", "value_num", "value_denom", "quantity_num", "quantity_denom",
        "lot_guid",
      ]
    ),
    TableRequest(
      "prices",
      key: "guid",
      ["commodity_guid", "currency_guid", "date", "source", "type", "value_num", "value_denom"]
    ),
  ]

  static func statement(of tables: Tables, name: String) -> BrokerStatement {
    GnuCashReader.statement(of: tables, name: name)
  }

  /// The day of `2018-02-20 23:00:00` (3.0 and later) or `20180220230000` (before).
  ///
  /// A day is stored as its first moment at the writer's place, in UTC: east of Greenwich that is the evening
  /// before. So a time from noon on is the next day; later versions store 10:59, which is none.
  static func day(_ text: String) -> CalendarDate? {
    guard let date = FlexQuery.date(text) else { return nil }
    let digits = text.filter(\.isWholeNumber)
    guard let hour = Int(digits.dropFirst(8).prefix(2)), hour >= 12 else { return date }
    return CalendarDate(daysSinceEpoch: date.daysSinceEpoch &+ 1)
  }
}

private struct GnuCashReader: BookReader {
  var statement: BrokerStatement
  private let tables: Tables
  private var accounts: [String: Tables.Row] = [:]
  private var commodities: [String: Tables.Row] = [:]
  private var transactions: [String: Tables.Row] = [:]
  private var splits: [String: [GnuCashSplit]] = [:]
  /// Accounts of which a split can't be read: what they hold is not known.
  private var unread: Set<String> = []
  private var quoted: [String: (date: CalendarDate, currency: String)] = [:]

  init(_ tables: Tables, file: String) {
    self.tables = tables
    statement = BrokerStatement(book: file)
    accounts = Self.byKey(tables["accounts"])
    commodities = Self.byKey(tables["commodities"])
    transactions = Self.byKey(tables["transactions"])
  }

  private static func byKey(_ rows: [Tables.Row]) -> [String: Tables.Row] {
    Dictionary(rows.map { ($0.key, $0) }) { first, _ in first }
  }

  mutating func read() {
    takePrices()
    takeSplits()
    let held = tables["accounts"].filter {
      ["STOCK", "MUTUAL"].contains($0["account_type"]) && !(splits[$0.key] ?? []).isEmpty
        || unread.contains($0.key)
    }
    var owners: [String: String] = [:]
    for account in held {
      guard let owner = owner(of: account) else { continue }
      owners[owner.key] = path(of: owner)
      if !unread.contains(account.key) { takeHolding(account, owner: path(of: owner)) }
    }
    takeMoney(owners)
  }

  // MARK: Accounts

  /// The nearest account above that holds no securities itself.
  private func owner(of account: Tables.Row) -> Tables.Row? {
    above(account).dropFirst().first { !["STOCK", "MUTUAL"].contains($0["account_type"]) }
  }

  /// The account and those above it; a book whose accounts stand in a circle ends somewhere.
  private func above(_ account: Tables.Row) -> [Tables.Row] {
    var chain = [account]
    while chain.count < 100, let last = chain.last, let next = accounts[last["parent_guid"]] {
      chain.append(next)
    }
    return chain
  }

  /// `Assets:Investments:Broker`, without the root.
  private func path(of account: Tables.Row) -> String {
    let names = above(account).filter { $0["account_type"] != "ROOT" }.map { $0["name"] }
    return DisplayText.clean(names.reversed().joined(separator: ":"))
  }

  private func isCurrency(_ commodity: Tables.Row) -> Bool {
    ["CURRENCY", "ISO4217"].contains(commodity["namespace"])
  }

  private func currency(of account: Tables.Row) -> String? {
    guard let commodity = commodities[account["commodity_guid"]], isCurrency(commodity) else {
      return nil
    }
    return commodity["mnemonic"]
  }

  // MARK: Holdings

  private mutating func takeSplits() {
    for row in tables["splits"] {
      guard let account = accounts[row["account_guid"]] else { continue }
      let date = transactions[row["tx_guid"]].flatMap { GnuCashBook.day($0["post_date"]) }
      guard let quantity = GnuCashNumber(row["quantity_num"], row["quantity_denom"]),
        let value = GnuCashNumber(row["value_num"], row["value_denom"]), let date
      else {
        unread.insert(account.key)
        statement.refuse(
          statement.line(for: row.place),
          nil,
          "the row has no day or no number, so what `\(shown(account["name"]))` holds is not known"
        )
        continue
      }
      splits[account.key, default: []].append(
        GnuCashSplit(
          quantity: quantity,
          value: value,
          date: date,
          lot: row["lot_guid"],
          currency: transactions[row["tx_guid"]]?["currency_guid"] ?? ""
        )
      )
    }
    for key in splits.keys { splits[key]?.sort { $0.date < $1.date } }
  }

  private mutating func takeHolding(_ account: Tables.Row, owner: String) {
    let rows = splits[account.key] ?? []
    let line = statement.line(for: account.place)
    guard let commodity = commodities[account["commodity_guid"]],
      let total = GnuCashNumber.sum(rows.map(\.quantity))
    else {
      statement.refuse(line, nil, "what the account holds can't be counted")
      return
    }
    let symbol = DisplayText.clean(commodity["mnemonic"])
    let paid = rows.last.flatMap { commodities[$0.currency] }.map { $0["mnemonic"] }
    var holding = BrokerStatement.Holding(
      line: line,
      account: owner,
      kind: .known(account["account_type"] == "MUTUAL" ? .fund : .stock),
      symbol: symbol,
      name: DisplayText.clean(commodity["fullname"]),
      number: commodity.key,
      currency: quoted[commodity.key]?.currency ?? paid ?? "",
      quantity: total.spelled ?? "\(total.numerator)/\(total.denominator)"
    )
    statement.holdings.append(holding)
    takeShareSplits(rows, symbol, line)
    for lot in GnuCashLots.open(rows, summingTo: total) {
      holding.isLot = true
      holding.quantity = lot.quantity
      holding.cost = lot.cost
      holding.opened = lot.opened
      statement.holdings.append(holding)
    }
  }

  /// Shares that come for nothing to those that are there, or leave them, are a split.
  private mutating func takeShareSplits(_ rows: [GnuCashSplit], _ symbol: String, _ line: Int) {
    var held = GnuCashNumber.zero
    for row in rows {
      guard let after = GnuCashNumber.sum([held, row.quantity]) else { return }
      if row.value.isZero, !row.quantity.isZero, !held.isZero,
        let ratio = after.ratio(to: held), ratio.after <= 1000, ratio.before <= 1000
      {
        statement.splits.append(
          BrokerStatement.Split(
            line: line,
            symbol: symbol,
            date: row.date,
            unitsAfter: ratio.after,
            unitsBefore: ratio.before
          )
        )
      }
      held = after
    }
  }

  // MARK: Money

  private mutating func takeMoney(_ owners: [String: String]) {
    for (key, name) in owners.sorted(by: { $0.value < $1.value }) {
      guard let account = accounts[key] else { continue }
      let line = statement.line(for: account.place)
      let first = statement.holdings.first { $0.account == name }?.currency
      statement.accounts.append(
        BrokerStatement.Account(
          line: line,
          name: name,
          baseCurrency: currency(of: account) ?? first
        )
      )
    }
    for account in tables["accounts"] {
      guard let owner = above(account).first(where: { owners[$0.key] != nil }),
        let name = owners[owner.key], let currency = currency(of: account),
        account.key == owner.key || ["BANK", "CASH"].contains(account["account_type"])
      else { continue }
      let rows = splits[account.key] ?? []
      if rows.isEmpty || unread.contains(account.key) { continue }
      statement.cash.append(
        BrokerStatement.Cash(
          line: statement.line(for: account.place),
          account: name,
          currency: currency,
          amount: GnuCashNumber.sum(rows.map(\.quantity))?.rounded ?? "",
          isPart: true
        )
      )
    }
  }

  // MARK: Prices

  /// Of several prices of a day that of the better source stands first, and of one source that of the better
  /// type: what a person wrote before what was fetched, and that before what a transaction implied.
  private static let sources = [
    "user:price-editor", "Finance::Quote", "user:price", "user:xfer-dialog", "user:split-register",
    "user:split-import", "user:stock-split", "user:stock-transaction", "user:invoice-post",
  ]
  private static let types = ["last", "nav", "transaction", "unknown", "bid", "ask"]

  private mutating func takePrices() {
    let ranked = tables["prices"].sorted { rank($0).lexicographicallyPrecedes(rank($1)) }
    for row in ranked {
      guard let commodity = commodities[row["commodity_guid"]],
        let currency = commodities[row["currency_guid"]], isCurrency(currency),
        commodity["namespace"] != "template"
      else { continue }
      guard let date = GnuCashBook.day(row["date"]),
        let price = GnuCashNumber(row["value_num"], row["value_denom"])?.rounded
      else {
        statement.refuse(statement.line(for: row.place), nil, "the row has no day or no number")
        continue
      }
      // A register notes what a split was paid for, which is nothing, as a price.
      if row["value_num"] == "0", row["source"] != "user:price-editor" { continue }
      if isCurrency(commodity) {
        statement.rates.append(
          BrokerStatement.Rate(
            line: 0,
            from: commodity["mnemonic"],
            to: currency["mnemonic"],
            rate: price,
            date: date
          )
        )
        continue
      }
      if (quoted[commodity.key]?.date ?? date) <= date {
        quoted[commodity.key] = (date, currency["mnemonic"])
      }
      statement.prices.append(
        BrokerStatement.Price(
          line: statement.line(for: row.place),
          symbol: DisplayText.clean(commodity["mnemonic"]),
          currency: currency["mnemonic"],
          price: price,
          date: date
        )
      )
    }
  }

  private func rank(_ row: Tables.Row) -> [String] {
    func place(_ word: String, _ list: [String]) -> String {
      String(10 + (list.firstIndex(of: word) ?? list.count))
    }
    return [place(row["source"], Self.sources), place(row["type"], Self.types), row.key]
  }
}
