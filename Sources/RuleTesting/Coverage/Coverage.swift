public import Evaluator
public import RuleChecker
public import RuleSyntax

/// What a rulebook's tests have seen of its rules.
///
/// Counted are: that each rule fired (a rule with `exit when` also that it exited, which its clause
/// says), that each clause was true, false, quiet and blind, as far as it can be, and that each
/// comparison, the lets that conditions use included, was seen on both sides.
public struct Coverage: Sendable {
  /// A clause of a rule, or a comparison.
  public struct Point: Sendable {
    public var span: Span
    /// As written.
    public var text: String
    /// What it can come to: each of these counts. That it can't be quiet, or not be blind, follows from
    /// what it reads.
    public var possible: Set<Finding.Verdict>
    public var seen: Set<Finding.Verdict> = []

    /// What can be, and was not seen.
    public var missing: Set<Finding.Verdict> { possible.subtracting(seen) }
    public var isComplete: Bool { missing.isEmpty }
    fileprivate var count: Int { possible.intersection(seen).count }
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
    rules.reduce(0) { sum, rule in
      sum + 1 + rule.clauses.reduce(0) { $0 + $1.point.possible.count }
    } + thresholds.reduce(0) { $0 + $1.possible.count }
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
    var clauses: [Coverage.Clause] = []
    func add(_ clause: RuleClause, _ condition: Expression?) {
      guard let condition else { return }
      let point = Coverage.Point(of: condition, at: condition.span, in: rulebook)
      clauses.append(Coverage.Clause(clause: clause, point: point))
    }
    add(.when, rule.when)
    if case .build(let build) = rule.action {
      for step in build.steps where step.gate.condition != nil || step.gate.delay != nil {
        let span = step.gate.condition?.span ?? step.span
        let point = Coverage.Point(of: step.gate.condition, at: span, in: rulebook)
        clauses.append(Coverage.Clause(clause: .step(step.name), point: point))
      }
    }
    add(.exitWhen, rule.exit)
    add(.until, rule.until)
    self.init(rule: rule.name, span: rule.nameSpan, hasFired: false, clauses: clauses)
  }
}

extension Coverage.Point {
  /// Nothing seen yet of a clause; a delay, which is no condition, is never unknown.
  fileprivate init(of condition: Expression?, at span: Span, in rulebook: CheckedRulebook) {
    let unknowns = condition.map { ReachableUnknowns(of: $0, in: rulebook) }
    self.init(span: span, text: rulebook.text(of: span), possible: [.holds, .fails])
    if unknowns?.quiet == true { possible.insert(.quiet) }
    if unknowns?.blind == true { possible.insert(.blind) }
  }
}

extension CheckedRulebook {
  /// The author's own text, blanks and line ends as one blank.
  func text(of span: Span) -> String {
    guard let file = files.first(where: { $0.index == span.file }) else { return "" }
    return file.text(span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
