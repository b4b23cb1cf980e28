internal import Portfolio
internal import Quantities

/// A ledger of beancount, asked with `bean-query`: what a ledger means only beancount itself can tell.
///
/// What is held at a cost makes an account of a portfolio: the account above, where one is named after each
/// commodity (`Assets:ETrade:ITOT`), else the account itself; the money in it and right below it is its cash.
enum BeancountLedger: LedgerFormat {
  static let title = "a ledger of beancount, where `bean-query` is installed"
  static let gives: Set<HoldingsField> = [
    .quantity, .cash, .name, .lots, .price, .priceHistory, .rates,
  ]

  /// What `bean-query` is asked, in the order that the answers are read in.
  static let questions = [
    "select account, currency, cost_number, cost_currency, cost_date, sum(number) as units "
      + "where account ~ '^Assets' "
      + "group by account, currency, cost_number, cost_currency, cost_date "
      + "order by account, currency, cost_date, cost_number",
    "select date, currency, amount from #prices order by date, currency",
    "select name, getitem(meta, 'name') as title from #commodities order by name",
  ]

  static func recognises(_ bytes: [UInt8]) -> Bool {
    let words: Set<Substring> = [
      "open", "close", "commodity", "txn", "*", "!", "balance", "pad", "price", "note", "event",
      "custom", "document",
    ]
    for line in bytes.prefix(64 * 1024).split(separator: UInt8(ascii: "\n")) {
      let text = String(decoding: line.prefix(60), as: UTF8.self)
      if text.hasPrefix("option \"") || text.hasPrefix("include \"")
        || text.hasPrefix("plugin \"")
      {
        return true
      }
      let parts = text.split(separator: " ", maxSplits: 2)
      if parts.count == 3, CalendarDate(parsing: parts[0]) != nil, words.contains(parts[1]) {
        return true
      }
    }
    return false
  }

  static func statement(of answers: [[UInt8]], name: String) -> BrokerStatement {
    var reader = BeancountReader(file: name)
    guard answers.count == questions.count else { return reader.statement }
    reader.takeNames(answers[2])
    reader.takePrices(answers[1])
    reader.takeHoldings(answers[0])
    return reader.statement
  }
}

private struct BeancountReader {
  var statement: BrokerStatement
  private var names: [String: String] = [:]
  /// What something is bought or quoted in: money, whatever it is called.
  private var money: Set<String> = []

  init(file: String) {
    statement = BrokerStatement(book: file)
  }

  /// The rows of an answer, in columns of fixed width with blanks around values.
  private func rows(_ bytes: [UInt8]) -> [[String]] {
    StatementLines.of(bytes).dropFirst().compactMap { try? $0.fields.get() }
  }

  mutating func takeNames(_ bytes: [UInt8]) {
    for row in rows(bytes) where row.count >= 2 { names[row[0]] = DisplayText.clean(row[1]) }
  }

  // MARK: Prices

  mutating func takePrices(_ bytes: [UInt8]) {
    var found: [(date: CalendarDate, commodity: String, price: String, currency: String)] = []
    for row in rows(bytes) where row.count >= 3 {
      let words = row[2].split(separator: " ").map(String.init)
      guard let date = CalendarDate(parsing: row[0]), words.count == 2 else {
        statement.refuse(
          statement.line(for: "price of \(shown(row[1]))"),
          nil,
          "`\(shown(row[2]))` is no price of a day"
        )
        continue
      }
      money.insert(words[1])
      found.append((date, row[1], words[0], words[1]))
    }
    for price in found {
      if money.contains(price.commodity) {
        statement.rates.append(
          BrokerStatement.Rate(
            line: 0,
            from: price.commodity,
            to: price.currency,
            rate: price.price,
            date: price.date
          )
        )
      }
      statement.prices.append(
        BrokerStatement.Price(
          line: statement.line(for: "price of \(price.commodity) on \(price.date)"),
          symbol: price.commodity,
          currency: price.currency,
          price: price.price,
          date: price.date
        )
      )
    }
  }

  // MARK: Holdings

  /// A line of the balances: so many units at one cost.
  private struct Balance {
    var account: String
    var commodity: String
    var cost: String
    var currency: String
    var opened: CalendarDate?
    var units: String
  }

  mutating func takeHoldings(_ bytes: [UInt8]) {
    var balances: [Balance] = []
    for row in rows(bytes) where row.count >= 6 {
      if DecimalFraction(row[5])?.isZero ?? false { continue }
      balances.append(
        Balance(
          account: row[0],
          commodity: row[1],
          cost: row[2],
          currency: row[3],
          opened: CalendarDate(parsing: row[4]),
          units: row[5]
        )
      )
    }
    money.formUnion(balances.map(\.currency).filter { !$0.isEmpty })
    let owners = Set(balances.filter { !$0.currency.isEmpty }.map(owner))
    for owner in owners.sorted() { takeAccount(owner, balances) }
    for balance in balances where owners.contains(owner(of: balance)) { take(balance) }
  }

  /// The account without the commodity that it is named after.
  private func owner(of balance: Balance) -> String {
    let suffix = ":" + balance.commodity
    return balance.account.hasSuffix(suffix)
      ? String(balance.account.dropLast(suffix.count)) : balance.account
  }

  private mutating func takeAccount(_ owner: String, _ balances: [Balance]) {
    let own = balances.filter { self.owner(of: $0) == owner && !$0.currency.isEmpty }
    statement.accounts.append(
      BrokerStatement.Account(
        line: statement.line(for: owner),
        name: owner,
        baseCurrency: own.first?.currency
      )
    )
    for balance in balances where money.contains(balance.commodity) && balance.currency.isEmpty {
      let above = balance.account.split(separator: ":").dropLast().joined(separator: ":")
      guard balance.account == owner || above == owner else { continue }
      statement.cash.append(
        BrokerStatement.Cash(
          line: statement.line(for: balance.account),
          account: owner,
          currency: balance.commodity,
          amount: balance.units,
          isPart: true
        )
      )
    }
  }

  private mutating func take(_ balance: Balance) {
    if money.contains(balance.commodity), balance.currency.isEmpty { return }
    let isLot = !balance.currency.isEmpty
    let quoted = statement.prices.last { $0.symbol == balance.commodity }?.currency ?? ""
    statement.holdings.append(
      BrokerStatement.Holding(
        line: statement.line(for: "\(balance.account) \(balance.commodity)"),
        account: owner(of: balance),
        isLot: isLot,
        kind: .known(.stock),
        symbol: balance.commodity,
        name: names[balance.commodity] ?? "",
        currency: isLot ? balance.currency : quoted,
        quantity: balance.units,
        cost: balance.cost,
        opened: balance.opened
      )
    )
  }
}
