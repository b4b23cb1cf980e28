internal import Portfolio
internal import Quantities

/// Turns a statement into holdings: good rows are taken, the others named.
///
/// Of an account that the statement shows on several days, the last counts. What the portfolio knows of
/// an account or an instrument stays: a statement can't tell betas, tags or lots, and must not undo them.
struct StatementAssembly {
  var statement: BrokerStatement
  let known: KnownPortfolio
  private let accountsKnown: [String: HoldingsSet.AccountRow]
  var instruments: [String: Instrument]
  /// The broker's number of each instrument of the statement.
  private var numbers: [String: String] = [:]
  private var new: [Instrument] = []
  /// By account, the last day that it is shown on.
  private(set) var lastDay: [String: CalendarDate] = [:]

  init(_ statement: BrokerStatement, known: KnownPortfolio) {
    self.statement = statement.inWholeUnits
    self.known = known
    accountsKnown = Dictionary(known.accounts.map { ($0.name, $0) }) { first, _ in first }
    instruments = Dictionary(known.instruments.map { ($0.symbol, $0) }) { first, _ in first }
    for row in statement.holdings { note(row.account, row.date) }
    for row in statement.cash { note(row.account, row.date) }
  }

  private mutating func note(_ account: String, _ date: CalendarDate?) {
    guard let date else { return }
    lastDay[account] = max(lastDay[account] ?? date, date)
  }

  mutating func reading() -> HoldingsReading {
    var set = HoldingsSet()
    let accounts = accounts()
    let names = Set(accounts.map(\.name))
    set.accounts = accounts
    let holdings = holdings(of: names)
    if statement.hasHoldings {
      set.positions = holdings.positions
      set.lots = holdings.lots
    }
    if statement.hasCash { set.cash = cash(of: names) }
    set.instruments = new
    set.prices = prices(holdings.rows)
    if !statement.tags.isEmpty { set.tags = tags() }
    if !statement.splits.isEmpty { set.corporateActions = corporateActions() }
    let rates = rates(bases: Set(accounts.map(\.baseCurrency)))
    set.rates = rates.rows
    set.numeraire = rates.numeraire
    if accounts.isEmpty, statement.problems.isEmpty {
      statement.refuse(nil, nil, "the file tells of no account with holdings")
    }
    // In the order of the file, whatever found them; those of the whole file last.
    let problems = statement.problems.enumerated()
      .sorted { ($0.element.row ?? .max, $0.offset) < ($1.element.row ?? .max, $1.offset) }
    return HoldingsReading(set: set, problems: problems.map(\.element))
  }

  // MARK: Accounts

  private mutating func accounts() -> [HoldingsSet.AccountRow] {
    var rows: [HoldingsSet.AccountRow] = []
    for account in statement.accounts where !rows.contains(where: { $0.name == account.name }) {
      if let row = accountsKnown[account.name] {
        rows.append(row)
        continue
      }
      if let base = account.baseCurrency, !base.isEmpty, Currency(base) == nil {
        statement.refuse(
          account.line,
          nil,
          "`\(shown(base))`, which `\(shown(account.name))` counts in, is not a currency code"
        )
        continue
      }
      guard let base = account.baseCurrency, let currency = Currency(base) else {
        statement.refuse(
          account.line,
          nil,
          "the statement does not tell the base currency of `\(shown(account.name))`",
          help: "add the account's information to it, or the account to `accounts.csv` first"
        )
        continue
      }
      let kind: AccountKind = account.isMargin == true ? .margin : .cash
      guard (1...200).contains(account.name.unicodeScalars.count) else {
        statement.refuse(account.line, nil, "an account has no name, or one of over 200 characters")
        continue
      }
      rows.append(
        HoldingsSet.AccountRow(name: account.name, baseCurrency: currency, kind: kind)
      )
    }
    return rows.sorted { $0.name < $1.name }
  }

  // MARK: Holdings

  /// A row that was understood.
  struct Row {
    var symbol: String
    var account: String
    var quantity: Quantity
    var price: Price?
    var date: CalendarDate?
  }

  private mutating func holdings(
    of accounts: Set<String>
  ) -> (positions: [HoldingsSet.PositionRow], lots: [HoldingsSet.LotRow], rows: [Row]) {
    var groups: [[String]: [BrokerStatement.Holding]] = [:]
    for row in statement.holdings where accounts.contains(row.account) && isLast(row) {
      groups[[row.account, row.symbol], default: []].append(row)
    }
    var positions: [HoldingsSet.PositionRow] = []
    var lots: [HoldingsSet.LotRow] = []
    var rows: [Row] = []
    for group in groups.values.sorted(by: { ($0.first?.line ?? 0) < ($1.first?.line ?? 0) }) {
      // A sum says all that its lots do: rows of both kinds never add up.
      let sums = group.filter { !$0.isLot }
      let parts = group.filter(\.isLot)
      let read = (sums.isEmpty ? parts : sums).compactMap { understood($0) }
      guard let first = read.first, read.count == (sums.isEmpty ? parts : sums).count,
        let quantity = total(read.map(\.quantity)), !quantity.isZero
      else { continue }
      rows.append(contentsOf: read)
      positions.append(
        HoldingsSet.PositionRow(
          account: first.account,
          symbol: first.symbol,
          quantity: quantity
        )
      )
      lots += self.lots(parts, summingTo: quantity)
    }
    return (positions, lots, rows)
  }

  private func isLast(_ row: BrokerStatement.Holding) -> Bool {
    row.date == nil || row.date == lastDay[row.account]
  }

  private func total(_ quantities: [Quantity]) -> Quantity? {
    Int64(exactly: quantities.reduce(Int128(0)) { $0 + Int128($1.units) })
      .map { Quantity(units: $0) }
  }

  /// The row as values, its instrument made known; nothing after a problem was named.
  private mutating func understood(_ row: BrokerStatement.Holding) -> Row? {
    let kind: InstrumentKind
    switch row.kind {
    case .known(let found): kind = found
    case .currency: return nil
    case .refused(let what):
      statement.refuse(
        row.line,
        nil,
        "`\(shown(row.symbol))` is \(what), which a portfolio file can't hold",
        help: "net asset value will lack it"
      )
      return nil
    }
    guard let quantity = BrokerNumber.value(row.quantity, as: Quantity.self, rounds: false) else {
      statement.refuse(row.line, "quantity", "`\(shown(row.quantity))` is not a quantity")
      return nil
    }
    let price = BrokerNumber.value(row.price, as: Price.self, rounds: true)
    guard let multiplier = multiplier(of: row, kind, quantity, price),
      isKnown(row, kind, multiplier)
    else { return nil }
    return Row(
      symbol: row.symbol,
      account: row.account,
      quantity: quantity,
      price: price.flatMap { $0 > .zero ? $0 : nil },
      date: row.priceDate ?? row.date
    )
  }

  /// The multiplier with which the row's own value comes out. A bond's price is a percentage of what it
  /// counts.
  private mutating func multiplier(
    of row: BrokerStatement.Holding,
    _ kind: InstrumentKind,
    _ quantity: Quantity,
    _ price: Price?
  ) -> Number? {
    let given = BrokerNumber.value(row.multiplier, as: Number.self, rounds: true)
    if kind == .future, given == nil {
      statement.refuse(
        row.line,
        "multiplier",
        "the multiplier of the future `\(shown(row.symbol))` is missing",
        help: "add the column to the statement"
      )
      return nil
    }
    let hundredth = Number(units: Number.scale / 100)
    let candidates = kind == .bond ? [hundredth, given ?? .one] : [given ?? .one]
    guard let price, let value = BrokerNumber.value(row.value, as: Amount.self, rounds: true) else {
      return candidates.first
    }
    if let found = candidates.first(where: { fits(quantity, price, $0, value) }) { return found }
    statement.refuse(
      row.line,
      "value",
      "\(quantity) of `\(shown(row.symbol))` at \(price) are not worth \(value)",
      help: "its price is in hundredths of the currency, or its multiplier is missing"
    )
    return nil
  }

  /// Whether quantity · price · multiplier is the value to within half a percent or a unit of money.
  private func fits(
    _ quantity: Quantity,
    _ price: Price,
    _ multiplier: Number,
    _ value: Amount
  ) -> Bool {
    guard
      let product = try? quantity.ratio.multiplied(by: price.ratio)
        .multiplied(by: multiplier.ratio),
      let worth = try? Amount(product, rounding: .halfEven)
    else { return true }
    let distance = Int128(worth.units) - Int128(value.units)
    let size = abs(Int128(value.units))
    return abs(distance) * 200 <= size || abs(distance) <= Int128(Amount.scale)
  }

  /// Makes the row's instrument known; false after a problem when it is another than the known one.
  private mutating func isKnown(
    _ row: BrokerStatement.Holding,
    _ kind: InstrumentKind,
    _ multiplier: Number
  ) -> Bool {
    guard let currency = Currency(row.currency), !row.symbol.isEmpty,
      row.symbol.unicodeScalars.count <= 40
    else {
      statement.refuse(row.line, nil, "the row has no symbol or no currency")
      return false
    }
    if let number = numbers[row.symbol], number != row.number, !row.number.isEmpty {
      statement.refuse(
        row.line,
        "symbol",
        "`\(shown(row.symbol))` stands for two instruments",
        help: "a symbol is one instrument in a portfolio file; keep them in two files"
      )
      return false
    }
    numbers[row.symbol] = row.number
    if let there = instruments[row.symbol] {
      if there.currency == currency, there.multiplier == multiplier { return true }
      statement.refuse(
        row.line,
        "symbol",
        "`\(shown(row.symbol))` is in \(currency) with the multiplier \(multiplier), and in the portfolio "
          + "in \(there.currency) with \(there.multiplier)",
        help: "set the instrument right with `tranche portfolio set`, or give it another symbol"
      )
      return false
    }
    let instrument = Instrument(
      symbol: row.symbol,
      name: row.name,
      kind: kind,
      currency: currency,
      multiplier: multiplier,
      underlying: row.underlying.isEmpty || row.underlying == row.symbol ? nil : row.underlying
    )
    instruments[row.symbol] = instrument
    new.append(instrument)
    return true
  }

  /// Lots that sum to the holding; the others are left out with a problem.
  private mutating func lots(
    _ rows: [BrokerStatement.Holding],
    summingTo quantity: Quantity
  ) -> [HoldingsSet.LotRow] {
    guard let first = rows.first else { return [] }
    let lots = rows.compactMap { row -> HoldingsSet.LotRow? in
      guard let opened = row.opened,
        let size = BrokerNumber.value(row.quantity, as: Quantity.self, rounds: false),
        let cost = BrokerNumber.value(row.cost, as: Price.self, rounds: true),
        !size.isZero, !cost.isNegative
      else { return nil }
      return HoldingsSet.LotRow(
        account: row.account,
        symbol: row.symbol,
        opened: opened,
        quantity: size,
        cost: cost
      )
    }
    if lots.count == rows.count, total(lots.map(\.quantity)) == quantity { return lots }
    statement.refuse(
      first.line,
      nil,
      "the lots of `\(shown(first.symbol))` do not sum to \(quantity), or lack a date or a cost",
      help: "the holding is taken without them"
    )
    return []
  }
}
