import Evaluator
import RuleChecker
import RuleSyntax

/// The comparisons of a rulebook's conditions.
struct Thresholds {
  private let rulebook: CheckedRulebook
  private var spans: Set<Span> = []
  private var lets: Set<Int> = []

  init(of rulebook: CheckedRulebook) {
    self.rulebook = rulebook
    for rule in rulebook.rules {
      for condition in rule.conditions { collect(condition) }
    }
  }

  /// In order of place.
  var points: [Coverage.Point] {
    spans.sorted { ($0.file, $0.start, $0.end) < ($1.file, $1.start, $1.end) }
      .map { Coverage.Point(span: $0, text: rulebook.text(of: $0), possible: [.holds, .fails]) }
  }

  private mutating func collect(_ expression: Expression) {
    if case .comparison = expression.kind { spans.insert(expression.span) }
    if case .reference(let index) = expression.kind, rulebook.lets.indices.contains(index),
      lets.insert(index).inserted
    {
      collect(rulebook.lets[index].value)
    }
    for operand in expression.operands { collect(operand) }
  }
}
