internal import Quantities

/// Whether two rules can be in force together, as far as their conditions say.
struct Meeting {
  let table: ConditionTable
  let possibilities: Possibilities

  init(_ table: ConditionTable) {
    self.table = table
    possibilities = Possibilities(table)
  }

  /// - Parameters:
  ///   - steps: up to which step each rule must be open, for builds.
  ///   - symbol: the instrument at which they meet; the variable of `for each` stands for it.
  func canMeet(_ one: (rule: Rule, step: Int?), _ two: (rule: Rule, step: Int?), at symbol: String)
    -> Bool
  {
    let first = force(of: one.rule, upTo: one.step, at: symbol)
    let second = force(of: two.rule, upTo: two.step, at: symbol)
    return possibilities.truths(of: .and(first + second)).contains(.holds)
  }

  /// What must hold while the rule is in force. A state that `until` ends may outlive its `when`.
  private func force(of rule: Rule, upTo step: Int?, at symbol: String) -> [Formula] {
    var parts: [Formula] = []
    if let until = rule.until {
      parts.append(.not(table.formula(until)))
    } else if let when = rule.when {
      parts.append(table.formula(when))
    }
    if let exit = rule.exit { parts.append(.not(table.formula(exit))) }
    if case .build(let build) = rule.action, let step {
      for gate in build.steps.prefix(step + 1).compactMap(\.gate.condition) {
        parts.append(table.formula(gate))
      }
    }
    guard rule.forEach != nil else { return parts }
    return parts.map { table.substituting(symbol, in: $0) }
  }
}
