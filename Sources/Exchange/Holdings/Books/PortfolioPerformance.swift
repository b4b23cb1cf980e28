internal import Portfolio
internal import Quantities

/// A file of Portfolio Performance as XML, since its version 49 (2020). A portfolio there and its reference account
/// are one account here; an account that is no portfolio's is one by itself.
enum PortfolioPerformance: StatementFormat {
  static let title = "a Portfolio Performance file saved as XML"
  static let gives: Set<HoldingsField> = [.quantity, .cash, .name, .price, .priceHistory, .tags]

  static func recognises(_ bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(2048), as: UTF8.self)
    return start.contains("<client") && start.contains("<version>")
  }

  static func statement(of bytes: [UInt8], name: String) -> BrokerStatement {
    var statement = BrokerStatement(file: name)
    // References nest what refers to each other: a transaction in a portfolio in a transaction.
    let (root, failure) = XMLReader.read(bytes, whole: [], deepest: 1000)
    guard failure == nil, let root, root.name == "client" else {
      statement.refuse(
        failure?.line,
        nil,
        failure?.message ?? "the file is none of Portfolio Performance",
        help: "save it there as XML again"
      )
      return statement
    }
    // Since then shares and prices have 8 decimals.
    guard let version = root.text(of: "version").flatMap({ Int($0) }), version >= 49 else {
      statement.refuse(
        root.line,
        nil,
        "the file is of a version before 49",
        help: "open it in a newer Portfolio Performance and save it"
      )
      return statement
    }
    var reader = PerformanceReader(statement, XMLNodes(root, closed: ["prices", "settings"]))
    reader.read()
    return reader.statement
  }
}

private struct PerformanceReader {
  var statement: BrokerStatement
  private let nodes: XMLNodes
  private var names: Set<String> = []

  init(_ statement: BrokerStatement, _ nodes: XMLNodes) {
    self.statement = statement
    self.nodes = nodes
    self.statement.hasHoldings = true
    self.statement.hasCash = true
  }

  mutating func read() {
    var taken: Set<Int> = []
    for portfolio in list("portfolios", "portfolio") {
      let account = nodes.child("referenceAccount", of: portfolio)
      // Money that several portfolios refer to counts once, with the first.
      let own = account.flatMap { taken.insert($0).inserted ? $0 : nil }
      let base = account.map { nodes.text("currencyCode", of: $0) }
      take(portfolio, money: own, base: base)
    }
    for account in list("accounts", "account") where !taken.contains(account) {
      take(nil, money: account, base: nodes.text("currencyCode", of: account))
    }
    for security in list("securities", "security") { takePrices(security) }
    for taxonomy in list("taxonomies", "taxonomy") { takeTags(taxonomy) }
  }

  private func list(_ name: String, _ item: String) -> [Int] {
    nodes.child(name, of: nodes.root).map { nodes.children(item, of: $0) } ?? []
  }

  private func line(_ place: Int) -> Int { nodes.element(place).line }

  // MARK: Accounts

  private mutating func take(_ portfolio: Int?, money: Int?, base: String?) {
    guard let place = portfolio ?? money else { return }
    let wanted = DisplayText.clean(nodes.text("name", of: place))
    let name = names.insert(wanted).inserted ? wanted : wanted + " (account)"
    statement.accounts.append(
      BrokerStatement.Account(
        line: line(place),
        name: name,
        baseCurrency: base ?? nodes.text("baseCurrency", of: nodes.root)
      )
    )
    if let portfolio { takeShares(portfolio, name) }
    if let money { takeMoney(money, name) }
  }

  private static let came: Set<String> = [
    "DEPOSIT", "INTEREST", "DIVIDENDS", "TAX_REFUND", "FEES_REFUND", "SELL", "TRANSFER_IN",
  ]
  private static let went: Set<String> = [
    "REMOVAL", "INTEREST_CHARGE", "FEES", "TAXES", "BUY", "TRANSFER_OUT",
  ]

  private mutating func takeMoney(_ account: Int, _ name: String) {
    guard let list = nodes.child("transactions", of: account) else { return }
    for transaction in nodes.children("account-transaction", of: list) {
      let type = nodes.text("type", of: transaction)
      let amount = BrokerNumber.scaled(nodes.text("amount", of: transaction), by: 2)
      guard let amount, Self.came.contains(type) || Self.went.contains(type) else {
        statement.refuse(line(transaction), nil, "the transaction has no amount or no known type")
        continue
      }
      statement.cash.append(
        BrokerStatement.Cash(
          line: line(transaction),
          account: name,
          currency: nodes.text("currencyCode", of: account),
          amount: Self.came.contains(type) ? amount : "-" + amount,
          isPart: true
        )
      )
    }
  }

  // MARK: Securities

  private func symbol(of security: Int) -> String {
    let names = ["tickerSymbol", "isin", "wkn", "name"].lazy.map { nodes.text($0, of: security) }
    return DisplayText.clean(names.first { !$0.isEmpty } ?? "")
  }

  private static let into: Set<String> = ["BUY", "DELIVERY_INBOUND", "TRANSFER_IN"]
  private static let outOf: Set<String> = ["SELL", "DELIVERY_OUTBOUND", "TRANSFER_OUT"]

  private mutating func takeShares(_ portfolio: Int, _ name: String) {
    guard let list = nodes.child("transactions", of: portfolio) else { return }
    var held: [Int: Int64] = [:]
    var unread: Set<Int> = []
    for transaction in nodes.children("portfolio-transaction", of: list) {
      guard let security = nodes.child("security", of: transaction) else {
        statement.refuse(line(transaction), nil, "the transaction names no security")
        continue
      }
      let type = nodes.text("type", of: transaction)
      let shares = Int64(nodes.text("shares", of: transaction))
      let isIn = Self.into.contains(type)
      let sum = shares.map {
        (held[security] ?? 0).addingReportingOverflow(isIn ? $0 : 0 &- $0)
      }
      guard let sum, !sum.overflow, isIn || Self.outOf.contains(type) else {
        unread.insert(security)
        statement.refuse(
          line(transaction),
          nil,
          "the transaction has no shares or no known type, so `\(shown(symbol(of: security)))` is left out"
        )
        continue
      }
      held[security] = sum.partialValue
    }
    for (security, shares) in held.sorted(by: { $0.key < $1.key })
    where shares != 0 && !unread.contains(security) {
      statement.holdings.append(holding(of: security, in: name, shares))
    }
  }

  private func holding(
    of security: Int,
    in account: String,
    _ shares: Int64
  ) -> BrokerStatement.Holding {
    BrokerStatement.Holding(
      line: line(security),
      account: account,
      kind: .known(.stock),
      symbol: symbol(of: security),
      name: DisplayText.clean(nodes.text("name", of: security)),
      number: nodes.text("uuid", of: security),
      currency: nodes.text("currencyCode", of: security),
      quantity: Quantity(units: shares).description
    )
  }

  /// The last price stands by itself, before those of each day; of one day it counts.
  private mutating func takePrices(_ security: Int) {
    let currency = nodes.text("currencyCode", of: security)
    let latest = nodes.child("latest", of: security).map { [nodes.element($0)] } ?? []
    let history = nodes.child("prices", of: security).map { nodes.element($0).children } ?? []
    for price in latest + history {
      guard let date = FlexQuery.date(price.attributes["t"]),
        let value = BrokerNumber.scaled(price.attributes["v"] ?? "", by: 8)
      else {
        if price.attributes["v"] == nil { continue }
        statement.refuse(price.line, nil, "the price has no day or no number")
        continue
      }
      statement.prices.append(
        BrokerStatement.Price(
          line: price.line,
          symbol: symbol(of: security),
          currency: currency,
          price: value,
          date: date
        )
      )
    }
  }

  // MARK: Taxonomies

  private mutating func takeTags(_ taxonomy: Int) {
    guard let root = nodes.child("root", of: taxonomy) else { return }
    for category in classes(below: root) {
      let value = DisplayText.clean(nodes.text("name", of: category))
      var waiting = [category]
      var met: Set<Int> = []
      while let place = waiting.popLast() {
        guard met.insert(place).inserted else { continue }
        waiting += classes(below: place)
        let list = nodes.child("assignments", of: place)
        for assignment in list.map({ nodes.children("assignment", of: $0) }) ?? [] {
          // What is divided between classes can't be said with tags, which count all of a holding.
          guard nodes.text("weight", of: assignment) == "10000",
            let security = nodes.child("investmentVehicle", of: assignment)
          else { continue }
          statement.tags.append(
            BrokerStatement.Tag(
              line: line(assignment),
              symbol: symbol(of: security),
              dimension: nodes.text("name", of: taxonomy),
              value: value
            )
          )
        }
      }
    }
  }

  private func classes(below place: Int) -> [Int] {
    nodes.child("children", of: place).map { nodes.children("classification", of: $0) } ?? []
  }
}
