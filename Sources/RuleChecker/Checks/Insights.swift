internal import RuleSyntax

/// What several checks of one rulebook ask for, worked out when it is first asked for.
final class Insights {
  private let rulebook: CheckedRulebook

  init(_ rulebook: CheckedRulebook) { self.rulebook = rulebook }

  /// Every condition as a formula.
  lazy var table = ConditionTable(rulebook)

  /// Which rule can set off which.
  lazy var triggers: TriggerGraph = {
    var search = TriggerSearch(table)
    return search.graph()
  }()

  /// What is odd about each condition by itself.
  fileprivate var readings: [Diagnostic]?

  /// Exits that overlap the entry of their rule.
  var exitsAboveEntry: [(rule: String, finding: Diagnostic)]?
}

extension Draft {
  /// What is odd about each condition by itself.
  var readings: [Diagnostic] {
    if let known = insights.readings { return known }
    var reader = ConditionReader(insights.table)
    for condition in conditions { reader.read(condition) }
    insights.readings = reader.found
    return reader.found
  }
}
