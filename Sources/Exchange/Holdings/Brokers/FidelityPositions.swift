internal import Portfolio
internal import Quantities

/// Fidelity's positions as CSV: a header, a row for each holding with its account, and below them sentences
/// and the day of the download.
enum FidelityPositions: StatementFormat {
  static let title = "a positions file (CSV) of Fidelity"
  static let gives: Set<HoldingsField> = [.quantity, .cash, .name, .margin, .price]

  static func recognises(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes.prefix(1024), as: UTF8.self).filter { $0 != "\"" }
    return text.contains("Account Number,Account Name,") && text.contains(",Current Value")
  }

  static func statement(of bytes: [UInt8], name: String) -> BrokerStatement {
    FidelityReader.statement(of: bytes, name: name)
  }
}

private struct FidelityReader: StatementReader {
  var statement: BrokerStatement
  private var header: [String]?
  private var date: CalendarDate?

  init(file: String) {
    statement = BrokerStatement(file: file)
    statement.hasHoldings = true
    statement.hasCash = true
  }

  mutating func take(_ fields: [String], line: Int) {
    let first = fields.first ?? ""
    guard let header else {
      if first == "Account Number" { self.header = fields }
      return
    }
    // Sentences stand below the rows, each in one field.
    if fields.dropFirst().allSatisfy(\.isEmpty) {
      if first.hasPrefix("Date downloaded ") { date = Self.day(first) }
      return
    }
    if fields.count < header.count - 1 {
      statement.refuse(line, nil, "the row has \(fields.count) fields, the header \(header.count)")
      return
    }
    takeRow(StatementLines.row(header, fields), line)
  }

  /// The day of `Date downloaded Jan-15-2026 4:05 p.m ET`, or of `Date downloaded 01/15/2026 4:05 PM ET`.
  private static func day(_ sentence: String) -> CalendarDate? {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let word = sentence.split(separator: " ").dropFirst(2).first ?? ""
    let parts = word.split { $0 == "-" || $0 == "/" }.map(String.init)
    guard parts.count == 3, let day = Int(parts[1]), let year = Int(parts[2]) else { return nil }
    let month = Int(parts[0]) ?? months.firstIndex(of: parts[0]).map { $0 + 1 }
    return month.flatMap { CalendarDate(year: year, month: $0, day: day) }
  }

  private mutating func takeRow(_ row: [String: String], _ line: Int) {
    let account = row["Account Number"] ?? ""
    let symbol = row["Symbol"] ?? ""
    let value = BrokerNumber.plain(row["Current Value"] ?? "")
    note(account, isMargin: row["Type"] == "Margin", line)
    // Two stars stand behind what cash is kept in; what is still to be settled is money as well.
    if symbol.hasSuffix("**") || symbol.lowercased() == "pending activity" {
      statement.cash.append(
        BrokerStatement.Cash(
          line: line,
          account: account,
          currency: "USD",
          amount: value.isEmpty ? Self.anyAmount(row) : value,
          isPart: true
        )
      )
      return
    }
    statement.holdings.append(
      BrokerStatement.Holding(
        line: line,
        account: account,
        kind: Self.kind(symbol),
        symbol: symbol.hasPrefix("-") ? String(symbol.dropFirst()) : symbol,
        name: row["Description"] ?? "",
        currency: "USD",
        quantity: BrokerNumber.plain(row["Quantity"] ?? ""),
        price: BrokerNumber.plain(row["Last Price"] ?? ""),
        value: value
      )
    )
  }

  /// Of a row whose amount stands in a column beside its own, as pending activity did for some years.
  private static func anyAmount(_ row: [String: String]) -> String {
    let found = ["Last Price Change", "Last Price", "Today's Gain/Loss Dollar"].lazy
      .map { BrokerNumber.plain(row[$0] ?? "") }.first { !$0.isEmpty }
    return found ?? ""
  }

  private mutating func note(_ account: String, isMargin: Bool, _ line: Int) {
    if let place = statement.accounts.firstIndex(where: { $0.name == account }) {
      if isMargin { statement.accounts[place].isMargin = true }
      return
    }
    statement.accounts.append(
      BrokerStatement.Account(
        line: line,
        name: account,
        baseCurrency: "USD",
        isMargin: isMargin
      )
    )
  }

  /// No column tells it: a symbol of five letters that ends with X is a mutual fund, one of nine letters and
  /// digits a bond's number, a leading `-` an option. Everything else is taken for a stock.
  private static func kind(_ symbol: String) -> BrokerStatement.Kind {
    let letters = symbol.utf8
    if symbol.hasPrefix("-") { return .refused("an option") }
    if letters.count == 5, letters.last == UInt8(ascii: "X"), symbol.allSatisfy(\.isLetter) {
      return .known(.fund)
    }
    if letters.count == 9, letters.filter({ (0x30...0x39).contains($0) }).count >= 4 {
      return .known(.bond)
    }
    return .known(.stock)
  }

  func finished() -> BrokerStatement {
    var whole = statement
    if whole.accounts.isEmpty {
      whole.refuse(nil, nil, "the file tells of no account", help: "download it again")
      return whole
    }
    guard let date else {
      whole.refuse(
        nil,
        nil,
        "the file does not tell the day of its prices, so they are left out",
        help:
          "keep the line `Date downloaded …` below the rows, or add prices with `tranche portfolio price`"
      )
      return whole
    }
    for place in whole.holdings.indices { whole.holdings[place].date = date }
    for place in whole.cash.indices { whole.cash[place].date = date }
    return whole
  }
}
