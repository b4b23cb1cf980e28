internal import Portfolio
internal import Quantities

/// Interactive Brokers' activity statement as CSV: each line begins with its section and says whether it
/// is a header of the section, data, or a total. A section may have several headers; each counts for the
/// lines below it.
enum ActivityStatement: StatementFormat {
  static let title = "an activity statement (CSV, in English) of Interactive Brokers"
  static let gives: Set<HoldingsField> = [
    .quantity, .cash, .name, .kind, .multiplier, .margin, .lots, .price, .rates,
  ]

  static func recognises(_ bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(512), as: UTF8.self)
    return start.contains("Statement,Header,Field Name,Field Value")
  }

  static func statement(of bytes: [UInt8], name: String) -> BrokerStatement {
    ActivityReader.statement(of: bytes, name: name)
  }

  /// The last day of `January 1, 2026 - January 15, 2026`, or the one of `January 15, 2026`.
  static func lastDay(of period: String) -> CalendarDate? {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let last = period.components(" - ").last ?? period
    let words = last.split { $0 == " " || $0 == "," }.map(String.init)
    guard words.count == 3, let month = words.first.flatMap(months.firstIndex),
      let day = Int(words[1]), let year = Int(words[2])
    else { return nil }
    return CalendarDate(year: year, month: month + 1, day: day)
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator).map(String.init)
  }
}

private struct ActivityReader: StatementReader {
  var statement: BrokerStatement
  private var headers: [String: [String]] = [:]
  private var date: CalendarDate?
  private var account = ""
  private var baseCurrency: String?
  private var isMargin: Bool?
  /// What the section of instruments says of one.
  private struct Detail {
    var name: String
    var type: String
    var number: String
    var multiplier: String
  }

  /// By symbol.
  private var details: [String: Detail] = [:]

  init(file: String) { statement = BrokerStatement(file: file) }

  mutating func take(_ fields: [String], line: Int) {
    guard fields.count > 2, let section = fields.first else { return }
    let values = Array(fields.dropFirst(2))
    if fields[1] == "Header" {
      headers[section] = values
      if section.hasSuffix("Open Positions") { statement.hasHoldings = true }
      if section == "Cash Report" { statement.hasCash = true }
      return
    }
    guard fields[1] == "Data", let header = headers[section] else { return }
    let row = Dictionary(zip(header, values)) { first, _ in first }
    switch section {
    case "Statement" where row["Field Name"] == "Period":
      date = ActivityStatement.lastDay(of: row["Field Value"] ?? "")
    case "Account Information": takeAccount(row)
    case "Financial Instrument Information": takeDetails(row)
    case "Cash Report": takeCash(row, line)
    case "Base Currency Exchange Rate": takeRate(row, line)
    case _ where section.hasSuffix("Open Positions"): takeHolding(row, line)
    default: break
    }
  }

  private mutating func takeAccount(_ row: [String: String]) {
    let value = row["Field Value"] ?? ""
    switch row["Field Name"] {
    case "Account": account = String(value.prefix { $0 != " " })
    case "Base Currency": baseCurrency = value
    case "Account Capabilities": isMargin = value.lowercased().contains("margin")
    default: break
    }
  }

  private mutating func takeDetails(_ row: [String: String]) {
    for symbol in (row["Symbol"] ?? "").split(separator: ",") {
      details[symbol.trimmed] = Detail(
        name: row["Description"] ?? "",
        type: row["Type"] ?? "",
        number: row["Conid"] ?? "",
        multiplier: row["Multiplier"] ?? ""
      )
    }
  }

  private mutating func takeHolding(_ row: [String: String], _ line: Int) {
    let level = row["DataDiscriminator"] ?? "Summary"
    guard level == "Summary" || level == "Lot" else { return }
    let kind = Self.kind(row["Asset Category"] ?? "")
    if kind == .currency { return }
    statement.holdings.append(
      BrokerStatement.Holding(
        line: line,
        account: row["Account"] ?? "",
        isLot: level == "Lot",
        kind: kind,
        symbol: row["Symbol"] ?? "",
        currency: row["Currency"] ?? "",
        multiplier: row["Mult"] ?? "",
        quantity: row["Quantity"] ?? "",
        price: row["Close Price"] ?? "",
        value: row["Value"] ?? "",
        cost: row["Cost Price"] ?? "",
        opened: FlexQuery.date(row["Open"])
      )
    )
  }

  private static func kind(_ category: String) -> BrokerStatement.Kind {
    switch category {
    case "Stocks": .known(.stock)
    case "Mutual Funds", "Funds": .known(.fund)
    case "Futures": .known(.future)
    case "Bonds", "Treasury Bills", "Corporate and Municipal Bonds": .known(.bond)
    case "Crypto", "Cryptocurrencies": .known(.crypto)
    case "Forex": .currency
    case _ where category.contains("Options"): .refused("an option")
    case "Warrants": .refused("a warrant")
    case "CFDs": .refused("a contract for difference")
    default: .refused("of the category \(shown(category))")
    }
  }

  private mutating func takeCash(_ row: [String: String], _ line: Int) {
    guard row["Currency Summary"] == "Ending Cash", let currency = row["Currency"],
      currency != "Base Currency Summary"
    else { return }
    statement.cash.append(
      BrokerStatement.Cash(
        line: line,
        account: row["Account"] ?? "",
        currency: currency,
        amount: row["Total"] ?? "",
        date: nil
      )
    )
  }

  private mutating func takeRate(_ row: [String: String], _ line: Int) {
    statement.rates.append(
      BrokerStatement.Rate(
        line: line,
        from: row["Currency"] ?? "",
        to: "",
        rate: row["Exchange Rate"] ?? "",
        date: nil
      )
    )
  }

  /// The statement, with what stands in other sections than the rows.
  func finished() -> BrokerStatement {
    var whole = statement
    guard !account.isEmpty, let date else {
      whole.refuse(
        nil,
        nil,
        account.isEmpty
          ? "the statement does not tell its account"
          : "the statement does not tell its period in English",
        help: "download it again with all sections, in English"
      )
      whole.holdings = []
      whole.cash = []
      return whole
    }
    let owners = whole.holdings.map(\.account) + whole.cash.map(\.account)
    let names = Set(owners.filter { !$0.isEmpty })
    for name in names.isEmpty ? [account] : names.sorted() {
      whole.accounts.append(
        BrokerStatement.Account(
          line: 1,
          name: name,
          baseCurrency: baseCurrency,
          isMargin: isMargin
        )
      )
    }
    for place in whole.holdings.indices { complete(&whole.holdings[place], date) }
    for place in whole.cash.indices {
      if whole.cash[place].account.isEmpty { whole.cash[place].account = account }
      whole.cash[place].date = date
    }
    for place in whole.rates.indices {
      whole.rates[place].to = baseCurrency ?? ""
      whole.rates[place].date = date
    }
    return whole
  }

  private func complete(_ holding: inout BrokerStatement.Holding, _ date: CalendarDate) {
    if holding.account.isEmpty { holding.account = account }
    holding.date = date
    guard let detail = details[holding.symbol] else { return }
    holding.name = detail.name
    holding.number = detail.number
    if holding.multiplier.isEmpty { holding.multiplier = detail.multiplier }
    if holding.kind == .known(.stock), detail.type == "ETF" { holding.kind = .known(.fund) }
  }
}

extension Substring {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
