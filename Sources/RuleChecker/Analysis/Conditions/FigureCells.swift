internal import Quantities

/// The values of one figure, cut into cells within which no test changes its answer; the last cell is
/// the value that is not known.
struct FigureCells {
  private enum Content {
    /// Below, at and between ascending bounds: cell 2i lies below bound i, cell 2i + 1 is bound i.
    case numbers([Ratio], places: [Int])
    case states([(state: CatalystState, outcome: String?)])
    case truths
  }

  private let content: Content

  /// - Parameter tests: all that is asked of the figure.
  init(_ figure: Figure, _ tests: [Formula.Test], _ catalysts: [Catalyst]) {
    if case .state(let reference) = figure {
      content = .states(FigureCells.states(of: reference, catalysts))
      return
    }
    let bounds = tests.compactMap { test -> Ratio? in
      if case .compare(_, let bound) = test { return bound }
      return nil
    }
    let asksTruth = tests.contains { if case .holds = $0 { true } else { false } }
    guard !asksTruth else {
      content = .truths
      return
    }
    var sorted: [Ratio] = []
    for bound in bounds.sorted() where sorted.last != bound { sorted.append(bound) }
    content = .numbers(sorted, places: FigureCells.places(sorted, figure.range))
  }

  /// How many, the unknown one included.
  var count: Int {
    switch content {
    case .numbers(_, let places): places.count + 1
    case .states(let states): states.count + 1
    case .truths: 3
    }
  }

  func answer(_ test: Formula.Test, in cell: Int) -> KleeneTruth {
    let isUnknown = cell == count - 1
    if case .isKnown = test { return KleeneTruth(!isUnknown) }
    if isUnknown { return .unknown }
    switch (content, test) {
    case (.numbers(let bounds, let places), .compare(let sign, let bound)):
      guard let index = bounds.firstIndex(where: { $0 == bound }) else { return .unknown }
      return KleeneTruth(sign.holds((places[cell] - (2 * index + 1)).signum()))
    case (.states(let states), .isOneOf(let wanted)):
      return KleeneTruth(wanted.contains { FigureCells.matches($0, states[cell]) })
    case (.states(let states), .isAtLeast(let least)):
      guard let step = states[cell].state.step, let wanted = least.step else { return .fails }
      return KleeneTruth(step >= wanted)
    default: return KleeneTruth(cell == 0)
    }
  }

  // MARK: Making them

  /// Cells that hold a value of the range.
  private static func places(_ bounds: [Ratio], _ range: FigureRange) -> [Int] {
    var found: [Int] = []
    for (index, bound) in bounds.enumerated() {
      let before = index > 0 ? bounds[index - 1] : nil
      if range.meets(between: before, and: bound) { found.append(2 * index) }
      if range.contains(bound) { found.append(2 * index + 1) }
    }
    if range.meets(between: bounds.last, and: nil) { found.append(2 * bounds.count) }
    return found
  }

  /// Every state that the catalyst can have. An outcome implies `confirmed`; only what `expires after`
  /// some time expires.
  private static func states(
    of reference: CatalystReference,
    _ catalysts: [Catalyst]
  ) -> [(state: CatalystState, outcome: String?)] {
    let declared =
      catalysts.indices.contains(reference.catalyst) ? catalysts[reference.catalyst] : nil
    var states: [(state: CatalystState, outcome: String?)] = []
    for state in CatalystState.allCases {
      if state == .expired, declared?.expiresAfter == nil { continue }
      states.append((state, nil))
    }
    for outcome in declared?.outcomes ?? [] { states.append((.confirmed, outcome)) }
    return states
  }

  private static func matches(
    _ wanted: CatalystTest.State,
    _ actual: (state: CatalystState, outcome: String?)
  ) -> Bool {
    switch wanted {
    case .state(let state): actual.state == state
    case .outcome(let name): actual.outcome == name
    }
  }
}
