internal import Quantities

extension Figure {
  /// What the language says of its values. Scores lie between −1 and 1, impacts between 0 and 1,
  /// nothing is counted below zero, and an age lies within its window.
  var range: FigureRange {
    switch self {
    case .news(let call): call.range
    case .holding: .any
    case .account(.gross): .fromZero
    case .account: .any
    case .daysSince: .wholeNumber
    case .sinceChange, .businessDays: .fromZero
    case .sum(let sum): sum.range
    case .opaque(let expression): expression.range
    case .state, .changed, .binding: .any
    }
  }
}

extension NewsCall {
  fileprivate var range: FigureRange {
    switch function {
    case .sentiment: return .from(-1, to: 1)
    case .impact: return .from(0, to: 1)
    case .sentimentChange: return .from(-2, to: 2)
    case .articles, .sources: return .count
    case .age:
      guard let seconds = over?.seconds else { return .fromZero }
      return FigureRange(lowest: .zero, highest: Ratio(seconds), isOpenAbove: true)
    }
  }
}

extension WeightedSum {
  fileprivate var range: FigureRange {
    var result = FigureRange(lowest: .zero, highest: .zero)
    for term in terms { result = result.adding(term.figure.range.scaled(by: term.coefficient)) }
    // Counts with odd coefficients are not whole; that little is not worth following.
    result.isWhole = false
    return result
  }
}

extension Expression {
  /// Of a value that is not looked into: only what `otherwise` may give.
  fileprivate var range: FigureRange {
    switch kind {
    case .number(let number): FigureRange(lowest: number.ratio, highest: number.ratio)
    case .news(let call): call.range
    case .account(.gross): .fromZero
    case .otherwise(let first, let second): first.range.hull(second.range)
    default: .any
    }
  }
}
