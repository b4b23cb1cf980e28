internal import Portfolio
internal import Quantities

/// Interactive Brokers' Flex Query as XML: `FlexQueryResponse`, with a `FlexStatement` for each account
/// (and day), and in it open positions, the cash report, and rates. Any attribute may be absent.
enum FlexQuery: StatementFormat {
  static let title = "a Flex Query (XML) of Interactive Brokers"
  static let gives: Set<HoldingsField> = [
    .quantity, .cash, .name, .kind, .multiplier, .margin, .lots, .price, .rates,
  ]

  static func recognises(_ bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(4096), as: UTF8.self)
    return start.contains("<FlexQueryResponse") || start.contains("<FlexStatementResponse")
  }

  static func statement(of bytes: [UInt8], name: String) -> BrokerStatement {
    var statement = BrokerStatement(file: name)
    switch FlexRows.read(bytes) {
    case .failure(let failure):
      statement.refuse(failure.line, nil, failure.message, help: failure.help)
    case .success(let rows):
      if rows.first?.element == "FlexStatementResponse" {
        statement.refuse(
          nil,
          nil,
          "the file is a reply without a statement: the query was not ready, or refused",
          help: "download the statement again"
        )
        return statement
      }
      var reader = FlexStatementReader(statement: statement)
      for row in rows { reader.take(row) }
      statement = reader.finished()
    }
    return statement
  }

  /// `2026-01-15` or `20260115`, also with a time behind it.
  static func date(_ text: String?) -> CalendarDate? {
    guard let text else { return nil }
    if let date = CalendarDate(parsing: text.prefix(10)) { return date }
    let digits = Array(text.prefix(8))
    guard digits.count == 8, digits.allSatisfy(\.isWholeNumber) else { return nil }
    return CalendarDate(
      parsing: String(digits[..<4]) + "-" + String(digits[4..<6]) + "-" + String(digits[6...])
    )
  }
}

/// Takes the elements of a query in their order: what stands above says whose they are.
private struct FlexStatementReader {
  var statement: BrokerStatement
  /// Of the statement at hand.
  private var account = ""
  private var date: CalendarDate?
  /// A rate to the base currency as a row of a holding or of cash tells it.
  private struct ToldRate {
    var line: Int
    var account: String
    var from: String
    var rate: String
    var date: CalendarDate?
  }

  /// For queries without a section of rates.
  private var toldRates: [ToldRate] = []

  init(statement: BrokerStatement) { self.statement = statement }

  mutating func take(_ row: FlexRows.Row) {
    switch row.element {
    case "FlexStatement":
      account = row.attributes["accountId"] ?? ""
      date = FlexQuery.date(row.attributes["toDate"])
      if !account.isEmpty {
        statement.accounts.append(BrokerStatement.Account(line: row.line, name: account))
      }
    case "AccountInformation": takeAccount(row)
    case "OpenPositions": statement.hasHoldings = true
    case "OpenPosition": takeHolding(row)
    case "CashReport": statement.hasCash = true
    case "CashReportCurrency": takeCash(row)
    case "ConversionRate": takeRate(row)
    default: break
    }
  }

  private func owner(of row: FlexRows.Row) -> String {
    row.attributes["accountId"].flatMap { $0.isEmpty ? nil : $0 } ?? account
  }

  private mutating func takeAccount(_ row: FlexRows.Row) {
    let name = owner(of: row)
    guard let place = statement.accounts.firstIndex(where: { $0.name == name }) else { return }
    statement.accounts[place].baseCurrency = row.attributes["currency"]
    statement.accounts[place].isMargin = row.attributes["accountCapabilities"]
      .map { $0.lowercased().contains("margin") }
  }

  private mutating func takeHolding(_ row: FlexRows.Row) {
    statement.hasHoldings = true
    let kind = Self.kind(row.attributes)
    if kind == .currency { return }
    let day = FlexQuery.date(row.attributes["reportDate"]) ?? date
    let owner = owner(of: row)
    func text(_ name: String) -> String { row.attributes[name] ?? "" }
    let level = text("levelOfDetail").uppercased()
    statement.holdings.append(
      BrokerStatement.Holding(
        line: row.line,
        account: owner,
        isLot: level == "LOT" || (level.isEmpty && !text("openDateTime").isEmpty),
        kind: kind,
        symbol: text("symbol"),
        name: text("description"),
        number: text("conid"),
        underlying: text("underlyingSymbol"),
        currency: text("currency"),
        multiplier: text("multiplier"),
        quantity: text("position"),
        price: text("markPrice"),
        value: text("positionValue"),
        cost: text("openPrice").isEmpty ? text("costBasisPrice") : text("openPrice"),
        opened: FlexQuery.date(row.attributes["openDateTime"]),
        date: day
      )
    )
    tell(row, owner, day)
  }

  private static func kind(_ attributes: [String: String]) -> BrokerStatement.Kind {
    let sub = (attributes["subCategory"] ?? "").uppercased()
    switch (attributes["assetCategory"] ?? "").uppercased() {
    case "STK": return .known(sub == "ETF" || sub == "FUND" ? .fund : .stock)
    case "FUND": return .known(.fund)
    case "FUT": return .known(.future)
    case "BOND", "BILL": return .known(.bond)
    case "CRYPTO": return .known(.crypto)
    case "CASH": return .currency
    case "OPT", "FOP", "FSFOP": return .refused("an option")
    case "WAR", "IOPT": return .refused("a warrant")
    case "CFD": return .refused("a contract for difference")
    case "": return .refused("of no category that the statement tells")
    case let other: return .refused("of the category \(shown(other))")
    }
  }

  private mutating func takeCash(_ row: FlexRows.Row) {
    statement.hasCash = true
    let currency = row.attributes["currency"] ?? ""
    if currency == "BASE_SUMMARY" || row.attributes["levelOfDetail"] == "BaseCurrency" { return }
    let day = FlexQuery.date(row.attributes["toDate"]) ?? date
    statement.cash.append(
      BrokerStatement.Cash(
        line: row.line,
        account: owner(of: row),
        currency: currency,
        amount: row.attributes["endingCash"] ?? "",
        date: day
      )
    )
    tell(row, owner(of: row), day)
  }

  private mutating func takeRate(_ row: FlexRows.Row) {
    statement.rates.append(
      BrokerStatement.Rate(
        line: row.line,
        from: row.attributes["fromCurrency"] ?? "",
        to: row.attributes["toCurrency"] ?? "",
        rate: row.attributes["rate"] ?? "",
        date: FlexQuery.date(row.attributes["reportDate"]) ?? date
      )
    )
  }

  private mutating func tell(_ row: FlexRows.Row, _ owner: String, _ day: CalendarDate?) {
    guard let rate = row.attributes["fxRateToBase"], !rate.isEmpty else { return }
    toldRates.append(
      ToldRate(
        line: row.line,
        account: owner,
        from: row.attributes["currency"] ?? "",
        rate: rate,
        date: day
      )
    )
  }

  /// The statement, with what only all of its rows together tell.
  func finished() -> BrokerStatement {
    var whole = statement
    for place in whole.accounts.indices where whole.accounts[place].baseCurrency == nil {
      let name = whole.accounts[place].name
      // A currency whose rate to the base is 1 is the base.
      whole.accounts[place].baseCurrency =
        whole.accounts.first { $0.name == name && $0.baseCurrency != nil }?.baseCurrency
        ?? toldRates.first { $0.account == name && Int($0.rate) == 1 }?.from
    }
    if whole.rates.isEmpty {
      for told in toldRates {
        let base = whole.accounts.first { $0.name == told.account }?.baseCurrency
        guard let base, base != told.from else { continue }
        whole.rates.append(
          BrokerStatement.Rate(
            line: told.line,
            from: told.from,
            to: base,
            rate: told.rate,
            date: told.date
          )
        )
      }
    }
    return whole
  }
}
