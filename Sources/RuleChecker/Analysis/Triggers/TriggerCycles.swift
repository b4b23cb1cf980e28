/// The rings among the edges of a trigger graph.
struct TriggerCycles {
  /// An event of one rule that sets off an event of another.
  struct Link {
    var from: Node
    var to: Node
    var edge: TriggerGraph.Edge

    /// Nothing for a clause whose becoming true trades nothing, and for a rule that only repeats what it
    /// did.
    init?(_ movement: Movement, _ clause: PortfolioClause, _ edge: TriggerGraph.Edge) {
      from = Node(rule: movement.rule, event: movement.event)
      switch clause.clause {
      case .when, .step: to = Node(rule: clause.rule, event: .start)
      case .exit: to = Node(rule: clause.rule, event: .exit)
      case .until: return nil
      }
      // What an exit leaves may be entered again, and a build that has acted asks for nothing more.
      if from.rule == to.rule, !(from.event == .start && to.event == .exit) { return nil }
      self.edge = edge
    }
  }

  struct Node: Hashable {
    var rule: Int
    var event: Movement.Event
  }

  /// A rulebook with so many rings needs no more of them to be told.
  static let most = 20

  private(set) var found: [[TriggerGraph.Edge]] = []

  init(_ links: [Link]) {
    var following: [Node: [Link]] = [:]
    for link in links { following[link.from, default: []].append(link) }
    var told: Set<Set<String>> = []
    // A rule that sets off its own exit is a ring by itself.
    for link in links where link.from.rule == link.to.rule {
      if told.insert([link.edge.from]).inserted { found.append([link.edge]) }
    }
    let starts = following.keys.sorted {
      ($0.rule, $0.event == .exit ? 1 : 0) < ($1.rule, $1.event == .exit ? 1 : 0)
    }
    // Shortest first: from each event, the shortest way back to it.
    var stepsLeft = 2 * TriggerSearch.mostPairs
    for start in starts where found.count < TriggerCycles.most {
      guard let ring = TriggerCycles.ring(from: start, following, &stepsLeft) else { continue }
      if told.insert(Set(ring.map(\.from))).inserted { found.append(ring) }
    }
  }

  /// Breadth first, through rules that do not come before the start in order of name, so that each ring
  /// is found from its first rule.
  private static func ring(
    from start: Node,
    _ following: [Node: [Link]],
    _ stepsLeft: inout Int
  ) -> [TriggerGraph.Edge]? {
    var arrivals: [Node: Link] = [:]
    var front = [start]
    while !front.isEmpty {
      var next: [Node] = []
      for node in front {
        for link in following[node] ?? [] where link.to.rule >= start.rule {
          stepsLeft -= 1
          guard stepsLeft > 0 else { return nil }
          if link.from.rule == link.to.rule { continue }
          if link.to == start { return way(to: node, start, arrivals) + [link.edge] }
          guard arrivals[link.to] == nil else { continue }
          arrivals[link.to] = link
          next.append(link.to)
        }
      }
      front = next
    }
    return nil
  }

  private static func way(
    to node: Node,
    _ start: Node,
    _ arrivals: [Node: Link]
  ) -> [TriggerGraph.Edge] {
    var edges: [TriggerGraph.Edge] = []
    var node = node
    while node != start, let link = arrivals[node] {
      edges.append(link.edge)
      node = link.from
    }
    return edges.reversed()
  }
}
