/// All cells of all figures that some formulas read, and the truth of the formulas in each
/// combination.
struct CellGrid {
  /// Beyond so many combinations nothing is said.
  static let most = 4096

  /// A formula with, for each test, its answers by cell.
  private indirect enum Node {
    case constant(KleeneTruth)
    case test(slot: Int, answers: [KleeneTruth])
    case not(Node)
    case atLeast(Int, [Node])
    case known(Node)
    case otherwise(Node, Node)
  }

  private var nodes: [Node] = []
  private var sizes: [Int] = []

  /// Nothing where there are too many combinations.
  init?(_ formulas: [Formula], _ table: ConditionTable) {
    var slots: [Int: Int] = [:]
    var tests: [(figure: Int, tests: [Formula.Test])] = []
    for formula in formulas { CellGrid.collect(formula, &slots, &tests) }
    var cells: [FigureCells] = []
    var combinations = 1
    for entry in tests {
      let figure = FigureCells(table.figures[entry.figure], entry.tests, table.rulebook.catalysts)
      combinations *= figure.count
      guard combinations <= CellGrid.most else { return nil }
      cells.append(figure)
    }
    let asked = tests.reduce(0) { $0 + $1.tests.count }
    guard table.spend(combinations * asked) else { return nil }
    sizes = cells.map(\.count)
    nodes = formulas.map { CellGrid.node($0, slots, cells) }
  }

  /// Calls `body` with the truths of the formulas in every combination.
  func forEach(_ body: ([KleeneTruth]) -> Void) {
    var cells = [Int](repeating: 0, count: sizes.count)
    while true {
      body(nodes.map { CellGrid.truth(of: $0, cells) })
      var place = 0
      while place < sizes.count {
        cells[place] += 1
        if cells[place] < sizes[place] { break }
        cells[place] = 0
        place += 1
      }
      if place == sizes.count { return }
    }
  }

  private static func collect(
    _ formula: Formula,
    _ slots: inout [Int: Int],
    _ tests: inout [(figure: Int, tests: [Formula.Test])]
  ) {
    if case .test(let figure, let test) = formula {
      if let slot = slots[figure] {
        tests[slot].tests.append(test)
      } else {
        slots[figure] = tests.count
        tests.append((figure, [test]))
      }
    }
    for part in formula.parts { collect(part, &slots, &tests) }
  }

  private static func node(_ formula: Formula, _ slots: [Int: Int], _ cells: [FigureCells]) -> Node
  {
    switch formula {
    case .constant(let truth): return .constant(truth)
    case .test(let figure, let test):
      guard let slot = slots[figure] else { return .constant(.unknown) }
      let answers = (0..<cells[slot].count).map { cells[slot].answer(test, in: $0) }
      return .test(slot: slot, answers: answers)
    case .named(_, let inner): return node(inner, slots, cells)
    case .not(let inner): return .not(node(inner, slots, cells))
    case .known(let inner): return .known(node(inner, slots, cells))
    case .atLeast(let count, let parts):
      return .atLeast(count, parts.map { node($0, slots, cells) })
    case .otherwise(let one, let two):
      return .otherwise(node(one, slots, cells), node(two, slots, cells))
    }
  }

  private static func truth(of node: Node, _ cells: [Int]) -> KleeneTruth {
    switch node {
    case .constant(let truth): return truth
    case .test(let slot, let answers): return answers[cells[slot]]
    case .not(let inner): return truth(of: inner, cells).negated
    case .known(let inner): return KleeneTruth(truth(of: inner, cells) != .unknown)
    case .otherwise(let one, let two):
      let first = truth(of: one, cells)
      return first == .unknown ? truth(of: two, cells) : first
    case .atLeast(let count, let parts):
      var holding = 0
      var unknown = 0
      for part in parts {
        switch truth(of: part, cells) {
        case .holds: holding += 1
        case .unknown: unknown += 1
        case .fails: break
        }
      }
      return .atLeast(count, holding: holding, unknown: unknown)
    }
  }
}
