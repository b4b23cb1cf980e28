import Quantities

/// Looks for the largest factor, in whole basis points, that some increases can be cut to. What holds for a
/// factor holds for all that round to the same trades, so of those one is tried.
struct FactorSearch {
  /// What is to be added, in lots; above zero.
  private let lots: [Ratio]

  /// - Parameter increases: unsigned, each with its lot; those of nothing are left out.
  init(_ increases: [(size: Ratio, lot: Quantity)]) throws(ArithmeticFailure) {
    var lots: [Ratio] = []
    for (size, lot) in increases where size > .zero {
      lots.append(try size.divided(by: lot.ratio))
    }
    self.lots = lots
  }

  /// The largest factor below `top` for which `fits` holds where every smaller one does; 0 when none does.
  func largestByHalving(
    below top: Int = 10_000,
    _ fits: (Int) throws(ArithmeticFailure) -> Bool
  ) throws(ArithmeticFailure) -> Int {
    var low = 0
    var high = top
    while high - low > 1 {
      let middle = (low + high) / 2
      let alike = try factorsAlike(middle)
      if try fits(middle) {
        low = min(alike.upperBound, high - 1)
      } else {
        high = max(alike.lowerBound, low + 1)
      }
    }
    return low
  }

  /// The largest factor below 10,000 for which `fits` holds, whatever smaller ones do; 0 when none does.
  func largestByTrying(
    _ fits: (Int) throws(ArithmeticFailure) -> Bool
  ) throws(ArithmeticFailure) -> Int {
    var factor = try factorsAlike(10_000).lowerBound - 1
    while factor > 0 {
      if try fits(factor) { return factor }
      factor = try factorsAlike(factor).lowerBound - 1
    }
    return 0
  }

  /// The factors up to 10,000 at which every increase rounds to as many whole lots as at `factor`.
  private func factorsAlike(_ factor: Int) throws(ArithmeticFailure) -> ClosedRange<Int> {
    let share = try Ratio(Int128(factor), over: 10_000)
    var least = 0
    var most = 10_000
    for all in lots {
      let whole = try all.multiplied(by: share).scaled(by: 1, rounding: .towardZero)
      if whole > 0 { least = max(least, try smallestFactor(leaving: whole, of: all)) }
      let (more, overflow) = whole.addingReportingOverflow(1)
      guard !overflow else { throw .overflow }
      most = min(most, try smallestFactor(leaving: more, of: all) - 1)
    }
    // A factor is always like itself, whatever digits an extreme increase lost.
    return min(least, factor)...max(most, factor)
  }

  private func smallestFactor(
    leaving count: Int128,
    of all: Ratio
  ) throws(ArithmeticFailure) -> Int {
    let factor = try Ratio(count, over: 1).divided(by: all)
      .scaled(by: 10_000, rounding: .awayFromZero)
    // Past 10,000 it is none of ours.
    return Int(clamping: min(factor, 1_000_000))
  }
}
