import Portfolio
import Quantities
import RuleChecker

/// The booked exposure of each holding at each moment; moments of one quantity share it.
struct VerifiedExposures {
  enum Exposure {
    case known(Int64)
    /// Without a price or rate.
    case missing
    case outOfRange
  }

  private let count: Int
  /// Of each moment after the other, by slot.
  private var amounts: [Exposure] = []
  /// Whether every amount fits; what promises nothing by itself must be asked nevertheless where one does not.
  private(set) var isInRange = true

  init(_ book: VerifiedBook) {
    count = book.holdings.count
    amounts.reserveCapacity(count * VerifiedHolding.Moment.allCases.count)
    for moment in VerifiedHolding.Moment.allCases {
      for slot in 0..<count {
        let holding = book.holdings[slot]
        let isKnown = moment != .before && holding[moment] == holding.before
        add(isKnown ? amounts[slot] : Self.exposure(of: holding[moment], book.units[slot]))
      }
    }
  }

  private mutating func add(_ exposure: Exposure) {
    if case .outOfRange = exposure { isInRange = false }
    amounts.append(exposure)
  }

  private static func exposure(of units: Int128, _ unit: VerifiedUnit) -> Exposure {
    do throws(ArithmeticFailure) {
      return try unit.exposure(of: units).map { .known($0.units) } ?? .missing
    } catch {
      return .outOfRange
    }
  }

  /// In the smallest units of an amount; nothing when a price or rate is missing.
  func amount(
    _ slot: Int,
    _ moment: VerifiedHolding.Moment
  ) throws(ArithmeticFailure) -> Int64? {
    switch amounts[moment.rawValue * count + slot] {
    case .known(let units): return units
    case .missing: return nil
    case .outOfRange: throw .overflow
    }
  }
}

/// The sum that a limit compares, over the holdings of some moment.
struct VerifiedFigure {
  let measure: Limit.Measure
  /// Slots, ascending.
  let members: [Int]
  let side: Limit.Side
  let book: VerifiedBook
  private let exposures: VerifiedExposures

  init(measure: Limit.Measure, members: [Int], side: Limit.Side, book: VerifiedBook) {
    self.measure = measure
    self.members = members
    self.side = side
    self.book = book
    exposures = book.exposures
  }

  /// Nothing when a price or beta is missing.
  func sum(_ moment: VerifiedHolding.Moment) throws(ArithmeticFailure) -> Ratio? {
    switch measure {
    case .beta: return try sumByBeta(moment)
    case .net: return try plainSum(moment, isNet: true)
    default: return try plainSum(moment, isNet: false)
    }
  }

  /// Booked amounts have one scale: their sum is a whole number of its parts.
  private func plainSum(
    _ moment: VerifiedHolding.Moment,
    isNet: Bool
  ) throws(ArithmeticFailure) -> Ratio? {
    var sum = Int128(0)
    for slot in members {
      guard let amount = try exposures.amount(slot, moment) else { return nil }
      sum += Int128(isNet || amount >= 0 ? amount : 0)
      if !isNet && amount < 0 { sum -= Int128(amount) }
    }
    return try Ratio(sum, over: Int128(Amount.scale))
  }

  private func sumByBeta(_ moment: VerifiedHolding.Moment) throws(ArithmeticFailure) -> Ratio? {
    var sum = Int128(0)
    var isWhole = true
    for slot in members {
      guard let amount = try exposures.amount(slot, moment) else { return nil }
      if amount == 0 { continue }
      let instrument = book.holdings[slot].instrument
      guard let beta = book.world.instruments[instrument].beta else { return nil }
      let (next, overflow) = sum.addingReportingOverflow(Int128(amount) * Int128(beta.units))
      (sum, isWhole) = (next, isWhole && !overflow)
    }
    if isWhole { return try Ratio(sum, over: Int128(Amount.scale) * Int128(Number.scale)) }
    return try wideSumByBeta(moment)
  }

  /// The same for amounts and betas of which the products fit only as fractions.
  private func wideSumByBeta(_ moment: VerifiedHolding.Moment) throws(ArithmeticFailure) -> Ratio? {
    var sum = Ratio.zero
    for slot in members {
      guard let amount = try exposures.amount(slot, moment) else { return nil }
      let instrument = book.holdings[slot].instrument
      guard amount != 0, let beta = book.world.instruments[instrument].beta else { continue }
      sum = try sum.adding(try Amount(units: amount).ratio.multiplied(by: beta.ratio))
    }
    return sum
  }

  /// Whether increases lead past `cap` and past where reductions leave the account, or what hedges put on
  /// leads past it and past where the account was. The room under a limit is that before hedges change.
  func isBroken(past cap: Ratio, hedgesCount: Bool) throws(ArithmeticFailure) -> Bool {
    guard let old = try sum(.before), let reduced = try sum(.reduced),
      let increased = try sum(.increased)
    else {
      return addsUnknown()
    }
    if isWorse(increased, than: cap, reduced) { return true }
    guard hedgesCount, let calm = try sum(.hedgesReduced), let after = try sum(.after) else {
      return false
    }
    return isWorse(after, than: cap, old, calm)
  }

  /// A beta that is missing stops the increases of its account.
  private func addsUnknown() -> Bool {
    book.trades.contains { $0.isIncrease && members.contains($0.slot) }
  }

  private func isWorse(_ value: Ratio, than bounds: Ratio...) -> Bool {
    bounds.allSatisfy { side == .atMost ? value > $0 : value < $0 }
  }
}
