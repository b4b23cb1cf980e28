import Portfolio
import Quantities
import RuleChecker

/// The booked exposure of each holding at each moment; only of what is traded do moments differ.
final class VerifiedExposures {
  enum Exposure {
    case known(Int64)
    /// Without a price or rate.
    case missing
    case outOfRange

    var isOutOfRange: Bool { if case .outOfRange = self { true } else { false } }
  }

  /// By slot, before any change.
  private let starting: [Exposure]
  /// By slot, the number of what is traded among such; −1 for all else.
  private let numbers: [Int]
  /// Of what is traded, one after the other, the moments after the first.
  private let later: [Exposure]
  /// Whether every amount fits; what promises nothing by itself must be asked nevertheless where one does not.
  let isInRange: Bool

  /// How many moments there are after the first.
  private static let laterMoments = VerifiedMoment.allCases.count - 1

  init(_ book: VerifiedBook) {
    let (holdings, units) = (book.holdings, book.units)
    var starting: [Exposure] = []
    var numbers: [Int] = []
    var later: [Exposure] = []
    starting.reserveCapacity(holdings.count)
    numbers.reserveCapacity(holdings.count)
    for slot in holdings.indices {
      let holding = holdings[slot]
      let first = Self.exposure(of: holding.before, units[slot])
      starting.append(first)
      if !holding.isTraded {
        numbers.append(-1)
        continue
      }
      numbers.append(later.count / Self.laterMoments)
      for moment in VerifiedMoment.allCases where moment != .before {
        let isSame = holding[moment] == holding.before
        later.append(isSame ? first : Self.exposure(of: holding[moment], units[slot]))
      }
    }
    self.starting = starting
    self.numbers = numbers
    self.later = later
    isInRange = !starting.contains { $0.isOutOfRange } && !later.contains { $0.isOutOfRange }
  }

  private static func exposure(of units: Int128, _ unit: VerifiedUnit) -> Exposure {
    do throws(ArithmeticFailure) {
      return try unit.exposure(of: units).map { .known($0.units) } ?? .missing
    } catch {
      return .outOfRange
    }
  }

  func isTraded(_ slot: Int) -> Bool { numbers[slot] >= 0 }

  /// In the smallest units of an amount; nothing when a price or rate is missing.
  func amount(
    _ slot: Int,
    _ moment: VerifiedMoment
  ) throws(ArithmeticFailure) -> Int64? {
    let number = numbers[slot]
    let exposure =
      moment == .before || number < 0
      ? starting[slot] : later[number * Self.laterMoments + moment.rawValue - 1]
    switch exposure {
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
  private let sums: EachMoment<Sum>

  init(
    measure: Limit.Measure,
    members: [Int],
    side: Limit.Side,
    book: VerifiedBook
  ) throws(ArithmeticFailure) {
    self.measure = measure
    self.members = members
    self.side = side
    self.book = book
    let exposures = book.exposures
    self.exposures = exposures
    // What is not traded comes to the same at every moment, and is added once.
    var settled = Sum()
    var sums = EachMoment(Sum())
    let isByBeta = if case .beta = measure { true } else { false }
    let isSigned = if case .net = measure { true } else { isByBeta }
    for slot in members {
      let factor = isByBeta ? book.units[slot].beta?.units : 1
      if !exposures.isTraded(slot) {
        settled.add(try exposures.amount(slot, .before), times: factor, isSigned: isSigned)
        continue
      }
      for moment in VerifiedMoment.allCases {
        let amount = try exposures.amount(slot, moment)
        sums[moment].add(amount, times: factor, isSigned: isSigned)
      }
    }
    for moment in VerifiedMoment.allCases { sums[moment].add(settled) }
    self.sums = sums
  }

  /// In the smallest units of an amount, or of an amount times a beta.
  private struct Sum {
    /// Nothing when a price or beta is missing.
    var units: Int128? = 0
    /// Whether products of amounts and betas fit only as fractions.
    var isWide = false

    mutating func add(_ amount: Int64?, times factor: Int64?, isSigned: Bool) {
      if amount == 0 { return }
      guard let sum = units, let amount, let factor else {
        units = nil
        return
      }
      let size = isSigned ? Int128(amount) : Int128(amount.magnitude)
      add(size * Int128(factor), to: sum)
    }

    mutating func add(_ other: Sum) {
      isWide = isWide || other.isWide
      guard let sum = units, let part = other.units else {
        units = nil
        return
      }
      add(part, to: sum)
    }

    private mutating func add(_ part: Int128, to sum: Int128) {
      let (next, overflow) = sum.addingReportingOverflow(part)
      if overflow { isWide = true }
      units = next
    }
  }

  /// Nothing when a price or beta is missing.
  func sum(_ moment: VerifiedMoment) throws(ArithmeticFailure) -> Ratio? {
    let sum = sums[moment]
    guard let units = sum.units else { return nil }
    if sum.isWide { return try wideSumByBeta(moment) }
    guard case .beta = measure else { return try Ratio(units, over: Int128(Amount.scale)) }
    return try Ratio(units, over: Int128(Amount.scale) * Int128(Number.scale))
  }

  /// The same for amounts and betas of which the products fit only as fractions.
  private func wideSumByBeta(_ moment: VerifiedMoment) throws(ArithmeticFailure) -> Ratio? {
    var sum = Ratio.zero
    for slot in members {
      guard let amount = try exposures.amount(slot, moment) else { return nil }
      guard amount != 0, let beta = book.units[slot].beta else { continue }
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
