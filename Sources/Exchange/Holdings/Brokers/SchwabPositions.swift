internal import Portfolio
internal import Quantities

/// Charles Schwab's positions as CSV: a title with the account and the day, a header, holdings, a line of
/// cash and one of totals; of all accounts in one file a section for each.
enum SchwabPositions: StatementFormat {
  static let title = "a positions file (CSV) of Charles Schwab"
  static let gives: Set<HoldingsField> = [.quantity, .cash, .name, .kind, .price]

  static func recognises(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes.prefix(2048), as: UTF8.self)
    return text.contains("Positions for ") && text.contains(" as of ")
      && ["Symbol\",", "Symbol,"].contains(where: text.contains)
  }

  static func statement(of bytes: [UInt8], name: String) -> BrokerStatement {
    SchwabReader.statement(of: bytes, name: name)
  }
}

private struct SchwabReader: StatementReader {
  var statement: BrokerStatement
  private var date: CalendarDate?
  private var account = ""
  private var header: [String]?
  /// Of the account at hand, what its rows are worth together; nothing after a value that can't be read.
  private var worth: Int128? = 0

  init(file: String) {
    statement = BrokerStatement(file: file)
    statement.hasHoldings = true
    statement.hasCash = true
  }

  mutating func take(_ fields: [String], line: Int) {
    let first = fields.first ?? ""
    if first.hasPrefix("Positions for "), let end = first.ranges(of: " as of ").last {
      takeTitle(first[..<end.lowerBound], first[end.upperBound...], line)
    } else if first == "Symbol" {
      header = fields.map(Self.column)
    } else if fields.dropFirst().allSatisfy(\.isEmpty) {
      begin(first, line)
    } else if let header {
      takeRow(StatementLines.row(header, fields), line)
    } else {
      statement.refuse(line, nil, "the row stands before the names of the columns")
    }
  }

  private mutating func takeTitle(_ title: Substring, _ moment: Substring, _ line: Int) {
    // `12:33 PM ET, 2025/05/04`, also `05/04/2025`.
    let parts = (moment.split(separator: " ").last ?? "").split(separator: "/").compactMap {
      Int($0)
    }
    if parts.count == 3 {
      date =
        parts[0] > 31
        ? CalendarDate(year: parts[0], month: parts[1], day: parts[2])
        : CalendarDate(year: parts[2], month: parts[0], day: parts[1])
    }
    if date == nil {
      statement.refuse(line, nil, "the title does not tell the day of the positions")
    }
    let owner = title.dropFirst("Positions for ".count)
    // A file of all accounts names each above its own rows.
    if owner.hasPrefix("account ") { begin(String(owner.dropFirst("account ".count)), line) }
  }

  private mutating func begin(_ name: String, _ line: Int) {
    account = DisplayText.clean(name)
    header = nil
    worth = 0
    statement.accounts.append(
      BrokerStatement.Account(line: line, name: account, baseCurrency: "USD")
    )
  }

  /// One name for what the columns were called over the years.
  private static func column(_ name: String) -> String {
    let full = name.split(separator: "(").last.map { $0.filter { $0 != ")" } } ?? name
    return switch full {
    case "Qty", "Quantity": "quantity"
    case "Price": "price"
    case "Mkt Val", "Market Value": "value"
    case "Security Type", "Asset Type": "type"
    case "Symbol": "symbol"
    case "Description": "name"
    default: full
    }
  }

  private mutating func takeRow(_ row: [String: String], _ line: Int) {
    let symbol = row["symbol"] ?? ""
    let value = BrokerNumber.plain(row["value"] ?? "")
    if symbol == "Account Total" || symbol == "Positions Total" {
      check(total: value, line)
      return
    }
    add(value)
    let type = row["type"] ?? ""
    if symbol == "Cash & Cash Investments" || (symbol.isEmpty && type.hasPrefix("Cash")) {
      statement.cash.append(
        BrokerStatement.Cash(
          line: line,
          account: account,
          currency: "USD",
          amount: value,
          date: date,
          isPart: true
        )
      )
      return
    }
    statement.holdings.append(
      BrokerStatement.Holding(
        line: line,
        account: account,
        kind: Self.kind(type),
        symbol: symbol,
        name: row["name"] ?? "",
        currency: "USD",
        quantity: BrokerNumber.plain(row["quantity"] ?? ""),
        price: BrokerNumber.plain(row["price"] ?? ""),
        value: value,
        date: date
      )
    )
  }

  private static func kind(_ type: String) -> BrokerStatement.Kind {
    switch type {
    // Files of older days have no such column.
    case "", "Equity": .known(.stock)
    case _ where type.hasPrefix("ETF"): .known(.fund)
    case "Mutual Fund", "Mutual Funds", "Closed End Fund": .known(.fund)
    case _ where type.hasPrefix("Cash"), "Money Market Fund": .known(.cashLike)
    case _ where type.hasPrefix("Fixed Income"), "Bond", "Bonds": .known(.bond)
    case _ where type.contains("Option"): .refused("an option")
    default: .refused("of the type \(shown(type))")
    }
  }

  private mutating func add(_ value: String) {
    guard let amount = BrokerNumber.value(value, as: Amount.self, rounds: true) else {
      if !value.isEmpty { worth = nil }
      return
    }
    worth = worth.map { $0 + Int128(amount.units) }
  }

  /// Rows that do not make the broker's own total are named: one of them is missing or was read wrong.
  private mutating func check(total: String, _ line: Int) {
    guard let worth, let stated = BrokerNumber.value(total, as: Amount.self, rounds: true) else {
      return
    }
    let distance = abs(Int128(stated.units) - worth)
    if distance <= Int128(Amount.scale) { return }
    statement.refuse(
      line,
      nil,
      "the rows of `\(shown(account))` are worth \(Amount(units: Int64(clamping: worth))) together, and the "
        + "file says \(stated)",
      help: "download the file again: a row is missing or damaged"
    )
  }

  func finished() -> BrokerStatement {
    var whole = statement
    if whole.accounts.isEmpty {
      whole.refuse(nil, nil, "the file tells of no account", help: "download it again")
      whole.holdings = []
      whole.cash = []
    }
    return whole
  }
}
