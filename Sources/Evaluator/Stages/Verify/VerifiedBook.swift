import Portfolio
import Quantities
import RuleChecker

/// One order of the change list as verification reads it.
struct VerifiedTrade {
  let change: Change
  let instrument: Int
  /// Signed, before and after this order, in the smallest units.
  let before: Int128
  let after: Int128
  let isIncrease: Bool
  let isOfHedge: Bool

  var symbol: String { change.symbol }
  /// Signed.
  var units: Int128 { after - before }
}

/// The account's holdings and values through a change list, worked out from nothing but the list.
struct VerifiedBook {
  /// Orders of instruments; conversions are left out.
  private(set) var trades: [VerifiedTrade] = []
  private(set) var unknownSymbols: [String] = []
  /// With what is sent and not yet filled; signed.
  let before: [Int: Int128]
  /// After reductions of what hedges with nothing; then also increases of it; then also reductions of
  /// hedges; then everything.
  private(set) var reduced: [Int: Int128]
  private(set) var increased: [Int: Int128]
  private(set) var hedgesReduced: [Int: Int128]
  private(set) var after: [Int: Int128]
  /// In ascending order: everything held before or after.
  let instruments: [Int]
  let units: [Int: VerifiedUnit]
  /// By currency, pending orders counted as executed.
  let cash: [Currency: Amount]
  /// Nothing when a price or rate is missing.
  let nav: Amount?
  /// Whether anything is bought, sold short or converted.
  let addsAnything: Bool

  init(_ verification: Verification) throws(ArithmeticFailure) {
    let market = verification.market
    var held: [Int: Int128] = [:]
    for position in verification.account.positions {
      held[position.instrument, default: 0] += Int128(position.quantity.units)
    }
    for (index, quantity) in verification.journal.pending {
      held[index, default: 0] += Int128(quantity.units)
    }
    before = held
    (reduced, increased, hedgesReduced) = (held, held, held)
    for change in verification.changes where change.action != .convert {
      guard let index = market.indexBySymbol[change.symbol] else {
        unknownSymbols.append(change.symbol)
        continue
      }
      let isIn = change.action == .buy || change.action == .cover
      let signed = Int128(change.quantity.units) * (isIn ? 1 : -1)
      let from = held[index] ?? 0
      held[index] = from + signed
      let isOfHedge = verification.hedgeInstruments.contains(index)
      trades.append(
        VerifiedTrade(
          change: change,
          instrument: index,
          before: from,
          after: from + signed,
          isIncrease: change.isIncrease,
          isOfHedge: isOfHedge
        )
      )
      if !change.isIncrease && !isOfHedge { reduced[index, default: 0] += signed }
      if !isOfHedge { increased[index, default: 0] += signed }
      if !isOfHedge || !change.isIncrease { hedgesReduced[index, default: 0] += signed }
    }
    after = held
    instruments = held.keys.filter { market.instruments.indices.contains($0) }.sorted()
    var units: [Int: VerifiedUnit] = [:]
    for index in instruments { units[index] = try VerifiedUnit(of: index, verification) }
    self.units = units
    cash = try Self.startingCash(verification, units)
    nav = try Self.netAssetValue(before, units, cash, verification)
    addsAnything = verification.changes.contains { $0.action == .convert || $0.isIncrease }
  }

  private static func startingCash(
    _ verification: Verification,
    _ units: [Int: VerifiedUnit]
  ) throws(ArithmeticFailure) -> [Currency: Amount] {
    var balances: [Currency: Amount] = [:]
    for money in verification.account.cash {
      balances[money.currency] = try (balances[money.currency] ?? .zero).adding(money.amount)
    }
    for (index, quantity) in verification.journal.pending {
      guard let unit = units[index], let price = unit.own, !unit.isFuture else { continue }
      let spent = try Amount(try price.multiplied(by: quantity.ratio), rounding: .halfEven)
      balances[unit.currency] = try (balances[unit.currency] ?? .zero).subtracting(spent)
    }
    for (currency, amount) in verification.journal.pendingCash {
      balances[currency] = try (balances[currency] ?? .zero).adding(amount)
    }
    return balances
  }

  private static func netAssetValue(
    _ held: [Int: Int128],
    _ units: [Int: VerifiedUnit],
    _ cash: [Currency: Amount],
    _ verification: Verification
  ) throws(ArithmeticFailure) -> Amount? {
    var total = Amount.zero
    for (index, quantity) in held where quantity != 0 {
      guard let unit = units[index], let value = try unit.value(of: quantity) else { return nil }
      if !unit.isFuture { total = try total.adding(value) }
    }
    for (currency, amount) in cash where !amount.isZero {
      guard let rate = try VerifiedUnit.rate(of: currency, verification) else { return nil }
      let worth = try amount.ratio.multiplied(by: rate.value)
      total = try total.adding(try Amount(worth, rounding: .halfEven))
    }
    return total
  }
}

/// What one unit of an instrument is worth, worked out anew.
struct VerifiedUnit {
  let currency: Currency
  let isFuture: Bool
  /// In the instrument's currency, multiplier included.
  let own: Ratio?
  /// In the base currency.
  let value: Ratio?
  /// In the base currency, leverage included; signed.
  let exposure: Ratio?
  let isStale: Bool

  init(of index: Int, _ verification: Verification) throws(ArithmeticFailure) {
    let instrument = verification.market.instruments[index]
    currency = instrument.currency
    isFuture = instrument.kind == .future
    guard let quote = verification.market.quotes[index], quote.price.units > 0 else {
      (own, value, exposure, isStale) = (nil, nil, nil, false)
      return
    }
    let price = try quote.price.ratio.multiplied(by: instrument.multiplier.ratio)
    own = price
    guard let rate = try Self.rate(of: currency, verification) else {
      (value, exposure, isStale) = (nil, nil, false)
      return
    }
    let worth = try price.multiplied(by: rate.value)
    value = worth
    exposure = try worth.multiplied(by: instrument.leverage.ratio)
    let oldest = verification.asOf.subtracting(verification.rulebook.settings.pricesNoOlderThan)
    isStale = quote.at < oldest || rate.isStale
  }

  /// Base currency for one of `currency`; nothing when a rate is missing.
  static func rate(
    of currency: Currency,
    _ verification: Verification
  ) throws(ArithmeticFailure) -> (value: Ratio, isStale: Bool)? {
    let base = verification.account.baseCurrency
    if currency == base { return (.one, false) }
    let market = verification.market
    let oldest = verification.asOf.subtracting(verification.rulebook.settings.pricesNoOlderThan)
    var value = Ratio.one
    var isStale = false
    if currency != market.numeraire {
      guard let quote = market.rates[currency], quote.rate.units > 0 else { return nil }
      value = quote.rate.ratio
      isStale = quote.at < oldest
    }
    if base != market.numeraire {
      guard let quote = market.rates[base], quote.rate.units > 0 else { return nil }
      value = try value.divided(by: quote.rate.ratio)
      isStale = isStale || quote.at < oldest
    }
    return (value, isStale)
  }

  /// Of so many of the smallest units: rounded to 4 decimals in the base currency, signed.
  func value(of units: Int128) throws(ArithmeticFailure) -> Amount? {
    try booked(units, at: value)
  }

  func exposure(of units: Int128) throws(ArithmeticFailure) -> Amount? {
    if units == 0 { return .zero }
    return try booked(units, at: exposure)
  }

  private func booked(_ units: Int128, at price: Ratio?) throws(ArithmeticFailure) -> Amount? {
    guard let price else { return nil }
    let quantity = try Ratio(units, over: Int128(Quantity.scale))
    return try Amount(try quantity.multiplied(by: price), rounding: .halfEven)
  }
}
