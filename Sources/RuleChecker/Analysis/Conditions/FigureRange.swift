internal import Quantities

/// What values a figure can have when it is known.
struct FigureRange: Sendable {
  /// Nothing: as low, or as high, as can be.
  var lowest: Ratio?
  var highest: Ratio?
  /// Whether the ends themselves are left out.
  var isOpenBelow = false
  var isOpenAbove = false
  /// Counts and days have nothing between two whole numbers.
  var isWhole = false

  static let any = FigureRange()
  static let fromZero = FigureRange(lowest: .zero)
  static let count = FigureRange(lowest: .zero, isWhole: true)
  static let wholeNumber = FigureRange(isWhole: true)

  static func from(_ lowest: Int64, to highest: Int64) -> FigureRange {
    FigureRange(lowest: Ratio(lowest), highest: Ratio(highest))
  }

  /// Whether a value of the range lies strictly between two numbers; nothing is no bound.
  func meets(between low: Ratio?, and high: Ratio?) -> Bool {
    var bottom = low
    var hasBottom = false
    if let lowest, low.map({ $0 < lowest }) ?? true {
      bottom = lowest
      hasBottom = !isOpenBelow
    }
    var top = high
    var hasTop = false
    if let highest, high.map({ $0 > highest }) ?? true {
      top = highest
      hasTop = !isOpenAbove
    }
    guard let bottom, let top else { return true }
    if bottom > top || (bottom == top && !(hasBottom && hasTop)) { return false }
    return !isWhole || holdsWholeNumber(from: bottom, hasBottom, to: top, hasTop)
  }

  func contains(_ value: Ratio) -> Bool {
    if let lowest, value < lowest || (isOpenBelow && value == lowest) { return false }
    if let highest, value > highest || (isOpenAbove && value == highest) { return false }
    return !isWhole || value.reduced().denominator == 1
  }

  private func holdsWholeNumber(
    from bottom: Ratio,
    _ hasBottom: Bool,
    to top: Ratio,
    _ hasTop: Bool
  ) -> Bool {
    // The whole number at or below the bottom, and the two above it: one of them lies inside if any does.
    guard let start = try? bottom.scaled(by: 1, rounding: .towardZero) else { return true }
    for step: Int128 in -1...2 {
      let (whole, overflow) = start.addingReportingOverflow(step)
      guard !overflow, let value = try? Ratio(whole, over: 1) else { return true }
      let isAbove = value > bottom || (hasBottom && value == bottom)
      let isBelow = value < top || (hasTop && value == top)
      if isAbove && isBelow { return true }
    }
    return false
  }

  /// The smallest range that holds both.
  func hull(_ other: FigureRange) -> FigureRange {
    var result = FigureRange(isWhole: isWhole && other.isWhole)
    if let lowest, let low = other.lowest { result.lowest = min(lowest, low) }
    if let highest, let high = other.highest { result.highest = max(highest, high) }
    result.isOpenBelow = isOpenBelow && other.isOpenBelow
    result.isOpenAbove = isOpenAbove && other.isOpenAbove
    return result
  }

  /// `self × factor`, not whole any more unless the factor is one.
  func scaled(by factor: Ratio) -> FigureRange {
    guard let low = product(lowest, factor), let high = product(highest, factor) else {
      return .any
    }
    if factor.isNegative {
      return FigureRange(
        lowest: high.value,
        highest: low.value,
        isOpenBelow: isOpenAbove,
        isOpenAbove: isOpenBelow
      )
    }
    return FigureRange(
      lowest: low.value,
      highest: high.value,
      isOpenBelow: isOpenBelow,
      isOpenAbove: isOpenAbove,
      isWhole: isWhole && factor == .one
    )
  }

  private func product(_ bound: Ratio?, _ factor: Ratio) -> (value: Ratio?, Void)? {
    guard let bound else { return (nil, ()) }
    guard let value = try? bound.multiplied(by: factor) else { return nil }
    return (value, ())
  }

  /// Of the sum of a value of each.
  func adding(_ other: FigureRange) -> FigureRange {
    var result = FigureRange(isWhole: isWhole && other.isWhole)
    if let lowest, let low = other.lowest { result.lowest = try? lowest.adding(low) }
    if let highest, let high = other.highest { result.highest = try? highest.adding(high) }
    result.isOpenBelow = isOpenBelow || other.isOpenBelow
    result.isOpenAbove = isOpenAbove || other.isOpenAbove
    return result
  }

  /// In words; nothing for a range without ends.
  var described: String? {
    switch (lowest, highest) {
    case (let low?, let high?): "from \(low) to \(high)"
    case (let low?, nil): "\(low) or more"
    case (nil, let high?): "\(high) or less"
    case (nil, nil): nil
    }
  }
}
