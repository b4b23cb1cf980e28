internal import Quantities
internal import RuleSyntax

/// Finds the edges of the trigger graph.
struct TriggerSearch {
  /// Beyond so many pairs of a movement and a figure that a clause reads the search ends.
  static let mostPairs = 200_000

  private let rulebook: CheckedRulebook
  private let table: ConditionTable
  private let hasCosts: Bool
  private var movements: [Movement] = []
  private var clauses = TriggerClauses()
  private var pairsLeft = TriggerSearch.mostPairs

  init(_ table: ConditionTable) {
    self.table = table
    rulebook = table.rulebook
    hasCosts = rulebook.settings.costs != nil
    var reader = PortfolioReader(table)
    for (index, rule) in rulebook.rules.enumerated() {
      for clause in reader.clauses(of: rule, at: index) { clauses.add(clause, of: rule) }
    }
    guard !clauses.isEmpty else { return }
    let hasShorts = rulebook.rules.contains(where: \.buildsShort)
    for (index, rule) in rulebook.rules.enumerated() {
      movements += Movement.of(rule, at: index, in: rulebook, hasShorts: hasShorts)
    }
  }

  mutating func graph() -> TriggerGraph {
    var graph = TriggerGraph(
      rules: rulebook.rules.map(\.name),
      conditions: clauses.conditions
    )
    for movement in movements where graph.isComplete {
      graph.isComplete = addArrows(of: movement, to: &graph)
    }
    graph.cycles = TriggerCycles.of(graph)
    return graph
  }

  /// Whether the bound on pairs allowed it.
  private mutating func addArrows(of movement: Movement, to graph: inout TriggerGraph) -> Bool {
    let bounds = upperBounds(of: movement)
    guard let symbols = movement.reach.symbols else {
      guard spend(clauses.readings.count) else { return false }
      for number in clauses.conditions.indices { add(movement, bounds, number, to: &graph) }
      return true
    }
    let named = clauses.reading(symbols)
    let pairs = named.reduce(clauses.openReadings) { $0 + clauses.ranges[$1].count }
    guard spend(pairs) else { return false }
    for number in named { add(movement, bounds, number, to: &graph) }
    for number in clauses.open { add(movement, bounds, number, to: &graph) }
    return true
  }

  private mutating func spend(_ pairs: Int) -> Bool {
    guard pairs <= pairsLeft else { return false }
    pairsLeft -= pairs
    return true
  }

  /// Of its own clauses a rule sets off its exit, and the gates of later steps. What an exit leaves may be
  /// entered again, and a rule that acts has its `when` already, unless another member of a `for each` acts.
  private func add(
    _ movement: Movement,
    _ bounds: [Int: Ratio],
    _ number: Int,
    to graph: inout TriggerGraph
  ) {
    let isExit = movement.event == .exit
    if clauses.conditions[number].rule == movement.rule {
      guard !isExit else { return }
      switch clauses.conditions[number].clause {
      case .exit, .step: break
      case .when: guard rulebook.rules[movement.rule].forEach != nil else { return }
      case .until: return
      }
    }
    if movement.isHedge && clauses.seesNoHedges[number] { return }
    for reading in clauses.ranges[number] where moves(movement, bounds, reading) {
      graph.arrows.append(.init(rule: movement.rule, isExit: isExit, condition: number))
      return
    }
  }

  // MARK: One pair

  private func moves(_ movement: Movement, _ bounds: [Int: Ratio], _ number: Int) -> Bool {
    guard let direction = direction(of: number, under: movement) else { return false }
    let plain = clauses.plain[number]
    guard direction.meets(plain.wants) else { return false }
    return !plain.isTested || isInReach(clauses.readings[number], of: movement, bounds)
  }

  /// Which way the figure goes; nothing if it stays.
  private func direction(of number: Int, under movement: Movement) -> Movement.Direction? {
    switch clauses.plain[number].kind {
    case .cash: return movement.direction.reversed
    case .nav: return hasCosts ? .down : nil
    case .net: return movement.direction
    case .gross:
      if movement.isHedge { return .both }
      // Both a long and a short position add to gross when they grow.
      if movement.isBuild { return movement.event == .start ? .up : .down }
      return movement.direction
    case .holding: return direction(ofHolding: clauses.readings[number], under: movement)
    case .other: return nil
    }
  }

  private func direction(
    ofHolding reading: PortfolioReading,
    under movement: Movement
  ) -> Movement.Direction? {
    guard case .holding(let measure, _) = reading.figure,
      let reach = reading.reach, movement.reach.canMeet(reach)
    else { return nil }
    switch measure {
    case .price, .priceChange: return nil
    // What is bought more of has another cost.
    case .gain: return .both
    case .beta: return reach.symbols?.count == 1 ? nil : .both
    case .weight, .value, .quantity, .exposure: return movement.direction
    }
  }

  /// Whether the movement goes far enough to make the comparison true: what is bought never passes its
  /// own weight, and what is sold goes down to it, or a lot below.
  private func isInReach(
    _ reading: PortfolioReading,
    of movement: Movement,
    _ bounds: [Int: Ratio]
  ) -> Bool {
    guard let test = reading.test, movement.direction != .both || movement.exact != nil else {
      return true
    }
    guard case .holding(.weight, let set) = reading.figure, let exact = movement.exact,
      exact.set == set
    else { return isInReachOfSum(reading, test, of: movement, bounds) }
    switch test.sign {
    case .greater: return exact.highest.map { $0 > test.bound } ?? (movement.direction != .up)
    case .greaterOrEqual:
      return exact.highest.map { $0 >= test.bound } ?? (movement.direction != .up)
    case .less, .lessOrEqual:
      return exact.lowest.map { $0 <= test.bound } ?? (movement.direction != .down)
    case .equal, .notEqual: return true
    }
  }

  /// A sum of weights that the rule's own `when` keeps low enough can't pass a bound that lies further
  /// off than all that the rule adds.
  private func isInReachOfSum(
    _ reading: PortfolioReading,
    _ test: PortfolioReading.Test,
    of movement: Movement,
    _ bounds: [Int: Ratio]
  ) -> Bool {
    switch reading.figure {
    case .holding(.weight, _), .account(.gross), .account(.net): break
    default: return true
    }
    guard let added = movement.mostAdded, let highest = bounds[test.figure],
      let reached = try? highest.adding(added)
    else { return true }
    return test.sign == .greater ? reached > test.bound : reached >= test.bound
  }

  /// For figures by number, the highest value at which the rule applies, where its `when` says one and
  /// the movement is known to add only so much.
  private func upperBounds(of movement: Movement) -> [Int: Ratio] {
    guard movement.direction == .up, movement.mostAdded != nil,
      let when = rulebook.rules[movement.rule].when
    else { return [:] }
    var bounds: [Int: Ratio] = [:]
    for case .test(let number, .compare(let sign, let bound)) in table.formula(when).conjuncts
    where sign == .less || sign == .lessOrEqual {
      bounds[number] = bounds[number].map { min($0, bound) } ?? bound
    }
    return bounds
  }
}

extension Rule {
  fileprivate var buildsShort: Bool {
    if case .build(let build) = action { return build.isShort }
    return false
  }
}

extension InstrumentReach {
  /// Whether one instrument may be in both. Two values of one dimension are taken for different
  /// instruments.
  func canMeet(_ other: InstrumentReach) -> Bool {
    switch (symbols, other.symbols) {
    case (let mine?, let theirs?): return !mine.isDisjoint(with: theirs)
    case (let mine?, nil): return !mine.subtracting(other.excluded).isEmpty
    case (nil, let theirs?): return !theirs.subtracting(excluded).isEmpty
    case (nil, nil):
      guard let tag, let other = other.tag, tag.dimension == other.dimension else { return true }
      return tag.value == other.value
    }
  }
}
