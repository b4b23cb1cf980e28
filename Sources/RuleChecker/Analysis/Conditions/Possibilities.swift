internal import Quantities

/// What conditions can be, over every value that their figures can have. Figures are taken to be
/// independent of each other, so that what is said to be impossible is so, and what is said to be
/// possible may not be.
struct Possibilities {
  let table: ConditionTable

  /// Conditions with more tests than this are only looked at part by part.
  static let mostTests = 256

  init(_ table: ConditionTable) { self.table = table }

  /// The truths that a condition can have.
  func truths(of formula: Formula) -> TruthSet {
    guard case .named(let index, let inner) = formula else { return truthsOnce(formula) }
    if let known = table.truthsOfLets[index] { return known }
    let found = truthsOnce(inner)
    table.truthsOfLets[index] = found
    return found
  }

  private func truthsOnce(_ formula: Formula) -> TruthSet {
    // One question of one figure, as most conditions are.
    if case .test(let figure, let test) = formula {
      return truths(of: test, of: table.figures[figure])
    }
    let figures = formula.figures(atMost: Possibilities.mostTests + 1)
    guard figures.count <= Possibilities.mostTests, hasRepetition(figures) else {
      return truthsOfParts(formula)
    }
    // Parts of a chain that share no figure are looked at apart.
    if case .atLeast(let count, let parts) = formula, count == 1 || count == parts.count {
      let groups = connected(parts)
      if groups.count > 1 {
        let sets = groups.map { group -> TruthSet in
          if group.count == 1, let only = group.first { return truths(of: only) }
          return truthsTogether(.atLeast(count == 1 ? 1 : group.count, group))
        }
        return combined(count == 1 ? 1 : sets.count, sets)
      }
    }
    return truthsTogether(formula)
  }

  /// The truths that two conditions can have together; nothing where it can't be told, or where they
  /// share no figure.
  func pairs(_ one: Formula, _ two: Formula) -> TruthPairs? {
    guard shareFigures(one, two), let grid = CellGrid([one, two], table) else { return nil }
    var pairs = TruthPairs()
    grid.forEach { pairs.insert($0[0], $0[1]) }
    return pairs
  }

  func shareFigures(_ one: Formula, _ two: Formula) -> Bool {
    let mine = one.figures(atMost: Possibilities.mostTests)
    let others = two.figures(atMost: Possibilities.mostTests)
    // A table of a few numbers costs more than it saves.
    if mine.count * others.count <= 64 { return others.contains { mine.contains($0) } }
    return !Set(mine).isDisjoint(with: others)
  }

  /// Of one question about one figure.
  private func truths(of test: Formula.Test, of figure: Figure) -> TruthSet {
    if case .compare(let sign, let bound) = test { return truths(of: sign, bound, figure.range) }
    let cells = FigureCells(figure, [test], table.rulebook.catalysts)
    var found: TruthSet = []
    for cell in 0..<cells.count { found.insert(TruthSet(cells.answer(test, in: cell))) }
    return found
  }

  private func truths(
    of sign: Expression.Comparison,
    _ bound: Ratio,
    _ range: FigureRange
  ) -> TruthSet {
    var found: TruthSet = .unknown
    if range.meets(between: nil, and: bound) { found.insert(TruthSet(KleeneTruth(sign.holds(-1)))) }
    if range.contains(bound) { found.insert(TruthSet(KleeneTruth(sign.holds(0)))) }
    if range.meets(between: bound, and: nil) { found.insert(TruthSet(KleeneTruth(sign.holds(1)))) }
    return found
  }

  // MARK: Parts

  func hasRepetition(_ figures: [Int]) -> Bool {
    if figures.count <= 8 {
      return figures.indices.contains { figures[..<$0].contains(figures[$0]) }
    }
    return Set(figures).count < figures.count
  }

  private func truthsTogether(_ formula: Formula) -> TruthSet {
    guard let grid = CellGrid([formula], table) else { return truthsOfParts(formula) }
    var found: TruthSet = []
    grid.forEach { found.insert(TruthSet($0[0])) }
    return found
  }

  /// As if no two parts shared a figure: exact if so, and never too narrow.
  private func truthsOfParts(_ formula: Formula) -> TruthSet {
    switch formula {
    case .constant(let truth): return TruthSet(truth)
    case .test(let figure, let test): return truths(of: test, of: table.figures[figure])
    case .named: return truths(of: formula)
    case .not(let inner): return truths(of: inner).negated
    case .known(let inner):
      let inner = truths(of: inner)
      var found: TruthSet = []
      if inner.contains(.unknown) { found.insert(.fails) }
      if !inner.isDisjoint(with: [.holds, .fails]) { found.insert(.holds) }
      return found
    case .otherwise(let one, let two):
      let first = truths(of: one)
      guard first.contains(.unknown) else { return first }
      return first.subtracting(.unknown).union(truths(of: two))
    case .atLeast(let count, let parts): return combined(count, parts.map { truths(of: $0) })
    }
  }

  private func combined(_ count: Int, _ sets: [TruthSet]) -> TruthSet {
    let canHold = sets.count { $0.contains(.holds) }
    let canFail = sets.count { $0.contains(.fails) }
    // A part that can't fail or stay unknown always holds.
    let mustHold = sets.count { $0 == .holds }
    var found: TruthSet = []
    if canHold >= count { found.insert(.holds) }
    if canFail > sets.count - count { found.insert(.fails) }
    let canStayOpen = sets.contains { $0.contains(.unknown) }
    let canBeMore = sets.count { $0 != .fails }
    if canStayOpen, mustHold < count, canBeMore >= count { found.insert(.unknown) }
    return found
  }

  /// The parts in groups such that no figure stands in two groups.
  private func connected(_ parts: [Formula]) -> [[Formula]] {
    var groupOfFigure: [Int: Int] = [:]
    var parents = Array(parts.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index { index = parents[index] }
      return index
    }
    for (index, part) in parts.enumerated() {
      for figure in part.figures(atMost: Possibilities.mostTests) {
        if let other = groupOfFigure[figure] {
          let (one, two) = (root(other), root(index))
          parents[max(one, two)] = min(one, two)
        } else {
          groupOfFigure[figure] = index
        }
      }
    }
    var groups: [Int: [Formula]] = [:]
    var order: [Int] = []
    for (index, part) in parts.enumerated() {
      let leader = root(index)
      if groups[leader] == nil { order.append(leader) }
      groups[leader, default: []].append(part)
    }
    return order.compactMap { groups[$0] }
  }
}
