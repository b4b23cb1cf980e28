import Portfolio
import Quantities
import RuleChecker

/// One order of the change list as verification reads it.
struct VerifiedTrade {
  /// As the list has them.
  let symbol: String
  let action: Change.Action
  let quantity: Quantity
  let price: Price?
  let value: Amount?
  let instrument: Int
  /// The place of the instrument in the book.
  let slot: Int
  /// Signed, before and after this order, in the smallest units.
  let before: Int128
  let after: Int128
  let isOfHedge: Bool

  var isIncrease: Bool { action.isIncrease }
  /// Signed.
  var units: Int128 { after - before }
}

/// One instrument of an account at the moments that promises compare; signed, in the smallest units.
struct VerifiedHolding {
  let instrument: Int
  private var units: EachMoment<Int128>
  fileprivate(set) var isTraded = false

  init(_ instrument: Int, _ units: Int128) {
    self.instrument = instrument
    self.units = EachMoment(units)
  }

  var before: Int128 { units.before }
  var after: Int128 { units.after }

  subscript(moment: VerifiedMoment) -> Int128 { units[moment] }

  fileprivate mutating func trade(_ signed: Int128, isIncrease: Bool, isOfHedge: Bool) {
    isTraded = true
    units.after += signed
    if !isIncrease && !isOfHedge { units.reduced += signed }
    if !isOfHedge { units.increased += signed }
    if !isOfHedge || !isIncrease { units.hedgesReduced += signed }
  }
}

/// The account's holdings and values through a change list, worked out from nothing but the list.
final class VerifiedBook {
  /// Orders of instruments; conversions are left out.
  let trades: [VerifiedTrade]
  let unknownSymbols: [String]
  /// In ascending order of instrument, each once: everything held before or after. A place here is a slot.
  let holdings: [VerifiedHolding]
  /// By slot.
  let units: [VerifiedUnit]
  /// Whether anything is bought, sold short or converted.
  let addsAnything: Bool
  /// By currency, pending orders counted as executed.
  let cash: [Currency: Amount]
  /// Nothing when a price or rate is missing.
  let nav: Amount?
  private(set) lazy var exposures = VerifiedExposures(self)
  /// All slots, and those of what is traded, ascending.
  let slots: [Int]
  let traded: [Int]
  /// What hedges in force want of an instrument, once that is known.
  var wantedHedges: [(instrument: Int, wanted: Ratio)] = []
  /// Whether hedges leave the account further from net zero, once that is known.
  var hedgesRaiseNet: Bool?
  let world: VerifiedWorld

  init(_ verification: Verification) throws(ArithmeticFailure) {
    let world = verification.world
    self.world = world
    let indices = verification.changes.map { change in
      change.action == .convert ? nil : world.market.indexBySymbol[change.symbol]
    }
    addsAnything = verification.changes.contains { $0.action == .convert || $0.isIncrease }
    let held = Self.held(verification, traded: indices)
    units = try verification.rates.units(of: held.holdings, world)
    var holdings = held.holdings
    (trades, unknownSymbols) = Self.trade(verification.changes, indices, &holdings, world)
    self.holdings = holdings
    slots = Array(holdings.indices)
    traded = holdings.indices.filter { holdings[$0].isTraded }
    cash = try Self.startingCash(verification, holdings, units)
    nav =
      held.holdsUnknown ? nil : try Self.netAssetValue(verification, holdings, units, cash)
  }

  /// The slot of an instrument.
  func slot(of instrument: Int) -> Int? { holdings.slot(of: instrument) }

  func isHeldBefore(_ instrument: Int) -> Bool {
    slot(of: instrument).map { holdings[$0].before != 0 } ?? false
  }

  // MARK: Holdings

  /// What is held, with a holding of nothing for what is traded and not held.
  private static func held(
    _ verification: Verification,
    traded: [Int?]
  ) -> (holdings: [VerifiedHolding], holdsUnknown: Bool) {
    var entries: [(instrument: Int, units: Int128)] = []
    let account = verification.account
    entries.reserveCapacity(account.positions.count + traded.count)
    for position in account.positions {
      entries.append((position.instrument, Int128(position.quantity.units)))
    }
    for (index, quantity) in verification.journal.pending {
      entries.append((index, Int128(quantity.units)))
    }
    for case let index? in traded { entries.append((index, 0)) }
    entries.sort { $0.instrument < $1.instrument }
    var holdings: [VerifiedHolding] = []
    holdings.reserveCapacity(entries.count)
    let known = verification.world.instruments.indices
    var holdsUnknown = false
    var next = 0
    while next < entries.count {
      let instrument = entries[next].instrument
      var units = Int128(0)
      while next < entries.count, entries[next].instrument == instrument {
        units += entries[next].units
        next += 1
      }
      if known.contains(instrument) {
        holdings.append(VerifiedHolding(instrument, units))
      } else if units != 0 {
        holdsUnknown = true
      }
    }
    return (holdings, holdsUnknown)
  }

  /// What the orders do to holdings, one after the other, and the names that no instrument has.
  private static func trade(
    _ changes: [Change],
    _ indices: [Int?],
    _ holdings: inout [VerifiedHolding],
    _ world: VerifiedWorld
  ) -> (trades: [VerifiedTrade], unknownSymbols: [String]) {
    var trades: [VerifiedTrade] = []
    var unknownSymbols: [String] = []
    trades.reserveCapacity(changes.count)
    for (change, index) in zip(changes, indices) where change.action != .convert {
      guard let index, let slot = holdings.slot(of: index) else {
        unknownSymbols.append(change.symbol)
        continue
      }
      let isIn = change.action == .buy || change.action == .cover
      let signed = Int128(change.quantity.units) * (isIn ? 1 : -1)
      let from = holdings[slot].after
      let isIncrease = change.isIncrease
      let isOfHedge = world.instruments[index].isHedge
      holdings[slot].trade(signed, isIncrease: isIncrease, isOfHedge: isOfHedge)
      trades.append(
        VerifiedTrade(
          symbol: change.symbol,
          action: change.action,
          quantity: change.quantity,
          price: change.price,
          value: change.value,
          instrument: index,
          slot: slot,
          before: from,
          after: from + signed,
          isOfHedge: isOfHedge
        )
      )
    }
    return (trades, unknownSymbols)
  }

  // MARK: Money

  private static func startingCash(
    _ verification: Verification,
    _ holdings: [VerifiedHolding],
    _ units: [VerifiedUnit]
  ) throws(ArithmeticFailure) -> [Currency: Amount] {
    var balances: [Currency: Amount] = [:]
    for money in verification.account.cash {
      balances[money.currency] = try (balances[money.currency] ?? .zero).adding(money.amount)
    }
    for (index, quantity) in verification.journal.pending {
      guard let slot = holdings.slot(of: index), let price = units[slot].own, !units[slot].isFuture
      else {
        continue
      }
      let spent = try Amount(try price.multiplied(by: quantity.ratio), rounding: .halfEven)
      let currency = units[slot].currency
      balances[currency] = try (balances[currency] ?? .zero).subtracting(spent)
    }
    for (currency, amount) in verification.journal.pendingCash {
      balances[currency] = try (balances[currency] ?? .zero).adding(amount)
    }
    return balances
  }

  private static func netAssetValue(
    _ verification: Verification,
    _ holdings: [VerifiedHolding],
    _ units: [VerifiedUnit],
    _ cash: [Currency: Amount]
  ) throws(ArithmeticFailure) -> Amount? {
    var total = Amount.zero
    for slot in holdings.indices where holdings[slot].before != 0 {
      guard let value = try units[slot].value(of: holdings[slot].before) else { return nil }
      if !units[slot].isFuture { total = try total.adding(value) }
    }
    for (currency, amount) in cash where !amount.isZero {
      guard let rate = try verification.rates.rate(of: currency) else { return nil }
      let worth = try amount.ratio.multiplied(by: rate.value)
      total = try total.adding(try Amount(worth, rounding: .halfEven))
    }
    return total
  }
}

extension [VerifiedHolding] {
  /// The place of an instrument; these ascend.
  fileprivate func slot(of instrument: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].instrument < instrument { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].instrument == instrument ? low : nil
  }
}
