internal import Portfolio
internal import Quantities

/// Cash, prices, rates, splits and tags of a statement.
extension StatementAssembly {
  mutating func cash(of accounts: Set<String>) -> [HoldingsSet.CashRow] {
    var found: [HoldingsSet.CashRow] = []
    for row in statement.cash where accounts.contains(row.account) {
      if let date = row.date, date != lastDay[row.account] { continue }
      guard let currency = Currency(row.currency),
        let amount = BrokerNumber.value(row.amount, as: Amount.self, rounds: true)
      else {
        statement.refuse(row.line, "cash", "`\(shown(row.amount))` is not an amount of money")
        continue
      }
      let place = found.firstIndex { $0.account == row.account && $0.money.currency == currency }
      guard let place else {
        found.append(HoldingsSet.CashRow(account: row.account, money: Money(amount, currency)))
        continue
      }
      let (sum, overflow) = found[place].money.amount.units.addingReportingOverflow(amount.units)
      guard row.isPart, !overflow else {
        statement.refuse(row.line, "cash", "\(currency) in `\(row.account)` is there twice")
        continue
      }
      found[place].money = Money(Amount(units: sum), currency)
    }
    return found
  }

  /// One price for each instrument, that of its last day, and those of other days where the source keeps
  /// them.
  mutating func prices(_ rows: [Row]) -> [HoldingsSet.PriceRow] {
    var found: [String: (date: CalendarDate, price: Price)] = [:]
    for row in rows {
      guard let price = row.price, let date = row.date else { continue }
      if let there = found[row.symbol], there.date >= date { continue }
      found[row.symbol] = (date, price)
    }
    var byDay: [String: [CalendarDate: Price]] = [:]
    for (symbol, value) in found { byDay[symbol, default: [:]][value.date] = value.price }
    var others: [String: (line: Int, currency: String, count: Int)] = [:]
    for row in statement.prices {
      guard let instrument = instruments[row.symbol] else { continue }
      guard instrument.currency.description == row.currency else {
        others[row.symbol, default: (row.line, row.currency, 0)].count += 1
        continue
      }
      guard let price = BrokerNumber.value(row.price, as: Price.self, rounds: true), price > .zero
      else {
        statement.refuse(row.line, "price", "`\(shown(row.price))` is not a price above 0")
        continue
      }
      if byDay[row.symbol]?[row.date] == nil { byDay[row.symbol, default: [:]][row.date] = price }
    }
    for (symbol, other) in others.sorted(by: { $0.key < $1.key }) {
      statement.refuse(
        other.line,
        "price",
        "\(other.count == 1 ? "a price" : "\(other.count) prices") of `\(shown(symbol))` in "
          + "\(shown(other.currency)) \(other.count == 1 ? "is" : "are") left out: it is counted in "
          + "\(instruments[symbol]?.currency.description ?? "another currency")"
      )
    }
    return byDay.sorted { $0.key < $1.key }.flatMap { symbol, days in
      days.sorted { $0.key < $1.key }.map { day, price in
        let (at, available) = Self.moments(of: day)
        return HoldingsSet.PriceRow(
          symbol: symbol,
          quote: Quote(price: price, at: at, available: available)
        )
      }
    }
  }

  /// A figure of a day is known from the next one on.
  private static func moments(of day: CalendarDate) -> (at: Instant, available: Instant) {
    let at = Instant(startOf: day)
    return (at, Instant(secondsSinceEpoch: at.secondsSinceEpoch + Instant.secondsPerDay))
  }

  /// The rates of the last day to the currency that the portfolio counts in; of a source that keeps a
  /// history, those of all days.
  mutating func rates(
    bases: Set<Currency>
  ) -> (rows: [HoldingsSet.RateRow], numeraire: Currency?) {
    guard let numeraire = known.numeraire ?? usual(among: bases) else { return ([], nil) }
    var found: [Currency: [CalendarDate: RateQuote]] = [:]
    var others: Set<String> = []
    for row in statement.rates {
      guard let from = Currency(row.from), from.description != row.to, let date = row.date,
        let rate = BrokerNumber.value(row.rate, as: Number.self, rounds: true), rate > .zero
      else { continue }
      guard row.to == numeraire.description else {
        others.insert(row.to)
        continue
      }
      let (at, available) = Self.moments(of: date)
      if found[from]?[date] != nil { continue }
      if !statement.keepsRates, let there = found[from]?.keys.max(), there >= date { continue }
      if !statement.keepsRates { found[from] = [:] }
      found[from, default: [:]][date] = RateQuote(rate: rate, at: at, available: available)
    }
    for other in others.sorted() {
      statement.refuse(
        nil,
        "rates",
        "rates to \(shown(other)) are left out: the portfolio's rates are to \(numeraire)",
        help: "add rates with `tranche portfolio rate`"
      )
    }
    let rows = found.sorted { $0.key < $1.key }.flatMap { currency, days in
      days.sorted { $0.key < $1.key }
        .map { HoldingsSet.RateRow(currency: currency, quote: $0.value) }
    }
    // A portfolio with accounts has a currency already; only rates can say that it is another.
    let isSettled = known.numeraire != nil || !known.accounts.isEmpty
    return (rows, rows.isEmpty && isSettled ? nil : numeraire)
  }

  /// The base currency that most rates are to.
  private func usual(among bases: Set<Currency>) -> Currency? {
    let counts = Dictionary(statement.rates.map { ($0.to, 1) }, uniquingKeysWith: +)
    return bases.min {
      let (left, right) = (counts[$0.description] ?? 0, counts[$1.description] ?? 0)
      return left != right ? left > right : $0 < $1
    }
  }

  /// Splits of what is held here; one that several accounts went through is one.
  func corporateActions() -> [CorporateAction] {
    var found: Set<CorporateAction> = []
    for split in statement.splits where instruments[split.symbol] != nil {
      guard (1...1_000_000).contains(split.unitsAfter), (1...1_000_000).contains(split.unitsBefore)
      else { continue }
      found.insert(
        CorporateAction(
          symbol: split.symbol,
          at: Instant(startOf: split.date),
          kind: .split(unitsAfter: split.unitsAfter, unitsBefore: split.unitsBefore)
        )
      )
    }
    return found.sorted { ($0.symbol, $0.at) < ($1.symbol, $1.at) }
  }

  /// Tags of the instruments that have none yet: what a person put on a known one stays.
  func tags() -> [HoldingsSet.TagRow] {
    let tagged = Set(known.instruments.filter { !$0.tags.isEmpty }.map(\.symbol))
    var found: Set<HoldingsSet.TagRow> = []
    for row in statement.tags {
      guard instruments[row.symbol] != nil,
        !tagged.contains(row.symbol),
        let dimension = Self.dimension(row.dimension),
        (1...200).contains(row.value.unicodeScalars.count)
      else { continue }
      found.insert(
        HoldingsSet.TagRow(symbol: row.symbol, tag: Tag(dimension: dimension, value: row.value))
      )
    }
    return found.sorted { ($0.symbol, $0.tag) < ($1.symbol, $1.tag) }
  }

  /// `Asset Classes` as the name of a dimension: `asset_classes`; nothing where no letter is left.
  private static func dimension(_ name: String) -> String? {
    var text = ""
    for scalar in name.lowercased().unicodeScalars {
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      if isPlain { text.unicodeScalars.append(scalar) } else if text.last != "_" { text += "_" }
    }
    let trimmed = text.drop { !$0.isLetter }.prefix(60)
    let end = trimmed.last == "_" ? trimmed.dropLast() : trimmed
    return end.isEmpty ? nil : String(end)
  }
}

extension BrokerStatement {
  /// With pence, agorot and cents as hundredths of their currency.
  var inWholeUnits: BrokerStatement {
    var statement = self
    for place in holdings.indices {
      guard let whole = MinorUnits.whole(of: holdings[place].currency) else { continue }
      statement.holdings[place].currency = whole
      statement.holdings[place].price = BrokerNumber.hundredth(holdings[place].price)
      statement.holdings[place].value = BrokerNumber.hundredth(holdings[place].value)
      statement.holdings[place].cost = BrokerNumber.hundredth(holdings[place].cost)
    }
    for place in prices.indices {
      guard let whole = MinorUnits.whole(of: prices[place].currency) else { continue }
      statement.prices[place].currency = whole
      statement.prices[place].price = BrokerNumber.hundredth(prices[place].price)
    }
    for place in cash.indices {
      guard let whole = MinorUnits.whole(of: cash[place].currency) else { continue }
      statement.cash[place].currency = whole
      statement.cash[place].amount = BrokerNumber.hundredth(cash[place].amount)
    }
    for place in accounts.indices {
      guard let whole = accounts[place].baseCurrency.flatMap(MinorUnits.whole) else { continue }
      statement.accounts[place].baseCurrency = whole
    }
    return statement
  }
}
