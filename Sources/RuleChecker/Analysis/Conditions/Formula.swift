internal import Quantities

/// A condition with its figures told apart by number: what can be true is asked of this.
indirect enum Formula: Sendable {
  /// What is asked of one figure.
  enum Test: Sendable {
    case compare(Expression.Comparison, Ratio)
    case isOneOf([CatalystTest.State])
    case isAtLeast(CatalystState)
    /// Of a figure that is itself true or false.
    case holds
    case isKnown
  }

  case constant(KleeneTruth)
  case test(figure: Int, Test)
  case not(Formula)
  /// At least so many of the parts: `or` is 1, `and` is their count.
  case atLeast(Int, [Formula])
  /// Whether the condition inside is decided.
  case known(Formula)
  /// What a `let` holds, by the number of the `let`.
  case named(Int, Formula)
  /// The second where the first is not decided.
  case otherwise(Formula, Formula)

  static func and(_ parts: [Formula]) -> Formula { .atLeast(parts.count, parts) }
  static func or(_ parts: [Formula]) -> Formula { .atLeast(1, parts) }

  /// The formulas directly inside.
  var parts: [Formula] {
    switch self {
    case .constant, .test: []
    case .not(let part), .known(let part), .named(_, let part): [part]
    case .atLeast(_, let parts): parts
    case .otherwise(let first, let second): [first, second]
    }
  }

  /// The parts that must all hold, lets and chains inside chains opened.
  var conjuncts: [Formula] {
    switch self {
    case .named(_, let inner): inner.conjuncts
    case .atLeast(let count, let parts) where count == parts.count: parts.flatMap(\.conjuncts)
    default: [self]
    }
  }

  /// Numbers of all figures it reads, with repetitions, at most `most` of them, the last first.
  func figures(atMost most: Int) -> [Int] {
    var found: [Int] = []
    collectFigures(&found, most)
    return found
  }

  private func collectFigures(_ found: inout [Int], _ most: Int) {
    guard found.count < most else { return }
    switch self {
    case .constant: return
    case .test(let figure, _): found.append(figure)
    case .not(let part), .known(let part), .named(_, let part): part.collectFigures(&found, most)
    case .atLeast(_, let parts): for part in parts.reversed() { part.collectFigures(&found, most) }
    case .otherwise(let first, let second):
      second.collectFigures(&found, most)
      first.collectFigures(&found, most)
    }
  }
}
