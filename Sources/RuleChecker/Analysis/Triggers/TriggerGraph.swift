public import RuleSyntax

/// Which rule can set off which: an edge leads from a rule whose action can make a condition of another
/// one true, by changing a figure of the portfolio that the condition reads, to that other rule. An edge
/// from a rule to itself means its own exit, the gate of a step, or the `when` of another member of its
/// `for each`.
///
/// Figures move with what is traded: weight, value, exposure and quantity of instruments that both
/// rules may mean, beta of several, cash, gross, net, and nav where trades cost something. Exposure per
/// unit is taken to be positive. Conditions of hedges and reviews read the portfolio without hedges, so
/// no hedge sets them off. Facts about the world move no figure of the portfolio and make no edge.
public struct TriggerGraph: Sendable {
  /// The condition of the rule that is set off.
  public enum Clause: Hashable, Sendable {
    case when, exit, until
    /// The gate of a build's step.
    case step(String)

    /// As authors write it.
    public var word: String {
      switch self {
      case .when: "when"
      case .exit: "exit when"
      case .until: "until"
      case .step(let name): "the gate of \(name)"
      }
    }
  }

  public struct Edge: Hashable, Sendable {
    /// The name of the rule that acts.
    public var from: String
    /// Whether it does so by leaving: what its `exit when` takes off.
    public var isExit: Bool
    /// The name of the rule that is set off.
    public var to: String
    public var clause: Clause
    /// Where the condition that can become true stands.
    public var place: Span
  }

  /// A clause of a rule, by its place in the rulebook.
  struct Condition: Sendable {
    var rule: Int
    var clause: Clause
    var place: Span
  }

  /// An edge in numbers: a rulebook can have a hundred thousand, and most are never looked at.
  struct Arrow: Sendable {
    /// The rule that acts.
    var rule: Int
    var isExit: Bool
    var condition: Int
  }

  /// Names of all rules, ascending.
  private let rules: [String]
  /// In order of rule.
  let conditions: [Condition]
  /// In order of the rule that acts, what its start sets off before what its exit does.
  var arrows: [Arrow] = []
  /// Rings of rules that can set each other off, or a rule that can set off its own exit: each ring
  /// once, from the rule that comes first in order of name, no two with the same rules.
  public internal(set) var cycles: [[Edge]] = []
  /// Whether every pair was looked at. A rulebook in which more than 200,000 pairs of an action and a
  /// condition may meet is only looked at so far.
  public internal(set) var isComplete = true

  init(rules: [String], conditions: [Condition]) {
    self.rules = rules
    self.conditions = conditions
  }

  var ruleCount: Int { rules.count }

  /// In order of the two names; made anew each time.
  public var edges: [Edge] {
    let order = conditions.indices.sorted {
      let (one, two) = (conditions[$0], conditions[$1])
      return (one.rule, one.place.file, one.place.start, $0)
        < (two.rule, two.place.file, two.place.start, $1)
    }
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, condition) in order.enumerated() { ranks[condition] = rank }
    let sorted = arrows.indices.sorted {
      let (one, two) = (arrows[$0], arrows[$1])
      return (one.rule, ranks[one.condition], $0) < (two.rule, ranks[two.condition], $1)
    }
    return sorted.map { edge(arrows[$0]) }
  }

  func edge(_ arrow: Arrow) -> Edge {
    let condition = conditions[arrow.condition]
    return Edge(
      from: rules[arrow.rule],
      isExit: arrow.isExit,
      to: rules[condition.rule],
      clause: condition.clause,
      place: condition.place
    )
  }
}
