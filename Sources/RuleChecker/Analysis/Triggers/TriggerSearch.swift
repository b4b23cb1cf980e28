internal import Quantities
internal import RuleSyntax

/// Finds the edges of the trigger graph.
struct TriggerSearch {
  /// Beyond so many pairs of a movement and a figure that a clause reads the search ends.
  static let mostPairs = 200_000

  private let rulebook: CheckedRulebook
  private let table: ConditionTable
  private var movements: [Movement] = []
  private var clauses: [PortfolioClause] = []
  /// Clauses by the symbols that they read; those that read more than named symbols apart.
  private var named: [String: [Int]] = [:]
  private var open: [Int] = []
  private var pairsLeft = TriggerSearch.mostPairs

  init(_ table: ConditionTable) {
    self.table = table
    rulebook = table.rulebook
    var reader = PortfolioReader(table)
    for (index, rule) in rulebook.rules.enumerated() {
      for clause in reader.clauses(of: rule, at: index) { add(clause) }
    }
    guard !clauses.isEmpty else { return }
    let hasShorts = rulebook.rules.contains(where: \.buildsShort)
    for (index, rule) in rulebook.rules.enumerated() {
      movements += Movement.of(rule, at: index, in: rulebook, hasShorts: hasShorts)
    }
  }

  private mutating func add(_ clause: PortfolioClause) {
    let number = clauses.count
    clauses.append(clause)
    var symbols: Set<String> = []
    for reading in clause.readings {
      guard let own = reading.reach?.symbols else {
        open.append(number)
        return
      }
      symbols.formUnion(own)
    }
    for symbol in symbols { named[symbol, default: []].append(number) }
  }

  mutating func graph() -> TriggerGraph {
    var graph = TriggerGraph()
    var links: [TriggerCycles.Link] = []
    for movement in movements {
      let candidates = candidates(movement)
      let readings = candidates.reduce(0) { $0 + clauses[$1].readings.count }
      guard readings <= pairsLeft else {
        graph.isComplete = false
        break
      }
      pairsLeft -= readings
      for number in candidates {
        let clause = clauses[number]
        guard sets(movement, clause) else { continue }
        let from = rulebook.rules[movement.rule]
        let to = rulebook.rules[clause.rule]
        let edge = TriggerGraph.Edge(
          from: from.name,
          isExit: movement.event == .exit,
          to: to.name,
          clause: clause.clause,
          place: clause.place
        )
        let isOther = movement.rule != clause.rule
        if isOther || clause.clause == .exit && movement.event == .start {
          graph.edges.append(edge)
        }
        if let link = TriggerCycles.Link(movement, clause, edge) { links.append(link) }
      }
    }
    graph.edges.sort { $0.sortKey < $1.sortKey }
    graph.cycles = TriggerCycles(links).found
    return graph
  }

  private func candidates(_ movement: Movement) -> [Int] {
    guard let symbols = movement.reach.symbols else { return Array(clauses.indices) }
    var found: Set<Int> = []
    for symbol in symbols { found.formUnion(named[symbol] ?? []) }
    return found.sorted() + open
  }

  // MARK: One pair

  private func sets(_ movement: Movement, _ clause: PortfolioClause) -> Bool {
    let reader = rulebook.rules[clause.rule]
    if movement.isHedge {
      switch reader.action {
      case .hedge, .review: return false
      default: break
      }
    }
    return clause.readings.contains { moves(movement, $0) }
  }

  private func moves(_ movement: Movement, _ reading: PortfolioReading) -> Bool {
    guard let direction = direction(of: reading, under: movement) else { return false }
    return direction.meets(reading.wants) && isInReach(reading, of: movement)
  }

  /// Which way the figure goes; nothing if it stays.
  private func direction(
    of reading: PortfolioReading,
    under movement: Movement
  ) -> Movement.Direction? {
    switch reading.figure {
    case .account(.cash): return movement.direction.reversed
    case .account(.nav): return rulebook.settings.costs == nil ? nil : .down
    case .account(.net): return movement.direction
    case .account(.gross):
      if movement.isHedge { return .both }
      // Both a long and a short position add to gross when they grow.
      if case .build = rulebook.rules[movement.rule].action {
        return movement.event == .start ? .up : .down
      }
      return movement.direction
    case .holding(let measure, _):
      guard let reach = reading.reach, movement.reach.canMeet(reach) else { return nil }
      switch measure {
      case .price: return nil
      case .beta: return reach.symbols?.count == 1 ? nil : .both
      case .weight, .value, .quantity, .exposure: return movement.direction
      }
    default: return nil
    }
  }

  /// Whether the movement goes far enough to make the comparison true: what is bought never passes its
  /// own weight, and what is sold goes down to it, or a lot below.
  private func isInReach(_ reading: PortfolioReading, of movement: Movement) -> Bool {
    guard let test = reading.test, movement.direction != .both || movement.exact != nil else {
      return true
    }
    guard case .holding(.weight, let set) = reading.figure, let exact = movement.exact,
      exact.set == set
    else { return isInReachOfSum(reading, test, of: movement) }
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
    _ test: (sign: Expression.Comparison, bound: Ratio),
    of movement: Movement
  ) -> Bool {
    switch reading.figure {
    case .holding(.weight, _), .account(.gross), .account(.net): break
    default: return true
    }
    guard movement.direction == .up, let added = movement.mostAdded,
      let highest = highest(of: reading.figure, where: rulebook.rules[movement.rule]),
      let reached = try? highest.adding(added)
    else { return true }
    return test.sign == .greater ? reached > test.bound : reached >= test.bound
  }

  /// The highest value of a figure at which the rule applies; nothing where it says none.
  private func highest(of figure: Figure, where rule: Rule) -> Ratio? {
    guard let when = rule.when else { return nil }
    let parts = table.formula(when).conjuncts
    var lowest: Ratio?
    for case .test(let number, .compare(let sign, let bound)) in parts
    where table.figures[number] == figure && (sign == .less || sign == .lessOrEqual) {
      lowest = lowest.map { min($0, bound) } ?? bound
    }
    return lowest
  }
}

extension Rule {
  fileprivate var buildsShort: Bool {
    if case .build(let build) = action { return build.isShort }
    return false
  }
}

extension TriggerGraph.Edge {
  fileprivate var sortKey: (String, String, Int32, Int32) { (from, to, place.file, place.start) }
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
