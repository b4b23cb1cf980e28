public import RuleChecker
internal import RuleSyntax

extension CheckedRulebook {
  /// The same rulebook with each condition at a place of its own, as conditions that a file spells have:
  /// analyses know a condition by its place, and generated ones stand nowhere.
  public var placed: CheckedRulebook {
    var copy = self
    var place: Int32 = 0
    func put(_ condition: RuleChecker.Expression?) -> RuleChecker.Expression? {
      guard var condition else { return nil }
      place += 1
      condition.span = Span(file: 0, start: place, end: place + 1)
      return condition
    }
    for index in copy.rules.indices {
      copy.rules[index].when = put(copy.rules[index].when)
      copy.rules[index].exit = put(copy.rules[index].exit)
      copy.rules[index].until = put(copy.rules[index].until)
      guard case .build(var build) = copy.rules[index].action else { continue }
      for step in build.steps.indices {
        build.steps[step].gate.condition = put(build.steps[step].gate.condition)
      }
      copy.rules[index].action = .build(build)
    }
    return copy
  }
}
