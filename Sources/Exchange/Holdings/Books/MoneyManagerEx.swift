internal import Portfolio
internal import Quantities

/// A database of Money Manager Ex. Shares stand in investment accounts, a row for each purchase; what an account
/// has in money is what it began with and all that came and went.
enum MoneyManagerEx: BookFormat {
  static let title = "a Money Manager Ex database (SQLite)"
  static let gives: Set<HoldingsField> = [
    .quantity, .cash, .name, .lots, .price, .priceHistory, .rates,
  ]
  static let marks: Set<String> = ["ACCOUNTLIST_V1", "CHECKINGACCOUNT_V1", "STOCK_V1"]
  static let tables = [
    TableRequest(
      "ACCOUNTLIST_V1",
      key: "ACCOUNTID",
      ["ACCOUNTNAME", "ACCOUNTTYPE", "STATUS", "INITIALBAL", "CURRENCYID"]
    ),
    TableRequest(
      "STOCK_V1",
      key: "STOCKID",
      ["HELDAT", "PURCHASEDATE", "STOCKNAME", "SYMBOL", "NUMSHARES", "PURCHASEPRICE"]
    ),
    TableRequest("STOCKHISTORY_V1", key: "HISTID", ["SYMBOL", "DATE", "VALUE"]),
    TableRequest(
      "CHECKINGACCOUNT_V1",
      key: "TRANSID",
      ["ACCOUNTID", "TOACCOUNTID", "TRANSCODE", "TRANSAMOUNT", "TOTRANSAMOUNT", "STATUS"],
      optional: ["DELETEDTIME"]
    ),
    TableRequest("CURRENCYFORMATS_V1", key: "CURRENCYID", ["CURRENCY_SYMBOL"]),
    TableRequest("CURRENCYHISTORY_V1", key: "CURRHISTID", ["CURRENCYID", "CURRDATE", "CURRVALUE"]),
    TableRequest("INFOTABLE_V1", key: "INFOID", ["INFONAME", "INFOVALUE"]),
  ]

  static func statement(of tables: Tables, name: String) -> BrokerStatement {
    MoneyManagerReader.statement(of: tables, name: name)
  }
}

private struct MoneyManagerReader: BookReader {
  var statement: BrokerStatement
  private let tables: Tables
  /// Those that hold shares or are meant to.
  private var accounts: [String: Tables.Row] = [:]
  private var currencies: [String: String] = [:]
  /// By symbol, what its account counts in.
  private var quoted: [String: String] = [:]

  init(_ tables: Tables, file: String) {
    self.tables = tables
    statement = BrokerStatement(book: file)
    for row in tables["CURRENCYFORMATS_V1"] { currencies[row.key] = row["CURRENCY_SYMBOL"] }
    let holders = Set(tables["STOCK_V1"].map { $0["HELDAT"] })
    for row in tables["ACCOUNTLIST_V1"]
    where holders.contains(row.key) || ["Investment", "Shares"].contains(row["ACCOUNTTYPE"]) {
      accounts[row.key] = row
    }
  }

  mutating func read() {
    for row in tables["ACCOUNTLIST_V1"] where accounts[row.key] != nil {
      statement.accounts.append(
        BrokerStatement.Account(
          line: statement.line(for: row.place),
          name: DisplayText.clean(row["ACCOUNTNAME"]),
          baseCurrency: currencies[row["CURRENCYID"]]
        )
      )
    }
    for row in tables["STOCK_V1"] { takePurchase(row) }
    takeMoney()
    takePrices()
    takeRates()
  }

  private mutating func takePurchase(_ row: Tables.Row) {
    let line = statement.line(for: row.place)
    guard let account = accounts[row["HELDAT"]] else {
      statement.refuse(line, "HELDAT", "there is no account `\(shown(row["HELDAT"]))`")
      return
    }
    // Shares that were sold stay as a row of none.
    if DecimalFraction(row["NUMSHARES"])?.isZero ?? false { return }
    let symbol = symbol(of: row)
    let currency = currencies[account["CURRENCYID"]] ?? ""
    quoted[symbol] = currency
    statement.holdings.append(
      BrokerStatement.Holding(
        line: line,
        account: DisplayText.clean(account["ACCOUNTNAME"]),
        isLot: true,
        kind: .known(.stock),
        symbol: symbol,
        name: DisplayText.clean(row["STOCKNAME"]),
        currency: currency,
        quantity: row["NUMSHARES"],
        cost: row["PURCHASEPRICE"],
        opened: FlexQuery.date(row["PURCHASEDATE"])
      )
    )
  }

  private func symbol(of row: Tables.Row) -> String {
    DisplayText.clean(row["SYMBOL"].isEmpty ? row["STOCKNAME"] : row["SYMBOL"])
  }

  // MARK: Money

  private mutating func takeMoney() {
    for row in tables["ACCOUNTLIST_V1"] where accounts[row.key] != nil {
      take(row["INITIALBAL"].isEmpty ? "0" : row["INITIALBAL"], of: row.key, row.place)
    }
    for row in tables["CHECKINGACCOUNT_V1"] {
      // What is void or deleted moved nothing.
      if ["V", "Void"].contains(row["STATUS"]) || !row["DELETEDTIME"].isEmpty { continue }
      switch row["TRANSCODE"] {
      case "Deposit": take(row["TRANSAMOUNT"], of: row["ACCOUNTID"], row.place)
      case "Withdrawal": take(negative(row["TRANSAMOUNT"]), of: row["ACCOUNTID"], row.place)
      default:
        take(negative(row["TRANSAMOUNT"]), of: row["ACCOUNTID"], row.place)
        take(row["TOTRANSAMOUNT"], of: row["TOACCOUNTID"], row.place)
      }
    }
  }

  private func negative(_ amount: String) -> String {
    amount.hasPrefix("-") ? String(amount.dropFirst()) : "-" + amount
  }

  private mutating func take(_ amount: String, of account: String, _ place: String) {
    guard let row = accounts[account] else { return }
    statement.cash.append(
      BrokerStatement.Cash(
        line: statement.line(for: place),
        account: DisplayText.clean(row["ACCOUNTNAME"]),
        currency: currencies[row["CURRENCYID"]] ?? "",
        amount: amount,
        isPart: true
      )
    )
  }

  // MARK: Prices

  private mutating func takePrices() {
    for row in tables["STOCKHISTORY_V1"] {
      let symbol = DisplayText.clean(row["SYMBOL"])
      guard let currency = quoted[symbol] else { continue }
      let line = statement.line(for: row.place)
      guard let date = FlexQuery.date(row["DATE"]) else {
        statement.refuse(line, "DATE", "the price has no day")
        continue
      }
      statement.prices.append(
        BrokerStatement.Price(
          line: line,
          symbol: symbol,
          currency: currency,
          price: row["VALUE"],
          date: date
        )
      )
    }
  }

  /// How much of the base currency one unit is worth.
  private mutating func takeRates() {
    let base = tables["INFOTABLE_V1"].first { $0["INFONAME"] == "BASECURRENCYID" }
    guard let base, let code = currencies[base["INFOVALUE"]] else { return }
    for row in tables["CURRENCYHISTORY_V1"] {
      guard let currency = currencies[row["CURRENCYID"]], currency != code else { continue }
      statement.rates.append(
        BrokerStatement.Rate(
          line: 0,
          from: currency,
          to: code,
          rate: row["CURRVALUE"],
          date: FlexQuery.date(row["CURRDATE"])
        )
      )
    }
  }
}
