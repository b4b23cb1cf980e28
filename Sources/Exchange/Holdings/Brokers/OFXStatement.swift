internal import Portfolio
internal import Quantities

/// A statement of investments as OFX or QFX: version 1 as SGML, version 2 as XML. Positions name securities by
/// a number; a list at the end tells their symbols.
enum OFXStatement: StatementFormat {
  static let title = "an investment statement in OFX or QFX"
  static let gives: Set<HoldingsField> = [
    .quantity, .cash, .name, .kind, .margin, .price, .rates,
  ]

  static func recognises(_ bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(1024), as: UTF8.self)
    return start.contains("OFXHEADER") || start.contains("<OFX>")
  }

  static func statement(of bytes: [UInt8], name: String) -> BrokerStatement {
    var statement = BrokerStatement(file: name)
    let start = String(decoding: bytes.prefix(1024), as: UTF8.self)
    let root: XMLElement?
    let failure: XMLFailure?
    if start.contains("<?OFX") || start.contains("<?xml") {
      (root, failure) = XMLReader.read(bytes, whole: ["INVSTMTRS", "SECLIST"])
    } else {
      // The header's lines stand before the first tag.
      let tag = bytes.firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
      (root, failure) = SGMLReader.read(bytes, from: tag)
    }
    if let failure {
      statement.refuse(failure.line, nil, failure.message, help: "download the file again")
    }
    // Of a file that breaks off, some holdings may be missing: nothing of it is taken.
    guard failure == nil, let root else { return statement }
    var reader = OFXReader(statement: statement, securities: OFXSecurities(in: root))
    for element in elements("INVSTMTRS", in: root) { reader.take(element) }
    return reader.finished()
  }

  static func elements(_ name: String, in element: XMLElement) -> [XMLElement] {
    element.name == name ? [element] : element.children.flatMap { elements(name, in: $0) }
  }

  /// The day of `20260115160000.000[-5:EST]`, in the zone that it is written in.
  static func day(_ text: String?) -> CalendarDate? {
    FlexQuery.date(text.map { String($0.prefix(8)) })
  }
}

/// What the list of securities says of each, by number and kind of number.
struct OFXSecurities {
  struct Security {
    var symbol: String
    var name: String
    var kind: BrokerStatement.Kind
  }

  private var byNumber: [[String]: Security] = [:]

  init(in root: XMLElement) {
    for list in OFXStatement.elements("SECLIST", in: root) {
      for entry in list.children {
        guard let info = entry.child("SECINFO"), let key = Self.key(info) else { continue }
        byNumber[key] = Security(
          symbol: info.text(of: "TICKER") ?? "",
          name: info.text(of: "SECNAME") ?? "",
          kind: Self.kind(entry)
        )
      }
    }
  }

  /// Number and kind of number of the security that `element` speaks of.
  static func key(_ element: XMLElement) -> [String]? {
    guard let number = element.child("SECID"), let unique = number.text(of: "UNIQUEID") else {
      return nil
    }
    return [number.text(of: "UNIQUEIDTYPE") ?? "", unique]
  }

  private static func kind(_ entry: XMLElement) -> BrokerStatement.Kind {
    switch entry.name {
    case "MFINFO": .known(.fund)
    case "DEBTINFO": .known(.bond)
    case "OPTINFO": .refused("an option")
    default: .known(.stock)
    }
  }

  func of(_ key: [String]) -> Security? { byNumber[key] }
}

private struct OFXReader {
  var statement: BrokerStatement
  private let securities: OFXSecurities
  private var account = ""
  private var currency = ""
  private var date: CalendarDate?

  init(statement: BrokerStatement, securities: OFXSecurities) {
    self.statement = statement
    self.securities = securities
  }

  mutating func take(_ element: XMLElement) {
    currency = element.text(of: "CURDEF") ?? ""
    date = OFXStatement.day(element.text(of: "DTASOF"))
    guard let name = element.child("INVACCTFROM")?.text(of: "ACCTID") else {
      statement.refuse(element.line, nil, "a statement does not tell its account")
      return
    }
    account = DisplayText.clean(name)
    let positions = element.child("INVPOSLIST")?.children ?? []
    let balance = element.child("INVBAL")
    let isMargin =
      positions.contains { ["MARGIN", "SHORT"].contains(part($0)?.text(of: "HELDINACCT")) }
      || balance?.text(of: "MARGINBALANCE").map { $0.contains { "123456789".contains($0) } }
        ?? false
    statement.accounts.append(
      BrokerStatement.Account(
        line: element.line,
        name: account,
        baseCurrency: currency,
        isMargin: isMargin
      )
    )
    // Without a list of positions the statement tells of money alone.
    if element.child("INVPOSLIST") != nil { statement.hasHoldings = true }
    for position in positions { takePosition(position) }
    if let balance { takeBalance(balance) }
  }

  private func part(_ position: XMLElement) -> XMLElement? { position.child("INVPOS") }

  private mutating func takePosition(_ position: XMLElement) {
    guard let part = part(position), let key = OFXSecurities.key(part) else {
      statement.refuse(position.line, nil, "the position does not name its security")
      return
    }
    let security = securities.of(key)
    let number = key[1]
    let symbol = security.map(\.symbol) ?? ""
    let isShort = part.text(of: "POSTYPE") == "SHORT"
    let foreign = part.child("CURRENCY")
    let unit = foreign?.text(of: "CURSYM") ?? currency
    if let foreign, unit != currency { takeRate(foreign, unit, position.line) }
    let value = signed(part.text(of: "MKTVAL"), isShort)
    statement.holdings.append(
      BrokerStatement.Holding(
        line: position.line,
        account: account,
        kind: Self.kind(position, security),
        symbol: DisplayText.clean(symbol.isEmpty ? number : symbol),
        name: DisplayText.clean(security?.name ?? ""),
        number: number,
        currency: unit,
        quantity: signed(part.text(of: "UNITS"), isShort),
        price: part.text(of: "UNITPRICE") ?? "",
        value: value,
        date: date,
        priceDate: OFXStatement.day(part.text(of: "DTPRICEASOF"))
      )
    )
  }

  /// Some write units of a short position below zero, and some above it.
  private func signed(_ text: String?, _ isShort: Bool) -> String {
    // A comma is a decimal point in some countries' files.
    let plain = (text ?? "").replacing(",", with: ".")
    let magnitude = plain.hasPrefix("-") || plain.hasPrefix("+") ? String(plain.dropFirst()) : plain
    if magnitude.isEmpty { return "" }
    return isShort ? "-" + magnitude : plain
  }

  private static func kind(
    _ position: XMLElement,
    _ security: OFXSecurities.Security?
  ) -> BrokerStatement.Kind {
    switch position.name {
    case "POSMF": .known(.fund)
    case "POSDEBT": .known(.bond)
    case "POSOPT": .refused("an option")
    case "POSSTOCK": .known(.stock)
    default: security?.kind ?? .known(.stock)
    }
  }

  private mutating func takeRate(_ foreign: XMLElement, _ unit: String, _ line: Int) {
    statement.rates.append(
      BrokerStatement.Rate(
        line: line,
        from: unit,
        to: currency,
        rate: foreign.text(of: "CURRATE") ?? "",
        date: date
      )
    )
  }

  /// Cash at hand and the margin balance, which is below zero for what is owed. The balance of shorts is what
  /// they are worth, and counted with them.
  private mutating func takeBalance(_ balance: XMLElement) {
    for name in ["AVAILCASH", "MARGINBALANCE"] {
      guard let amount = balance.text(of: name) else { continue }
      statement.hasCash = true
      statement.cash.append(
        BrokerStatement.Cash(
          line: balance.child(name)?.line ?? balance.line,
          account: account,
          currency: currency,
          amount: signed(amount, false),
          date: date,
          isPart: true
        )
      )
    }
  }

  func finished() -> BrokerStatement {
    var whole = statement
    if whole.accounts.isEmpty {
      whole.refuse(
        nil,
        nil,
        "the file holds no statement of investments",
        help: "download the investment account's statement, with positions"
      )
    }
    return whole
  }
}
