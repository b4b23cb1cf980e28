public import Evaluator
public import RuleChecker
public import RuleSyntax

/// What a rulebook's tests have seen of its rules.
///
/// Counted are: that each rule fired (a rule with `exit when` also that it exited, which its clause
/// says), that each clause was true once and false once, and that each comparison, the lets that
/// conditions use included, was seen on both sides. That a clause was unknown is told and not counted.
public struct Coverage: Sendable {
  /// A clause of a rule, or a comparison.
  public struct Point: Sendable {
    public var span: Span
    /// As written.
    public var text: String
    public var seen: Set<Finding.Verdict>

    public var isComplete: Bool { seen.contains(.holds) && seen.contains(.fails) }
    fileprivate var count: Int { (seen.contains(.holds) ? 1 : 0) + (seen.contains(.fails) ? 1 : 0) }
  }

  /// One clause with its truths.
  public struct Clause: Sendable {
    public var clause: RuleClause
    public var point: Point
  }

  public struct RuleCoverage: Sendable {
    public var rule: String
    public var span: Span
    public var hasFired: Bool
    public var clauses: [Clause]
  }

  /// In order of name.
  public private(set) var rules: [RuleCoverage]
  /// Comparisons of all conditions, each once, in order of place.
  public private(set) var thresholds: [Point]

  /// Nothing seen yet.
  public init(of rulebook: CheckedRulebook) {
    rules = rulebook.rules.map { RuleCoverage($0, rulebook) }
    thresholds = Thresholds(of: rulebook).points
  }

  /// How many of all points were seen.
  public var seen: Int {
    rules.reduce(0) { sum, rule in
      sum + (rule.hasFired ? 1 : 0) + rule.clauses.reduce(0) { $0 + $1.point.count }
    } + thresholds.reduce(0) { $0 + $1.count }
  }

  public var total: Int {
    rules.reduce(0) { $0 + 1 + 2 * $1.clauses.count } + 2 * thresholds.count
  }

  /// Whole percent, rounded down: 100 only when nothing is missing. 100 of nothing.
  public var percent: Int { total == 0 ? 100 : seen * 100 / total }

  // MARK: Seeing

  /// Notes what one run saw.
  mutating func note(_ explanation: AccountExplanation) {
    let fired = Set(explanation.rules.filter { $0.state == .fires }.map(\.rule))
    let truths = explanation.clauses
    for index in rules.indices {
      if fired.contains(rules[index].rule) { rules[index].hasFired = true }
      for place in rules[index].clauses.indices {
        let clause = rules[index].clauses[place].clause
        for truth in truths where truth.rule == rules[index].rule && truth.clause == clause {
          rules[index].clauses[place].point.seen.insert(truth.verdict)
        }
      }
    }
    var places: [Span: Int] = [:]
    for (index, point) in thresholds.enumerated() { places[point.span] = index }
    for truth in truths {
      guard
        let tree = explanation.conditionTree(
          rule: truth.rule,
          member: truth.member,
          clause: truth.clause
        )
      else { continue }
      note(tree, places)
    }
  }

  private mutating func note(_ tree: ConditionTree, _ places: [Span: Int]) {
    if tree.kind == .comparison, let verdict = tree.verdict, let index = places[tree.span] {
      thresholds[index].seen.insert(verdict)
    }
    for part in tree.parts { note(part, places) }
  }
}

extension Coverage.RuleCoverage {
  fileprivate init(_ rule: Rule, _ rulebook: CheckedRulebook) {
    func clause(_ clause: RuleClause, _ span: Span?) -> Coverage.Clause? {
      guard let span else { return nil }
      let point = Coverage.Point(span: span, text: rulebook.text(of: span), seen: [])
      return Coverage.Clause(clause: clause, point: point)
    }
    var clauses = [clause(.when, rule.when?.span)]
    if case .build(let build) = rule.action {
      for step in build.steps where step.gate.condition != nil || step.gate.delay != nil {
        clauses.append(clause(.step(step.name), step.gate.condition?.span ?? step.span))
      }
    }
    clauses += [clause(.exitWhen, rule.exit?.span), clause(.until, rule.until?.span)]
    self.init(
      rule: rule.name,
      span: rule.nameSpan,
      hasFired: false,
      clauses: clauses.compactMap { $0 }
    )
  }
}

extension CheckedRulebook {
  /// The author's own text, blanks and line ends as one blank.
  func text(of span: Span) -> String {
    guard let file = files.first(where: { $0.index == span.file }) else { return "" }
    return file.text(span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
