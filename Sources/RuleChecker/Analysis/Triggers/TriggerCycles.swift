/// The rings among the arrows of a trigger graph, looked for among numbered events: rule `r` begins as
/// event `2r` and exits as event `2r + 1`.
struct TriggerCycles {
  /// A rulebook with so many rings needs no more of them to be told.
  static let most = 20

  private let graph: TriggerGraph
  /// For each event, the arrows that leave it.
  private var leaving: [Range<Int>]
  /// For each condition, the event that begins when it becomes true; nothing where none does.
  private let begun: [Int?]
  /// For each event, the arrow by which it was first reached, and in the search from which event.
  private var arrivals: [(start: Int, arrow: Int)]
  private var stepsLeft = 2 * TriggerSearch.mostPairs

  /// - Parameter graph: with its arrows.
  static func of(_ graph: TriggerGraph) -> [[TriggerGraph.Edge]] {
    var cycles = TriggerCycles(graph)
    return cycles.search()
  }

  private init(_ graph: TriggerGraph) {
    self.graph = graph
    let events = 2 * graph.ruleCount
    leaving = Array(repeating: 0..<0, count: events)
    arrivals = Array(repeating: (-1, 0), count: events)
    begun = graph.conditions.map { condition in
      switch condition.clause {
      case .when, .step: 2 * condition.rule
      case .exit: 2 * condition.rule + 1
      // The clause's becoming true trades nothing.
      case .until: nil
      }
    }
    var start = 0
    for (index, arrow) in graph.arrows.enumerated() {
      let event = arrow.event
      if leaving[event].isEmpty { start = index }
      leaving[event] = start..<(index + 1)
    }
  }

  private mutating func search() -> [[TriggerGraph.Edge]] {
    var found: [[Int]] = []
    var told: Set<Set<Int>> = []
    // A rule that sets off its own exit is a ring by itself; its own steps and members follow each other
    // and end.
    for (index, arrow) in graph.arrows.enumerated() {
      let condition = graph.conditions[arrow.condition]
      guard condition.rule == arrow.rule, condition.clause == .exit else { continue }
      if told.insert([arrow.rule]).inserted { found.append([index]) }
    }
    // Shortest first: from each event, the shortest way back to it.
    for start in leaving.indices where found.count < TriggerCycles.most {
      if leaving[start].isEmpty { continue }
      guard let ring = ring(from: start) else { continue }
      if told.insert(Set(ring.map { graph.arrows[$0].rule })).inserted { found.append(ring) }
    }
    return found.map { $0.map { graph.edge(graph.arrows[$0]) } }
  }

  /// Breadth first, through rules that do not come before the start in order of name, so that each ring
  /// is found from its first rule.
  private mutating func ring(from start: Int) -> [Int]? {
    var reached = [start]
    var next = 0
    while next < reached.count {
      let event = reached[next]
      next += 1
      for arrow in leaving[event] {
        guard let begun = begun[graph.arrows[arrow].condition], begun / 2 >= start / 2 else {
          continue
        }
        stepsLeft -= 1
        guard stepsLeft > 0 else { return nil }
        if begun / 2 == event / 2 { continue }
        if begun == start { return way(to: event, from: start) + [arrow] }
        guard arrivals[begun].start != start else { continue }
        arrivals[begun] = (start, arrow)
        reached.append(begun)
      }
    }
    return nil
  }

  private func way(to end: Int, from start: Int) -> [Int] {
    var arrows: [Int] = []
    var event = end
    while event != start {
      let arrow = arrivals[event].arrow
      arrows.append(arrow)
      event = graph.arrows[arrow].event
    }
    return arrows.reversed()
  }
}

extension TriggerGraph.Arrow {
  fileprivate var event: Int { 2 * rule + (isExit ? 1 : 0) }
}
